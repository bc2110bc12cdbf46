import { all } from "./dom.ts";

/** Files can be dropped on the form that adds reports. */
export function startDropping(within: ParentNode): void {
  for (const form of all<HTMLFormElement>("form.add", within)) {
    const input = form.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) continue;
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("dropping");
      if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
    });
  }
}
