import type { Feature, FeatureCollection, Point } from "geojson";
import {
  type GeoJSONSource,
  LngLatBounds,
  Map as Atlas,
  type MapLayerMouseEvent,
  Marker,
  NavigationControl,
  Popup,
  setWorkerCount,
  setWorkerUrl,
} from "maplibre-gl";
import { element } from "./dom.ts";
import { go } from "./live.ts";
import { styleOf } from "./mapstyle.ts";
import { onThemeChange } from "./themes.ts";
import { fetchWorld, middles, type World } from "./world.ts";

interface Told {
  href?: string | null;
  name?: string | null;
  title?: string | null;
  country?: string | null;
  country_name?: string | null;
  precision?: string | null;
  count?: number;
  disputed?: number;
}

type Places = FeatureCollection<Point | null, Told>;

const CLICKABLE = ["groups", "single"];
const STATIC = new URL(".", import.meta.url);
let world: Promise<World> | null = null;

setWorkerUrl(new URL("maplibre-worker.js", STATIC).href);
setWorkerCount(1);

/** A map of the incidents at the figure's address. What is known only to a country is a badge on the country. */
export async function drawMap(figure: HTMLElement): Promise<void> {
  const canvas = figure.querySelector<HTMLElement>(".canvas");
  if (!canvas) throw new Error("it has no place on the page");
  const [, places] = await Promise.all([addStyles(), fetchPlaces(figure)]);
  const countries = await (world ??= fetchWorld(new URL("world.json", STATIC).href));
  if (!figure.isConnected) return;
  const map = makeMap(canvas, countries);
  await new Promise<void>((resolve) => void map.once("load", () => resolve()));
  const shown = new Shown(map, countries, figure);
  shown.show(places, true);
  figure.addEventListener("onrecord:source", () => {
    void fetchPlaces(figure).then((fresh) => shown.show(fresh, false));
  });
  onThemeChange(() => {
    if (!figure.isConnected) return;
    map.setStyle(styleOf(countries, canvas), { diff: true });
    map.once("idle", () => shown.again());
  });
  document.addEventListener("onrecord:swapped", function leave() {
    if (figure.isConnected) return;
    document.removeEventListener("onrecord:swapped", leave);
    map.remove();
  });
  figure.dataset.drawn = "true";
}

async function addStyles(): Promise<void> {
  const href = new URL("map.css", STATIC).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = element("link", { rel: "stylesheet", href });
  const loaded = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("its style did not come")));
  });
  document.head.append(link);
  await loaded;
}

async function fetchPlaces(figure: HTMLElement): Promise<Places> {
  const answer = await fetch(figure.dataset.source ?? "", { headers: { accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`the server said ${answer.status}`);
  const told = (await answer.json()) as Places | Feature<Point | null, Told>;
  return told.type === "Feature" ? { type: "FeatureCollection", features: [told] } : told;
}

function makeMap(canvas: HTMLElement, countries: World): Atlas {
  const map = new Atlas({
    container: canvas,
    style: styleOf(countries, canvas),
    center: [25, 18],
    zoom: 0.6,
    minZoom: -1,
    maxZoom: 10,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    cooperativeGestures: true,
    fadeDuration: 0,
    locale: { "Map.Title": "Map of incidents; the table below it has the same" },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  return map;
}

/** What a badge says of the incidents that are known only to a country. */
interface Country {
  count: number;
  href: string;
  name: string;
}

/** Left, top, right and bottom in pixels. */
type Box = [number, number, number, number];

class Shown {
  private badges: Marker[] = [];
  private places: Places = { type: "FeatureCollection", features: [] };
  private readonly centres: Map<string, [number, number]>;
  private readonly hint = new Popup({ closeButton: false, closeOnClick: false, offset: 12 });

  constructor(
    private readonly map: Atlas,
    world: World,
    private readonly figure: HTMLElement,
  ) {
    this.centres = middles(world.countries);
    for (const layer of CLICKABLE) {
      map.on("click", layer, (event) => void this.click(event));
      map.on("mousemove", layer, (event) => this.hover(event));
      map.on("mouseleave", layer, () => this.leave());
    }
    map.on("idle", () => this.makeRoom());
  }

  show(places: Places, move: boolean): void {
    this.places = places;
    this.again();
    if (move) this.fit();
  }

  /** Puts the same places on again, as after a change of style. */
  again(): void {
    const points = this.places.features.filter((one) => one.geometry);
    const source = this.map.getSource<GeoJSONSource>("incidents");
    void source?.setData({ type: "FeatureCollection", features: points as Feature<Point>[] });
    for (const badge of this.badges) badge.remove();
    const counts = this.countries();
    this.badges = [...counts].flatMap(([country, told]) => this.badge(country, told));
    this.map.setFilter("told", ["in", ["get", "code"], ["literal", [...counts.keys()]]]);
  }

  private countries(): Map<string, Country> {
    const counts = new Map<string, Country>();
    for (const { geometry, properties } of this.places.features) {
      if (geometry || !properties.country) continue;
      const before = counts.get(properties.country)?.count ?? 0;
      counts.set(properties.country, {
        count: before + (properties.count ?? 1),
        href: this.hrefOf(properties),
        name: properties.country_name ?? properties.country,
      });
    }
    return counts;
  }

  private hrefOf({ href, country }: Told): string {
    if (href) return href;
    const address = new URL(location.href);
    address.searchParams.set("country", country ?? "");
    return address.href;
  }

  private badge(country: string, { count, href, name }: Country): Marker[] {
    const at = this.centres.get(country);
    if (!at) return [];
    const incidents = count === 1 ? "1 incident" : `${count} incidents`;
    const link = element(
      "a",
      { class: "country-badge", href, title: `${incidents} somewhere in ${name}; no report says where`, tabindex: -1 },
      element("span", {}, name),
      element("b", {}, String(count)),
    );
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.visit(href);
    });
    const marker = new Marker({ element: link }).setLngLat(at).addTo(this.map);
    link.setAttribute("aria-label", `${incidents} somewhere in ${name}`);
    link.removeAttribute("role");
    return [marker];
  }

  /** A badge steps aside until it lies on no point, no button and no other badge. */
  private makeRoom(): void {
    const { clientWidth: edge } = this.map.getContainer();
    const taken: Box[] = [[edge - 50, 0, edge, 84]]; // the buttons that bring the map closer
    for (const badge of this.badges) {
      const { x, y } = this.map.project(badge.getLngLat());
      const { offsetWidth: width, offsetHeight: height } = badge.getElement();
      const at = (down: number): Box => [x - width / 2, y + down - height / 2, x + width / 2, y + down + height / 2];
      const step = height + 4;
      const free = [0, 1, -1, 2, -2, 3, -3].map((n) => n * step).find((down) => this.isFree(at(down), taken)) ?? 0;
      badge.setOffset([0, free]);
      taken.push(at(free));
    }
  }

  private isFree([left, top, right, bottom]: Box, taken: Box[]): boolean {
    if (taken.some((one) => left < one[2] && right > one[0] && top < one[3] && bottom > one[1])) return false;
    const under: [[number, number], [number, number]] = [[left, top], [right, bottom]];
    return this.map.queryRenderedFeatures(under, { layers: CLICKABLE }).length === 0;
  }

  private fit(): void {
    const bounds = new LngLatBounds();
    for (const { geometry, properties } of this.places.features) {
      const at = geometry ? (geometry.coordinates as [number, number]) : this.centres.get(properties.country ?? "");
      if (at) bounds.extend(at);
    }
    if (bounds.isEmpty()) return;
    const maxZoom = this.places.features.some((one) => one.geometry) ? 4.6 : 2.6;
    this.map.fitBounds(bounds, { padding: 48, maxZoom, animate: false });
  }

  private async click(event: MapLayerMouseEvent): Promise<void> {
    const hit = event.features?.[0];
    if (!hit) return;
    const { cluster_id: cluster } = hit.properties as { cluster_id?: number };
    if (cluster === undefined) {
      const told = hit.properties as Told;
      if (told.href) this.visit(told.href);
      return;
    }
    const source = this.map.getSource<GeoJSONSource>("incidents");
    const zoom = (await source?.getClusterExpansionZoom(cluster)) ?? this.map.getZoom() + 2;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.easeTo({ center: (hit.geometry as Point).coordinates as [number, number], zoom: zoom + 0.2, animate: !calm });
  }

  private visit(href: string): void {
    const address = new URL(href, location.href);
    if (address.pathname === location.pathname && !this.figure.classList.contains("small")) void go(address);
    else location.assign(address);
  }

  private hover({ features, lngLat }: MapLayerMouseEvent): void {
    const hit = features?.[0];
    if (!hit) return;
    this.map.getCanvas().style.cursor = "pointer";
    this.hint.setLngLat(lngLat).setText(wordsOf(hit.properties as Told & { total?: number })).addTo(this.map);
  }

  private leave(): void {
    this.map.getCanvas().style.cursor = "";
    this.hint.remove();
  }
}

function wordsOf({ title, name, count, total, precision }: Told & { total?: number }): string {
  if (total !== undefined) return `${total} incidents here; click to come closer`;
  const many = (count ?? 1) > 1 ? `${count} incidents` : "1 incident";
  const loose = precision === "admin1" || precision === "admin2" ? "somewhere in " : precision === "near" ? "near " : "";
  return title ?? [many, name ? `${loose}${name}` : ""].filter(Boolean).join(", ");
}
