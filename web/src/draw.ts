// Which picture shows which rows.

import { ceilings } from "./charts/ceilings";
import { chain } from "./charts/chain";
import { type Drawn, width } from "./charts/frame";
import { map } from "./charts/map";
import { matrix } from "./charts/matrix";
import { posts } from "./charts/posts";
import { timeline, type Wave } from "./charts/timeline";
import { type Asked, moved, select } from "./filters";
import { search } from "./search";
import { type Measure, read } from "./tables";

// A trigger names a wave if it moved so many measures, and none that moved more is so near.
const WAVE = 5;
const APART = 200 * 86_400_000;

/** The rows that a reader asks for. */
export async function chosen(asked: Asked): Promise<Measure[]> {
  const rows = await read("events");
  const { q, trigger } = asked.filters;
  const sets = [];
  if (q) sets.push(search(rows, q));
  if (trigger) sets.push(moved(rows, await read("links"), trigger));
  return select(rows, asked.filters, sets);
}

/** Draw the view that is asked for. */
export async function draw(rows: Measure[], asked: Asked, into: Element): Promise<Drawn> {
  const wide = width(into);
  const until = new Date(Math.max(...(await read("events")).map((row) => Number(row.announced)), 0));
  const { actor, other } = asked.filters;
  const between = (one: string, two: string) => (!actor || [one, two].includes(actor)) && (!other || [one, two].includes(other));
  switch (asked.view) {
    case "matrix":
      return matrix(rows, asked, wide);
    case "chain":
      return chain(rows, await read("links"), wide);
    case "posts": {
      const touched = new Set(rows.map((row) => row.mission_id));
      const named = (await read("missions")).filter((post) => between(post.sender, post.host) && (actor || touched.has(post.mission_id)));
      return posts(named, await read("mission_status"), wide, until);
    }
    case "ceilings": {
      const limits = (await read("staff_ceilings")).filter((row) => between(row.initiator, row.counterpart));
      return ceilings(limits, await read("actors"), wide, until);
    }
    case "map":
      return map(rows, await read("actors"), wide);
    case "timeline":
      return timeline(rows, asked.size, wide, await waves(rows));
  }
}

async function waves(rows: Measure[]): Promise<Wave[]> {
  const numbers = new Map<string, number>();
  for (const row of rows) if (row.trigger_id) numbers.set(row.trigger_id, (numbers.get(row.trigger_id) ?? 0) + 1);
  const number = (trigger: { trigger_id: string }) => numbers.get(trigger.trigger_id) ?? 0;
  const ranked = (await read("triggers")).filter((trigger) => number(trigger) >= WAVE).sort((one, other) => number(other) - number(one));
  const named: typeof ranked = [];
  for (const trigger of ranked) {
    if (named.every((other) => Math.abs(Number(other.date) - Number(trigger.date)) > APART)) named.push(trigger);
  }
  return named.sort((one, other) => Number(one.date) - Number(other.date)).map((trigger) => ({ date: trigger.date, label: trigger.title }));
}
