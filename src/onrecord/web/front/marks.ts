// An article's marks: a click on one shows what was made of it; the legend switches kinds on and off.
import { all, element } from "./dom.ts";
import { mount } from "./live.ts";

export function startMarks(): void {
  document.addEventListener("click", onClick);
  window.addEventListener("hashchange", showTarget);
  mount(startLegends);
  showTarget();
}

function onClick(event: MouseEvent): void {
  const target = event.target as HTMLElement;
  if (target.closest("a, button, input, label")) return;
  const mark = target.closest<HTMLElement>(".mark[data-opens]");
  if (!mark || getSelection()?.isCollapsed === false) return;
  show(mark.dataset.opens ?? "");
  history.replaceState(history.state, "", `#${mark.dataset.opens}`);
}

function showTarget(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id && document.querySelector(`.mark[data-opens="${CSS.escape(id)}"]`)) show(id);
}

function show(id: string): void {
  const made = document.getElementById(id);
  for (const shown of all(".mark.shown, .made-of.shown")) shown.classList.remove("shown");
  for (const mark of all(`.mark[data-opens="${CSS.escape(id)}"]`)) mark.classList.add("shown");
  if (!made) return;
  made.classList.add("shown");
  const panel = made.closest<HTMLElement>(".made");
  if (panel && panel.scrollHeight > panel.clientHeight) panel.scrollTo({ top: made.offsetTop - panel.offsetTop });
  else made.scrollIntoView({ block: "nearest" });
}

function startLegends(within: ParentNode): void {
  for (const key of all("[data-legend] [data-kind]", within)) {
    const kind = key.dataset.kind ?? "";
    const id = `show-${kind}`;
    const box = element("input", { type: "checkbox", id, checked: true });
    box.addEventListener("change", () => {
      for (const text of all(".text")) text.classList.toggle(`off-${kind}`, !box.checked);
    });
    const label = element("label", { for: id });
    label.append(...key.childNodes);
    key.append(box, label);
  }
}
