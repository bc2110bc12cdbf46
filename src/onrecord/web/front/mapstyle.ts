import type { StyleSpecification } from "maplibre-gl";
import { colour } from "./themes.ts";
import type { World } from "./world.ts";

const NONE = { type: "FeatureCollection" as const, features: [] };
const FONT = ["sans-serif"];

/** The whole style in the colours of the present theme: land, borders, and the places of what happened. */
export function styleOf(world: World, within: Element): StyleSpecification {
  const paint = (name: string): string => colour(name, within);
  const weight = ["coalesce", ["get", "total"], ["get", "count"], 1] as never;
  const loose = ["in", ["get", "precision"], ["literal", ["admin1", "admin2", "near"]]] as never;
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: world.countries, tolerance: 0.2 },
      settled: { type: "geojson", data: world.settled },
      disputed: { type: "geojson", data: world.disputed },
      incidents: {
        type: "geojson",
        data: NONE,
        cluster: true,
        clusterRadius: 34,
        clusterMaxZoom: 8,
        clusterProperties: { total: ["+", ["coalesce", ["get", "count"], 1]] },
      },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": paint("--sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": paint("--land"), "fill-antialias": false } },
      { id: "told", type: "fill", source: "countries", filter: ["in", ["get", "code"], ["literal", []]], paint: { "fill-color": paint("--land-told") } },
      { id: "coast", type: "line", source: "countries", paint: { "line-color": paint("--border"), "line-width": 0.3 } },
      { id: "settled", type: "line", source: "settled", paint: { "line-color": paint("--border"), "line-width": 0.8 } },
      { id: "under", type: "line", source: "disputed", paint: { "line-color": paint("--land"), "line-width": 2.2 } },
      {
        id: "disputed",
        type: "line",
        source: "disputed",
        paint: { "line-color": paint("--border-disputed"), "line-width": 1.2, "line-dasharray": [2.2, 2.2] },
      },
      {
        id: "groups",
        type: "circle",
        source: "incidents",
        filter: ["any", ["has", "point_count"], [">", ["coalesce", ["get", "count"], 1], 1]],
        paint: {
          "circle-color": paint("--accent"),
          "circle-opacity": ["case", loose, 0.18, 0.85] as never,
          "circle-stroke-color": ["case", loose, paint("--accent"), paint("--paper")] as never,
          "circle-stroke-width": 1.5,
          "circle-radius": ["interpolate", ["linear"], ["sqrt", weight], 1, 9, 10, 17, 100, 30, 300, 42] as never,
        },
      },
      {
        id: "numbers",
        type: "symbol",
        source: "incidents",
        filter: ["any", ["has", "point_count"], [">", ["coalesce", ["get", "count"], 1], 1]],
        layout: { "text-field": ["to-string", weight] as never, "text-font": FONT, "text-size": 12, "text-allow-overlap": true },
        paint: { "text-color": ["case", loose, paint("--ink"), paint("--on-accent")] as never },
      },
      {
        id: "single",
        type: "circle",
        source: "incidents",
        filter: ["all", ["!", ["has", "point_count"]], ["<=", ["coalesce", ["get", "count"], 1], 1]],
        paint: {
          "circle-color": ["case", ["any", ["==", ["get", "standing"], "disputed"], [">", ["coalesce", ["get", "disputed"], 0], 0]], paint("--disputed"), paint("--accent")] as never,
          "circle-opacity": ["case", loose, 0.12, 0.9] as never,
          "circle-radius": ["case", loose, 9, 5.5] as never,
          "circle-stroke-width": 1.5,
          "circle-stroke-color": ["case", loose, paint("--accent"), paint("--paper")] as never,
        },
      },
    ],
  };
}
