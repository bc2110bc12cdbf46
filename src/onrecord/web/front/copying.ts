import { all, announce } from "./dom.ts";

/** Shows the buttons that copy a citation: without a script they could do nothing. */
export function startCopying(within: ParentNode): void {
  for (const button of all<HTMLButtonElement>("button[data-copy]", within)) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const name = button.textContent;
  const done = await put(button.dataset.copy ?? "");
  button.textContent = done ? "Copied" : "Not copied: select the text";
  announce(done ? "The citation is on the clipboard." : "The browser refused the clipboard.");
  setTimeout(() => (button.textContent = name), 2000);
}

async function put(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
