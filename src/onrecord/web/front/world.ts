// The world's countries and borders from the atlas, with the borders apart that are disputed.
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, GeometryObject, Topology } from "topojson-specification";
import disputed from "./disputed.json";

type Countries = Topology<{ countries: GeometryCollection<{ name: string; code: string }> }>;
type Box = [west: number, south: number, east: number, north: number];

export interface World {
  countries: FeatureCollection<Polygon | MultiPolygon, { name: string; code: string }>;
  settled: MultiLineString;
  disputed: MultiLineString;
}

const NOT_FOR_BADGES = new Set(["ATA"]);

export async function fetchWorld(address: string): Promise<World> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the server said ${answer.status}`);
  const topology = (await answer.json()) as Countries;
  const { countries } = topology.objects;
  const lines: Position[][] = [];
  const doubted: Position[][] = [];
  for (const { pair, boxes } of contested()) {
    const shared = mesh(topology, countries, (a, b) => a !== b && pairOf(a, b) === pair);
    for (const line of shared.coordinates) split(line, boxes, doubted, lines);
  }
  const pairs = new Set(contested().map(({ pair }) => pair));
  const rest = mesh(topology, countries, (a, b) => a !== b && !pairs.has(pairOf(a, b)));
  const shapes = feature(topology, countries) as World["countries"];
  for (const shape of shapes.features) shape.geometry = unfolded(shape.geometry);
  return {
    countries: shapes,
    settled: { type: "MultiLineString", coordinates: [...rest.coordinates, ...lines] },
    disputed: { type: "MultiLineString", coordinates: doubted },
  };
}

function pairOf(a: GeometryObject, b: GeometryObject): string {
  return [String(a.id), String(b.id)].sort().join(" ");
}

function contested(): { pair: string; boxes: Box[] | null }[] {
  const pairs = new Map<string, Box[] | null>();
  for (const { between, within } of disputed.borders as { between: string[]; within?: Box }[]) {
    const pair = [...between].sort().join(" ");
    const boxes = pairs.get(pair) ?? [];
    pairs.set(pair, within ? [...boxes, within] : null);
  }
  return [...pairs].map(([pair, boxes]) => ({ pair, boxes }));
}

/** Cuts a line into what lies within the boxes and what does not; no boxes take it whole. */
function split(line: Position[], boxes: Box[] | null, inside: Position[][], outside: Position[][]): void {
  if (!boxes) {
    inside.push(line);
    return;
  }
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [from, to] = [line[i] as Position, line[i + 1] as Position];
    const middle = [((from[0] ?? 0) + (to[0] ?? 0)) / 2, ((from[1] ?? 0) + (to[1] ?? 0)) / 2] as const;
    const into = boxes.some(([w, s, e, n]) => middle[0] >= w && middle[0] <= e && middle[1] >= s && middle[1] <= n) ? inside : outside;
    const last = into.at(-1);
    if (last?.at(-1) === from) last.push(to);
    else into.push([from, to]);
  }
}

/** Where a country's badge is put: the middle of its largest piece. It says "somewhere in it", not "here". */
export function middles(countries: World["countries"]): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>();
  for (const country of countries.features) {
    const middle = NOT_FOR_BADGES.has(String(country.id)) ? null : middleOf(country);
    if (middle) found.set(String(country.id), middle);
  }
  return found;
}

function middleOf({ geometry }: Feature<Polygon | MultiPolygon>): [number, number] | null {
  const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  let best: { area: number; at: [number, number] } | null = null;
  for (const [ring] of pieces) {
    if (!ring) continue;
    const found = centre(ring);
    if (!best || found.area > best.area) best = found;
  }
  return best?.at ?? null;
}

function centre(ring: Position[]): { area: number; at: [number, number] } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [[x0 = 0, y0 = 0], [x1 = 0, y1 = 0]] = [ring[i] as Position, ring[i + 1] as Position];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(area), at: [x / (3 * area), y / (3 * area)] };
}

/** Shapes that cross the 180th meridian go on beyond it, and those around a pole are closed by way of it. */
function unfolded<G extends Polygon | MultiPolygon>(geometry: G): G {
  const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const coordinates = pieces.map((piece) => piece.map(unfold));
  return { ...geometry, coordinates: geometry.type === "Polygon" ? coordinates[0] : coordinates } as G;
}

function unfold(ring: Position[]): Position[] {
  let turn = 0;
  const out: Position[] = [];
  for (const [i, [x = 0, y = 0]] of ring.entries()) {
    const step = i ? x - (ring[i - 1]?.[0] ?? x) : 0;
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    out.push([x + turn, y]);
  }
  const [first, last] = [out[0], out.at(-1)];
  if (turn && first && last) {
    const pole = (last[1] ?? 0) < 0 ? -90 : 90;
    out.push([last[0] ?? 0, pole], [first[0] ?? 0, pole], first);
  }
  return out;
}
