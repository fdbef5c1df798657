// The other side of each measure on a map.

import * as Plot from "@observablehq/plot";
import type { FeatureCollection, Point } from "geojson";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { address, script, type Actor, type Measure } from "../tables";
import { COLOURS, count } from "../words";
import { type Drawn, nothing } from "./frame";
import { hub } from "./matrix";

interface World {
  shapes: Topology;
  /** Where the states are that are too small to have a shape. */
  places: Record<string, [number, number]>;
}

async function world(): Promise<World> {
  const held = window as unknown as { world?: World };
  if (!held.world) await script(address("static/world.js"));
  return held.world!;
}

export async function map(rows: Measure[], actors: Actor[], width: number): Promise<Drawn> {
  const { shapes, places } = await world();
  const codes = new Map(actors.map((actor) => [actor.actor_id, actor.iso3 ?? actor.actor_id]));
  const names = new Map(actors.map((actor) => [actor.iso3 ?? actor.actor_id, actor.name]));
  const ids = new Map(actors.map((actor) => [actor.iso3 ?? actor.actor_id, actor.actor_id]));
  const centre = hub(rows);
  const numbers = new Map<string, number>();
  for (const row of rows) {
    for (const actor of [row.initiator, row.counterpart]) {
      const code = codes.get(actor) ?? actor;
      if (actor !== centre) numbers.set(code, (numbers.get(code) ?? 0) + 1);
    }
  }
  if (!numbers.size) return nothing("No measure with a partner on the map.");
  const countries = feature(shapes, shapes.objects.countries!) as FeatureCollection;
  const small = Object.entries(places).filter(([code]) => numbers.has(code));
  const points: FeatureCollection<Point> = {
    type: "FeatureCollection",
    features: small.map(([code, coordinates]) => ({ type: "Feature", id: code, properties: {}, geometry: { type: "Point", coordinates } })),
  };
  const told_ = (shape: { id?: string | number }) => `${names.get(String(shape.id)) ?? shape.id}: ${numbers.get(String(shape.id)) ?? 0}`;
  const link = (shape: { id?: string | number }) => (numbers.has(String(shape.id)) ? address(`countries/${ids.get(String(shape.id)) ?? shape.id}.html`) : null);
  const fill = (shape: { id?: string | number }) => numbers.get(String(shape.id)) ?? null;
  const chart = Plot.plot({
    width,
    height: width * 0.52,
    projection: "equal-earth",
    color: { type: "log", range: ["#cfe4f2", COLOURS.restore!], unknown: "var(--quiet)", label: "measures", legend: width > 500 && Math.max(...numbers.values()) > 1, ticks: 4, tickFormat: "d" },
    marks: [
      Plot.geo(countries.features, { fill, stroke: "var(--ground)", strokeWidth: 0.5, title: told_, href: link }),
      Plot.geo(points.features, { fill, stroke: "currentColor", strokeWidth: 0.6, r: 4, title: told_, href: link }),
    ],
  });
  const ranked = [...numbers].sort((one, other) => other[1] - one[1]).slice(0, 3);
  const told = `${count(numbers.size, "partner")}; most: ${ranked.map(([code, number]) => `${names.get(code) ?? code} ${number}`).join(", ")}. Organisations and states of the past are not on the map.`;
  return { chart, told };
}
