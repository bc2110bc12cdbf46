// Each source's figure as a bar from its low to its high, all of a table over one scale.
import { all, svg } from "./dom.ts";

const WIDTH = 240;
const EDGE = 6;

export function drawRanges(within: ParentNode): void {
  for (const table of all("table[data-ranges]", within)) {
    const rows = all<HTMLTableRowElement>("tr[data-low], tr[data-best], tr[data-high]", table);
    const top = Math.max(1, ...rows.flatMap((row) => [number(row, "low"), number(row, "best"), number(row, "high")]).map((n) => n ?? 0));
    for (const row of rows) {
      const cell = row.querySelector("td.range");
      if (cell && !cell.querySelector("svg")) cell.append(bar(row, (n) => EDGE + (n / top) * (WIDTH - 2 * EDGE)));
    }
  }
}

function number(row: HTMLElement, key: string): number | null {
  const said = row.dataset[key];
  return said === undefined || said === "" || said === "None" ? null : Number(said);
}

function bar(row: HTMLElement, x: (n: number) => number): SVGSVGElement {
  const [low, best, high] = [number(row, "low"), number(row, "best"), number(row, "high")];
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} 24`, preserveAspectRatio: "none", "aria-hidden": "true" });
  picture.append(svg("line", { class: "track", x1: EDGE, x2: WIDTH - EDGE, y1: 12, y2: 12 }));
  const from = low ?? best ?? 0;
  const to = high ?? best;
  if (to !== null && to !== undefined && (low !== null || high !== null) && to > from) {
    picture.append(svg("line", { class: "span", x1: x(from), x2: x(to), y1: 12, y2: 12 }));
  } else if (high === null && low !== null && best === null) {
    picture.append(svg("path", { class: "best", d: `M${x(low)} 6 l9 6 l-9 6 z` }));
  }
  const dot = best ?? (low !== null && low === high ? low : null);
  if (dot !== null) picture.append(svg("circle", { class: "best", cx: x(dot), cy: 12, r: 5 }));
  return picture;
}
