// Bundle the script of the site and the map into the package: the same bytes from the same lock file.

import { createRequire } from "node:module";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { geoCentroid } from "d3-geo";
import { build } from "esbuild";
import countries from "i18n-iso-countries";
import { feature, quantize } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const OUT = process.argv[2] ?? "../src/diplomatic_ties/site/static";
// What the map's source gives no code.
const UNCODED = { Kosovo: "XKX" };

const require = createRequire(import.meta.url);
const atlas = (scale) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`), "utf-8"));

function code(shape) {
  return shape.id ? countries.numericToAlpha3(shape.id) : UNCODED[shape.properties.name];
}

function world() {
  const coarse = atlas("110m");
  const kept = coarse.objects.countries;
  kept.geometries = kept.geometries.map((shape) => ({ type: shape.type, arcs: shape.arcs, id: code(shape) }));
  delete coarse.objects.land;
  const weighted = presimplify(coarse);
  const shapes = quantize(simplify(weighted, quantile(weighted, 0.2)), 5e3);
  const drawn = new Set(kept.geometries.map((shape) => shape.id));
  const fine = atlas("10m");
  const places = {};
  for (const shape of feature(fine, fine.objects.countries).features) {
    const id = code(shape);
    if (id && !drawn.has(id)) places[id] = geoCentroid(shape).map((degree) => Math.round(degree * 10) / 10);
  }
  const sorted = Object.fromEntries(Object.entries(places).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { shapes, places: sorted };
}

function licences(inputs) {
  const names = new Set(["world-atlas"]);
  for (const input of Object.keys(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[1]);
  }
  return [...names].sort().map((name) => {
    const folder = `node_modules/${name}`;
    const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf-8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version}\n\n${file ? readFileSync(`${folder}/${file}`, "utf-8").trim() : "no licence file"}\n`;
  });
}

const { metafile } = await build({
  entryPoints: ["src/main.ts"],
  outfile: `${OUT}/site.js`,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  metafile: true,
});
writeFileSync(`${OUT}/world.js`, `window.world=${JSON.stringify(world())};\n`);
writeFileSync(`${OUT}/LICENCES.txt`, licences(metafile.inputs).join(`\n${"-".repeat(80)}\n\n`));
