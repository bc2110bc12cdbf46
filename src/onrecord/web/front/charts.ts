// Drawings for the tables of what changes through time. The table is read from the page, so both always say the same.
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scalePoint, scaleTime } from "d3-scale";
import { select } from "d3-selection";
import { all, element, svg } from "./dom.ts";

interface Row {
  date: Date;
  series: string;
  low: number | null;
  best: number | null;
  high: number | null;
  value: string;
  href: string;
}

type Time = ReturnType<typeof scaleTime<number, number>>;

const HEIGHT = 260;
const DAY = 86_400_000;
const MARGIN = { top: 12, right: 18, bottom: 24, left: 56 };

export function drawChart(figure: HTMLElement): void {
  const canvas = figure.querySelector<HTMLElement>(".canvas");
  const rows = readRows(figure);
  if (!canvas || !rows.length) return;
  const paint = figure.dataset.chart === "positions" ? paintPositions : paintCounts;
  const redraw = (): void => {
    canvas.replaceChildren();
    paint(canvas, rows, Math.max(300, canvas.clientWidth));
  };
  let width = canvas.clientWidth;
  redraw();
  new ResizeObserver(() => {
    if (canvas.clientWidth !== width) redraw();
    width = canvas.clientWidth;
  }).observe(canvas);
}

function readRows(figure: HTMLElement): Row[] {
  return all("[data-date]", figure)
    .filter((row) => /^\d{4}/.test(row.dataset.date ?? ""))
    .map((row) => ({
      date: dayOf(row.dataset.date ?? ""),
      series: row.dataset.series ?? "",
      low: count(row.dataset.low),
      best: count(row.dataset.best),
      high: count(row.dataset.high),
      value: row.dataset.value ?? "",
      href: row.dataset.href ?? "",
    }))
    .sort((a, b) => a.date.getTime() - b.date.getTime());
}

function count(said: string | undefined): number | null {
  return said === undefined || said === "" || said === "None" ? null : Number(said);
}

function dayOf(iso: string): Date {
  const [year = 1970, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number);
  return new Date(year, month - 1, day);
}

function seriesOf(rows: Row[]): string[] {
  return [...new Set(rows.map((row) => row.series))];
}

function classOf(series: string[], one: string): string {
  return `series-${series.indexOf(one) % 7}`;
}

function frame(canvas: HTMLElement, width: number, height: number, label: string): SVGSVGElement {
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "group", "aria-label": `${label}; the table below has the same` });
  canvas.append(picture);
  return picture;
}

function timeScale(rows: Row[], width: number, left: number): Time {
  const times = rows.map((row) => row.date.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.03, (5 * DAY - (last - first)) / 2, DAY);
  return scaleTime().domain([new Date(first - room), new Date(last + room)]).range([left, width - MARGIN.right]);
}

function addTimeAxis(picture: SVGSVGElement, x: Time, height: number, width: number): void {
  const axis = axisBottom<Date>(x as never).ticks(Math.min(days(x), Math.max(2, Math.floor(width / 130)))).tickSizeOuter(0);
  select(picture).append("g").attr("class", "axis").attr("transform", `translate(0,${height - MARGIN.bottom})`).call(axis);
}

function days(x: Time): number {
  const [first, last] = x.domain() as [Date, Date];
  return Math.max(1, Math.floor((last.getTime() - first.getTime()) / DAY));
}

function linked(row: Row, words: string, ...drawn: SVGElement[]): SVGElement {
  const title = svg("title", {}, words);
  if (!row.href) return svg("g", {}, title, ...drawn);
  return svg("a", { href: row.href, "aria-label": words }, title, ...drawn);
}

function said(row: Row): string {
  const range = row.best !== null && row.low === row.best && (row.high ?? row.best) === row.best ? `${row.best}` : `${row.low ?? "?"} to ${row.high ?? "?"}`;
  return `${row.series}, ${row.date.toLocaleDateString()}: ${range}`;
}

/** Each source's range as a bar from low to high, its best guesses joined by a line; a bound alone is a hollow dot. */
function paintCounts(canvas: HTMLElement, rows: Row[], width: number): void {
  const picture = frame(canvas, width, HEIGHT, "Counts through time");
  const series = seriesOf(rows);
  const top = Math.max(1, ...rows.flatMap((row) => [row.low ?? 0, row.best ?? 0, row.high ?? 0]));
  const x = timeScale(rows, width, MARGIN.left);
  const y = scaleLinear().domain([0, top]).nice().range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ticks = axisLeft(y).ticks(5).tickSize(-(width - MARGIN.left - MARGIN.right)).tickSizeOuter(0);
  select(picture).append("g").attr("class", "axis grid").attr("transform", `translate(${MARGIN.left},0)`).call(ticks);
  addTimeAxis(picture, x, HEIGHT, width);
  for (const one of series) {
    const own = rows.filter((row) => row.series === one);
    const points = own.flatMap((row) => (middle(row) === null ? [] : [`${x(row.date)},${y(middle(row) ?? 0)}`]));
    const group = svg("g", { class: classOf(series, one) }, svg("polyline", { class: "series-line", points: points.join(" ") }));
    for (const row of own) group.append(linked(row, said(row), ...mark(row, x(row.date), y)));
    picture.append(group);
  }
  addLegend(canvas, series);
}

function middle(row: Row): number | null {
  return row.best ?? row.low ?? row.high;
}

function mark(row: Row, at: number, y: (n: number) => number): SVGElement[] {
  const drawn: SVGElement[] = [];
  const [low, high] = [row.low ?? row.best, row.high ?? row.best];
  if (low !== null && high !== null && high > low) drawn.push(svg("line", { class: "series-range", x1: at, x2: at, y1: y(low), y2: y(high) }));
  const centre = middle(row);
  if (centre !== null) drawn.push(svg("circle", { class: row.best === null ? "series-dot open" : "series-dot", cx: at, cy: y(centre), r: 4.5 }));
  return drawn;
}

function addLegend(canvas: HTMLElement, series: string[]): void {
  if (series.length < 2) return;
  const items = series.map((one) => element("li", { class: classOf(series, one) }, one));
  canvas.append(element("ul", { class: "legend-row" }, ...items));
}

/** What each source held of a matter, through time: one row for each thing that is held of it. */
function paintPositions(canvas: HTMLElement, rows: Row[], width: number): void {
  const held = [...new Set(rows.map((row) => row.value))].sort((a, b) => rank(a) - rank(b));
  const height = MARGIN.top + MARGIN.bottom + 34 * held.length + 12;
  const picture = frame(canvas, width, height, "Positions through time");
  const series = seriesOf(rows);
  const left = Math.min(width / 2, 30 + 7 * Math.max(...held.map((words) => words.length)));
  const x = timeScale(rows, width, left);
  const y = scalePoint(held, [MARGIN.top + 14, height - MARGIN.bottom - 18]);
  for (const words of held) {
    const at = y(words) ?? 0;
    picture.append(svg("line", { class: "row-line", x1: left, x2: width - MARGIN.right, y1: at, y2: at }));
    picture.append(svg("text", { class: "label", x: left - 12, y: at + 4, "text-anchor": "end" }, words));
  }
  addTimeAxis(picture, x, height, width);
  const taken = new Map<string, number>();
  for (const row of rows) {
    const spot = `${row.date.getTime()} ${row.value}`;
    const beside = taken.get(spot) ?? 0;
    taken.set(spot, beside + 1);
    const dot = svg("circle", { class: "series-dot", cx: x(row.date) + 12 * beside, cy: y(row.value) ?? 0, r: 5 });
    const words = `${row.series}, ${row.date.toLocaleDateString()}: ${row.value}`;
    picture.append(svg("g", { class: classOf(series, row.series) }, linked(row, words, dot)));
  }
  addLegend(canvas, series);
}

/** What affirms stands above what denies, and no stand below both. */
function rank(held: string): number {
  if (held.startsWith("takes no")) return 2;
  return / not /.test(held) ? 1 : 0;
}
