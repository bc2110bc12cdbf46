// Maps and charts are fetched when they are about to be seen: the first paint moves none of them.
import { all } from "./dom.ts";

type Draw = (figure: HTMLElement) => Promise<void> | void;

const KINDS: [selector: string, load: () => Promise<Draw>][] = [
  ["figure[data-map]", async () => (await import("./map.ts")).drawMap],
  ["figure[data-timeline]", async () => (await import("./timeline.ts")).drawTimeline],
  ["figure[data-chart]", async () => (await import("./charts.ts")).drawChart],
];

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      void start(target as HTMLElement);
    }
  },
  { rootMargin: "200px" },
);

export function startFigures(within: ParentNode): void {
  for (const [selector] of KINDS) {
    for (const figure of all(selector, within)) {
      figure.classList.add("mounting");
      watcher.observe(figure);
    }
  }
}

async function start(figure: HTMLElement): Promise<void> {
  const load = KINDS.find(([selector]) => figure.matches(selector))?.[1];
  if (!load) return;
  try {
    await (await load())(figure);
    figure.classList.add("ready");
  } catch (error) {
    fail(figure, error instanceof Error ? error.message : String(error));
  }
}

/** Says in words that a picture cannot be drawn, and opens the table that stands behind it. */
export function fail(figure: HTMLElement, why: string): void {
  figure.classList.add("failed");
  const note = document.createElement("p");
  note.className = "figure-note";
  note.textContent = `This picture could not be drawn (${why}). The table has the same.`;
  figure.querySelector(".canvas")?.after(note);
  const table = figure.querySelector<HTMLDetailsElement>("details.behind");
  if (table) table.open = true;
}
