import { go } from "./live.ts";

/** A part that says so is fetched again and again while it says so and the page is looked at. */
export function startRefreshing(): void {
  const tick = async (): Promise<void> => {
    const part = document.querySelector<HTMLElement>("[data-refresh]");
    const seconds = Math.max(1, Number(part?.dataset.refresh) || 2);
    const busy = part?.contains(document.activeElement) && document.activeElement !== document.body;
    if (part && !document.hidden && !busy) await go(location.href, { push: false, quiet: true });
    setTimeout(() => void tick(), seconds * 1000);
  };
  setTimeout(() => void tick(), 2000);
}
