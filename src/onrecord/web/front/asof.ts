// The list of earlier states becomes a slider; the list stays behind it for the form to send.
import { all, element } from "./dom.ts";

export function startAsOf(within: ParentNode): void {
  for (const form of all<HTMLFormElement>("form[data-as-of]", within)) {
    const list = form.querySelector("select");
    if (list && list.options.length > 1) slide(form, list);
  }
}

function slide(form: HTMLFormElement, list: HTMLSelectElement): void {
  const order = [...list.options].sort((a, b) => when(a).localeCompare(when(b)));
  const at = Math.max(0, order.findIndex((option) => option.index === list.selectedIndex));
  const shown = element("output", {}, order[at]?.text ?? "");
  const id = `${list.id || "as_of"}-slider`;
  const slider = element("input", { type: "range", id, min: 0, max: order.length - 1, step: 1, value: at, "aria-valuetext": order[at]?.text ?? "" });
  const label = form.querySelector<HTMLLabelElement>("label");
  if (label) label.htmlFor = id;
  slider.addEventListener("input", () => {
    const option = order[slider.valueAsNumber];
    if (!option) return;
    option.selected = true;
    shown.textContent = option.text;
    slider.setAttribute("aria-valuetext", option.text);
  });
  slider.addEventListener("change", () => form.requestSubmit());
  form.dataset.live = "";
  list.hidden = true;
  list.after(slider, shown);
  for (const button of all("button:not([name])", form)) button.hidden = true;
}

/** The present, which has no date of its own, comes last. */
function when(option: HTMLOptionElement): string {
  return option.value || "9999";
}
