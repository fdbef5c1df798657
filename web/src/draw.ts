// Which rows a reader asks for, and which picture shows them.

import { ceilings } from "./charts/ceilings";
import { chain } from "./charts/chain";
import { type Drawn, width } from "./charts/frame";
import { map } from "./charts/map";
import { matrix } from "./charts/matrix";
import { posts } from "./charts/posts";
import { timeline, type Wave } from "./charts/timeline";
import { type Asked, select } from "./filters";
import { search } from "./search";
import { type Measure, read, stories } from "./tables";

// A name that is longer is not said.
const LONG = 20;
// A trigger names a wave if its story has so many of the measures, and none that has more is so near.
const WAVE = 5;
const APART = 200 * 86_400_000;

// Before this year silence tells nothing of most pairs.
const SINCE = new Date(`${document.body.dataset.since ?? "1900"}-01-01`);

export interface Chosen {
  rows: Measure[];
  /** Words of a search that stand in no measure. */
  without: string[];
}

/** The rows that a reader asks for. */
export async function chosen(asked: Asked): Promise<Chosen> {
  const rows = await read("events");
  const { q, trigger } = asked.filters;
  const found = q ? search(rows, await titles(), q) : null;
  const sets = found ? [found.ids] : [];
  if (trigger) sets.push(await wave(rows, trigger));
  return { rows: select(rows, asked.filters, sets), without: found?.without ?? [] };
}

/** The story of a trigger; where it has none, the measures that name it. */
async function wave(rows: Measure[], trigger: string): Promise<Set<string>> {
  const story = (await stories())[trigger];
  return new Set(story ? story.ids : rows.filter((row) => row.trigger_id === trigger).map((row) => row.event_id));
}

/** The titles of episodes and triggers, by id. */
export async function titles(): Promise<Map<string, string>> {
  const named = new Map<string, string>();
  for (const episode of await read("episodes")) named.set(episode.episode_id, episode.title);
  for (const trigger of await read("triggers")) named.set(trigger.trigger_id, trigger.title);
  return named;
}

/** Draw the view that is asked for. */
export async function draw(given: Measure[], asked: Asked, into: Element): Promise<Drawn> {
  const wide = width(into);
  const actors = await read("actors");
  const letters = new Map(actors.map((actor) => [actor.actor_id, actor.kind === "organisation" && actor.name.length > LONG ? actor.actor_id : actor.name]));
  const rows = given.map((row) => ({ ...row, initiator_name: letters.get(row.initiator) ?? row.initiator, counterpart_name: letters.get(row.counterpart) ?? row.counterpart }));
  const until = new Date(Math.max(...(await read("events")).map((row) => Number(row.announced)), 0));
  const { actor, other, ...others } = asked.filters;
  const between = (one: string, two: string) => (!actor || [one, two].includes(actor)) && (!other || [one, two].includes(other));
  // With a side alone all its posts are shown; with more asked for, those that the measures touch.
  const narrow = !actor || Object.keys(others).length > 0;
  switch (asked.view) {
    case "matrix":
      return matrix(rows, asked, wide);
    case "chain":
      return chain(rows, await read("links"), wide);
    case "posts": {
      const touched = new Set(rows.map((row) => row.mission_id));
      const named = (await read("missions")).filter((post) => between(post.sender, post.host) && (!narrow || touched.has(post.mission_id)));
      return posts(named, await read("mission_status"), wide, until);
    }
    case "ceilings": {
      const limits = await read("staff_ceilings");
      const set = new Set(rows.map((row) => row.event_id));
      const lines = new Set(limits.filter((row) => set.has(row.event_id ?? "")).map((row) => row.mission));
      const shown = limits.filter((row) => between(row.initiator, row.counterpart) && (!narrow || lines.has(row.mission)));
      return ceilings(shown, letters, wide, until);
    }
    case "map":
      return map(rows, actors, wide);
    case "timeline":
      return timeline(rows, asked.size, wide, await waves(rows), actor ? null : SINCE);
  }
}

async function waves(rows: Measure[]): Promise<Wave[]> {
  const told = await stories();
  const drawn = new Set(rows.map((row) => row.event_id));
  const direct = (id: string) => rows.filter((row) => row.trigger_id === id).map((row) => row.event_id);
  const number = ({ trigger_id: id }: { trigger_id: string }) => (told[id]?.ids ?? direct(id)).filter((event) => drawn.has(event)).length;
  const ranked = (await read("triggers")).filter((trigger) => number(trigger) >= WAVE).sort((one, other) => number(other) - number(one));
  const named: typeof ranked = [];
  for (const trigger of ranked) {
    if (named.every((other) => Math.abs(Number(other.date) - Number(trigger.date)) > APART)) named.push(trigger);
  }
  return named.sort((one, other) => Number(one.date) - Number(other.date)).map((trigger) => ({ date: trigger.date, label: trigger.title, place: told[trigger.trigger_id] ? `chronicle/${trigger.trigger_id}.html` : `explorer.html#trigger=${trigger.trigger_id}` }));
}
