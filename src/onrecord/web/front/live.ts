// Partial updates: links and forms that stay on the page are fetched, and each region (data-region, or data-swap with an id) is replaced in place.
import { all, announce } from "./dom.ts";

type Mount = (within: ParentNode) => void;
const mounts: Mount[] = [];
const PARTS = "[data-region], [data-swap][id]";
let underway: AbortController | null = null;

/** Registers what is to be done to the page, and again to every part that is replaced. */
export function mount(work: Mount): void {
  mounts.push(work);
  work(document);
}

export interface Going {
  push?: boolean;
  body?: BodyInit;
  quiet?: boolean;
}

/** Fetches a page and takes its parts over; falls back to a plain visit where that does not work. */
export async function go(address: string | URL, { push = true, body, quiet = false }: Going = {}): Promise<void> {
  underway?.abort();
  const mine = (underway = new AbortController());
  const busy = quiet ? undefined : setTimeout(() => document.body.classList.add("loading"), 150);
  try {
    const answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      body,
      headers: { accept: "text/html" },
      signal: mine.signal,
      credentials: "same-origin",
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("main")) throw new TypeError("not a page of the desk");
    take(page, quiet, new URL(answer.url).pathname !== location.pathname);
    if (push && answer.url !== location.href) history.pushState({ live: true }, "", answer.url);
  } catch (error) {
    if (mine.signal.aborted) return;
    if (quiet) return;
    if (body === undefined) location.assign(address);
    else announce("That did not reach the server. Nothing was changed; please try again.");
  } finally {
    clearTimeout(busy);
    if (underway === mine) underway = null;
    if (!underway) document.body.classList.remove("loading");
  }
}

function take(page: Document, quiet: boolean, elsewhere: boolean): void {
  document.title = page.title;
  const here = document.getElementById("main");
  const there = page.getElementById("main");
  const parts = all(PARTS).filter((part) => !part.parentElement?.closest(PARTS));
  const told = parts.some((part) => part.id !== "notice" && twin(part, page));
  const whole = !here || !there || document.body.className !== page.body.className || !told;
  if (whole && here && there) {
    replace(here, there);
    if (elsewhere) window.scrollTo({ top: 0 });
  } else {
    for (const part of parts) replacePart(part, twin(part, page));
    pointFigures(page);
    showSearched(page);
  }
  const notice = document.querySelector<HTMLElement>("#notice, .flash")?.innerText.trim();
  const count = document.querySelector<HTMLElement>("main .count")?.innerText.trim();
  if (!quiet) announce(notice || count || document.title);
}

function twin(part: HTMLElement, page: Document): HTMLElement | null {
  const { region } = part.dataset;
  return region === undefined ? page.getElementById(part.id) : page.querySelector(`[data-region="${CSS.escape(region)}"]`);
}

function replacePart(part: HTMLElement, fresh: HTMLElement | null): void {
  if (!fresh) part.replaceChildren();
  else if (!part.isEqualNode(fresh)) replace(part, fresh);
}

function replace(old: HTMLElement, fresh: HTMLElement): void {
  const focus = placeOfFocus(old);
  const kept = openDetails(old);
  const adopted = document.adoptNode(fresh);
  old.replaceWith(adopted);
  for (const details of all<HTMLDetailsElement>("details", adopted)) {
    const open = kept.get(nameOf(details));
    if (open !== undefined) details.open = open;
  }
  for (const work of mounts) work(adopted);
  focus?.(adopted);
  adopted.dispatchEvent(new CustomEvent("onrecord:swapped", { bubbles: true }));
}

/** Figures stay, with their zoom and their brush, and are told where their data now are. */
function pointFigures(page: Document): void {
  const others = all("figure[data-source]", page);
  for (const [at, figure] of all("figure[data-source]").entries()) {
    const fresh = others[at];
    if (!fresh || fresh.className.split(" ")[0] !== figure.className.split(" ")[0]) continue;
    for (const part of ["figcaption", "details.behind"]) {
      const [old, next] = [figure.querySelector(part), fresh.querySelector(part)];
      if (old && next && !old.isEqualNode(next)) old.replaceWith(document.adoptNode(next));
    }
    const changed = ["source", "from", "to"].some((name) => figure.dataset[name] !== fresh.dataset[name]);
    Object.assign(figure.dataset, { ...fresh.dataset });
    if (changed) figure.dispatchEvent(new CustomEvent("onrecord:source"));
  }
}

function showSearched(page: Document): void {
  const [here, there] = [document.querySelector<HTMLInputElement>("#q"), page.querySelector<HTMLInputElement>("#q")];
  if (here && there && here !== document.activeElement) here.value = there.value;
}

function nameOf(details: HTMLDetailsElement): string {
  return details.id || details.querySelector("summary")?.firstChild?.textContent?.trim() || "";
}

function openDetails(within: HTMLElement): Map<string, boolean> {
  return new Map(all<HTMLDetailsElement>("details", within).map((details) => [nameOf(details), details.open]));
}

/** Where the focus was, as a way to find it again in the part that comes instead. */
function placeOfFocus(within: HTMLElement): ((fresh: HTMLElement) => void) | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !within.contains(active)) return null;
  const item = active.closest<HTMLElement>("[data-item][id]")?.id;
  const label = labelOf(active);
  const { tagName } = active;
  return (fresh) => {
    const home = (item && fresh.querySelector(`#${CSS.escape(item)}`)) || fresh;
    const same = active.id
      ? document.getElementById(active.id)
      : all(tagName, home).find((other) => labelOf(other) === label);
    same?.focus({ preventScroll: true });
  };
}

function labelOf(of: HTMLElement): string {
  return (of.querySelector(".label") ?? of).textContent?.trim() || of.getAttribute("name") || "";
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("main a[href], header a.clear");
  if (!link || event.defaultPrevented || !isPlain(event) || !stays(link)) return;
  event.preventDefault();
  const results = link.closest(".paging");
  void go(link.href).then(() => {
    if (results) document.querySelector("[data-region=results]")?.scrollIntoView();
  });
}

/** Whether a link shows another state of this very page, rather than another page or a file. */
function stays(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return false;
  return link.dataset.live !== undefined || (link.pathname === location.pathname && link.search !== location.search && hasParts());
}

function hasParts(): boolean {
  return all(PARTS).some((part) => part.id !== "notice");
}

function takes(form: HTMLFormElement): boolean {
  if (form.dataset.live !== undefined) return true;
  const action = new URL(form.getAttribute("action") ?? location.href, location.href);
  return form.method === "get" && action.pathname === location.pathname && hasParts();
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || !takes(form)) return;
  event.preventDefault();
  const button = event.submitter;
  const data = new FormData(form, button);
  const action = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, location.href);
  const method = button?.getAttribute("formmethod") ?? form.method;
  if (method.toLowerCase() === "get") void go(withQuery(action, data));
  else void go(action, { body: form.enctype === "multipart/form-data" ? data : asQuery(data) });
}

function asQuery(data: FormData): URLSearchParams {
  const pairs = [...data].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  return new URLSearchParams(pairs);
}

/** A form's address without its empty fields, so that addresses stay short and can be told. */
function withQuery(action: URL, data: FormData): URL {
  const said = [...asQuery(data)].filter(([, value]) => value !== "");
  action.search = new URLSearchParams(said).toString();
  return action;
}

export function startLive(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  window.addEventListener("popstate", () => void go(location.href, { push: false }));
}
