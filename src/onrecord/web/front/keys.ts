// The keyboard: j and k walk the items, letters press what carries them, ? shows them all.
import { all, element } from "./dom.ts";

const KEPT = "onrecord-keys";
let going = 0;

function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[data-item]");
    if (item) makeCurrent(item);
  });
  document.addEventListener("onrecord:swapped", keepPlace);
}

let place = -1;

function items(): HTMLElement[] {
  return all("[data-item]").filter((item) => item.checkVisibility());
}

function current(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-item].current");
}

function makeCurrent(item: HTMLElement): void {
  for (const other of all("[data-item].current")) if (other !== item) other.classList.remove("current");
  item.classList.add("current");
  place = items().indexOf(item);
}

function focusItem(item: HTMLElement | undefined): void {
  if (!item) return;
  if (!item.hasAttribute("tabindex")) item.tabIndex = -1;
  makeCurrent(item);
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

/** After a judgement the queue has moved up: the next case stands where the last one stood. */
function keepPlace(event: Event): void {
  const part = event.target as HTMLElement;
  if (place < 0 || current()) return;
  const list = part.querySelector("[data-review]");
  const left = items();
  if (list) focusItem(left[Math.min(place, left.length - 1)]);
  else place = -1;
}

function walk(step: number): void {
  const list = items();
  const here = current();
  const at = here ? list.indexOf(here) : step > 0 ? -1 : list.length;
  focusItem(list[Math.max(0, Math.min(list.length - 1, at + step))]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "range", "submit", "button"].includes(target.type);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) (event.target as HTMLElement).blur();
  if (isTyping(event.target) || document.querySelector("dialog[open]") || !keysAreOn()) return;
  if (press(event)) event.preventDefault();
}

function press({ key, target }: KeyboardEvent): boolean {
  const awaited = going > Date.now();
  going = 0;
  if (awaited) return click(`[data-key-go="${CSS.escape(key)}"]`, document);
  switch (key) {
    case "?":
      showKeys();
      return true;
    case "j":
    case "k":
      walk(key === "j" ? 1 : -1);
      return true;
    case "g":
      going = Date.now() + 1500;
      return true;
    case "/":
      return focusSearch();
    case "Enter":
    case "o":
      return (key === "o" || (target instanceof HTMLElement && target.matches("[data-item]"))) && open();
    default:
      return key.length === 1 && pressNamed(key);
  }
}

function focusSearch(): boolean {
  const field = document.getElementById("q");
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
  return field !== null;
}

function open(): boolean {
  const item = current();
  return item !== null && click("a[data-primary]", item);
}

/** A key that something in the current item carries, else something that stands outside all items. */
function pressNamed(key: string): boolean {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const item = current();
  if (item && click(selector, item)) return true;
  const outside = all(selector).find((one) => !one.closest("[data-item]") && one.checkVisibility());
  if (outside) {
    outside.click();
    return true;
  }
  const first = items().find((one) => one.querySelector(selector));
  if (!item && first) focusItem(first);
  return !item && first !== undefined && click(selector, first);
}

function click(selector: string, within: ParentNode): boolean {
  const found = within.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}

type Row = [keys: string, does: string];

function nameOf(one: HTMLElement): string {
  const text = one.cloneNode(true) as HTMLElement;
  for (const key of text.querySelectorAll("kbd")) key.remove();
  return one.dataset.keyLabel || text.textContent?.trim() || one.title;
}

function rowsOfPage(): Row[] {
  const rows = new Map<string, string>();
  for (const one of all("[data-key]")) if (!rows.has(one.dataset.key ?? "")) rows.set(one.dataset.key ?? "", nameOf(one));
  return [...rows];
}

function table(title: string, rows: Row[]): HTMLElement | string {
  if (!rows.length) return "";
  const list = element("dl");
  for (const [keys, does] of rows) {
    const marks = keys.split(" ").flatMap((key, i) => [i ? " " : "", element("kbd", {}, key)]);
    list.append(element("dt", {}, ...marks), element("dd", {}, does));
  }
  return element("section", {}, element("h3", {}, title), list);
}

function offSwitch(): HTMLElement {
  const box = element("input", { type: "checkbox", id: "keys-on", checked: keysAreOn() });
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, box.checked ? "on" : "off");
    } catch {
      // Nothing is kept in this browser; the keys stay on.
    }
  });
  return element("p", {}, box, " ", element("label", { for: "keys-on" }, "Single keys work on this machine"));
}

/** Opens the sheet that lists every key of this page. */
export function showKeys(): void {
  document.getElementById("keys")?.remove();
  const pages: Row[] = all("[data-key-go]").map((link) => [`g ${link.dataset.keyGo}`, link.textContent?.trim() ?? ""]);
  const everywhere: Row[] = [["?", "this sheet"]];
  if (document.getElementById("q")) everywhere.push(["/", "search"]);
  if (items().length) everywhere.push(["j", "next"], ["k", "previous"], ["Enter", "open"]);
  const close = element("button", { type: "button", class: "plain" }, "Close");
  const sheet = element(
    "dialog",
    { id: "keys", "aria-labelledby": "keys-title" },
    element("header", {}, element("h2", { id: "keys-title" }, "Keys"), close),
    element("div", { class: "keys" }, table("Everywhere", everywhere), table("On this page", rowsOfPage()), table("Go to", pages)),
    offSwitch(),
  );
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}
