import { axisBottom } from "d3-axis";
import { brushX, type D3BrushEvent } from "d3-brush";
import { scaleLinear, scaleTime } from "d3-scale";
import { pointer, select } from "d3-selection";
import { announce, svg } from "./dom.ts";
import { go } from "./live.ts";

interface Bin {
  start: string;
  end: string;
  count: number;
  disputed?: number;
}

interface Told {
  unit: Unit;
  bins: Bin[];
  undated?: number;
}

interface Bar {
  start: Date;
  end: Date;
  count: number;
  disputed: number;
}

type Unit = "day" | "month" | "year";

const HEIGHT = 84;
const MARGIN = { top: 4, right: 10, bottom: 20, left: 10 };
const FEWEST = 14;
const DAY = 86_400_000;

/** Bars of incidents by time, which a brush narrows; the address of the page says the same. */
export async function drawTimeline(figure: HTMLElement): Promise<void> {
  let told = await fetchDays(figure);
  const canvas = figure.querySelector<HTMLElement>(".canvas");
  if (!canvas) throw new Error("it has no place on the page");
  const redraw = (): void => draw(figure, canvas, told);
  redraw();
  let width = canvas.clientWidth;
  new ResizeObserver(() => {
    if (canvas.clientWidth !== width) redraw();
    width = canvas.clientWidth;
  }).observe(canvas);
  figure.addEventListener("onrecord:source", () => {
    void fetchDays(figure).then((fresh) => {
      told = fresh;
      redraw();
    });
  });
}

async function fetchDays(figure: HTMLElement): Promise<Told> {
  const answer = await fetch(figure.dataset.source ?? "", { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server said ${answer.status}`);
  return (await answer.json()) as Told;
}

function draw(figure: HTMLElement, canvas: HTMLElement, told: Told): void {
  canvas.replaceChildren();
  if (!told.bins.length) {
    canvas.textContent = "Nothing in this selection has a date.";
    return;
  }
  const width = Math.max(280, canvas.clientWidth);
  const bars = filled(told);
  const span = bars as [Bar, ...Bar[]];
  const x = scaleTime().domain([span[0].start, span[span.length - 1]?.end ?? span[0].end]).range([MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear().domain([0, Math.max(...bars.map((bar) => bar.count))]).range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: "img", "aria-label": "Incidents by time; the table below has the same" });
  canvas.append(picture);
  const asked: Asked = { from: startDay(figure.dataset.from), to: endDay(figure.dataset.to) };
  drawBars(picture, bars, x, y, asked);
  const axis = axisBottom<Date>(x as never).ticks(Math.max(2, Math.floor(width / 110))).tickSizeOuter(0);
  select(picture).append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(axis);
  addBrush(picture, bars, x, asked, width);
}

interface Asked {
  from: Date | null;
  to: Date | null;
}

type Time = ReturnType<typeof scaleTime<number, number>>;
type Count = ReturnType<typeof scaleLinear<number, number>>;

function drawBars(picture: SVGSVGElement, bars: Bar[], x: Time, y: Count, { from, to }: Asked): void {
  for (const bar of bars) {
    if (!bar.count) continue;
    const [left, right] = [x(bar.start), x(bar.end)];
    const out = (from !== null && bar.end <= from) || (to !== null && bar.start >= to);
    const place = { x: left + 0.4, width: Math.max(1.2, right - left - 0.8) };
    const height = Math.max(1.5, y(0) - y(bar.count));
    picture.append(svg("rect", { class: out ? "bar out" : "bar", ...place, y: y(0) - height, height }));
    const doubted = bar.disputed ? Math.max(1.5, y(0) - y(bar.disputed)) : 0;
    if (doubted) picture.append(svg("rect", { class: out ? "bar out" : "bar disputed", ...place, y: y(0) - doubted, height: doubted }));
  }
}

function addBrush(picture: SVGSVGElement, bars: Bar[], x: Time, asked: Asked, width: number): void {
  const extent: [[number, number], [number, number]] = [[MARGIN.left, 0], [width - MARGIN.right, HEIGHT - MARGIN.bottom]];
  const brush = brushX<unknown>().extent(extent);
  const layer = select(picture).append<SVGGElement>("g").attr("class", "brush");
  layer.call(brush as never);
  const narrowed = asked.from !== null || asked.to !== null;
  if (narrowed) {
    const clamp = (at: number): number => Math.max(extent[0][0], Math.min(extent[1][0], at));
    const left = clamp(asked.from ? x(asked.from) : extent[0][0]);
    const right = clamp(asked.to ? x(asked.to) : extent[1][0]);
    layer.call(brush.move as never, right - left > 1 ? [left, right] : null);
  }
  brush.on("end", (event: D3BrushEvent<unknown>) => {
    if (!event.sourceEvent) return;
    const chosen = event.selection as [number, number] | null;
    if (chosen) narrow(snap(bars, x.invert(chosen[0]), x.invert(chosen[1])));
    else narrow(narrowed ? null : barAt(bars, x.invert(pointer(event.sourceEvent as MouseEvent, picture)[0])));
  });
}

/** A brush takes whole bars: every one that it touches by at least half. */
function snap(bars: Bar[], from: Date, to: Date): [Date, Date] | null {
  const middle = (bar: Bar): number => (bar.start.getTime() + bar.end.getTime()) / 2;
  const inside = bars.filter((bar) => middle(bar) >= from.getTime() && middle(bar) <= to.getTime());
  const [first, last] = [inside[0], inside.at(-1)];
  return first && last ? [first.start, last.end] : barAt(bars, from);
}

function barAt(bars: Bar[], at: Date): [Date, Date] | null {
  const bar = bars.find((one) => one.start <= at && at < one.end && one.count > 0);
  return bar ? [bar.start, bar.end] : null;
}

function narrow(chosen: [Date, Date] | null): void {
  const address = new URL(location.href);
  for (const name of ["from", "to", "page", "after"]) address.searchParams.delete(name);
  if (chosen) {
    address.searchParams.set("from", isoDay(chosen[0]));
    address.searchParams.set("to", isoDay(new Date(chosen[1].getTime() - DAY / 2)));
    announce(`From ${isoDay(chosen[0])} to ${address.searchParams.get("to")}`);
  }
  void go(address);
}

/** The bars with the empty ones between them, and some room around where there are few. */
function filled({ unit, bins }: Told): Bar[] {
  const counts = new Map(bins.map((bin) => [bin.start, bin]));
  let start = localDay(bins[0]?.start ?? "");
  let end = localDay(bins.at(-1)?.start ?? "");
  const missing = FEWEST - bins.length;
  for (let i = 0; unit === "day" && missing > 0 && (end.getTime() - start.getTime()) / DAY < FEWEST; i += 1) {
    if (i % 2) start = later(start, "day", -1);
    else end = later(end, "day", 1);
  }
  const bars: Bar[] = [];
  for (; start <= end; start = later(start, unit, 1)) {
    const bin = counts.get(isoDay(start));
    bars.push({ start, end: later(start, unit, 1), count: bin?.count ?? 0, disputed: bin?.disputed ?? 0 });
  }
  return bars;
}

function later(start: Date, unit: Unit, by: number): Date {
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  if (unit === "day") return new Date(year, month, day + by);
  return unit === "month" ? new Date(year, month + by, 1) : new Date(year + by, 0, 1);
}

/** The first day of what was asked for, which may be a day, a month or a year. */
function startDay(asked: string | undefined): Date | null {
  return asked ? localDay(asked) : null;
}

/** The day after the last one of what was asked for. */
function endDay(asked: string | undefined): Date | null {
  if (!asked) return null;
  const unit = (["year", "month", "day"] as const)[asked.split("-").length - 1] ?? "day";
  return later(localDay(asked), unit, 1);
}

function localDay(iso: string): Date {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  return new Date(year, month - 1, day);
}

function isoDay(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
