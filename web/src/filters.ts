// What a reader asks for: a state of the form, an address that can be shared, and the rows that meet it.

import type { Link, Measure } from "./tables";
import { day } from "./words";

export const FILTERS = ["actor", "other", "measure", "group", "from", "to", "episode", "trigger", "evidence", "q"] as const;
export type Filter = (typeof FILTERS)[number];
export const VIEWS = ["timeline", "matrix", "chain", "posts", "ceilings", "map"] as const;
// How a measure is tied to what it answers.
export const ANSWERS = new Set(["responds_to", "solidarity_with"]);
export type View = (typeof VIEWS)[number];
export type Size = "measures" | "persons";

export interface Asked {
  filters: Partial<Record<Filter, string>>;
  view: View;
  size: Size;
}

/** Read a state from the part of an address after `#`; what it does not know it leaves out. */
export function parse(hash: string): Asked {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const filters: Asked["filters"] = {};
  for (const name of FILTERS) {
    const value = given.get(name)?.trim();
    if (value) filters[name] = value;
  }
  const view = VIEWS.find((known) => known === given.get("view")) ?? "timeline";
  return { filters, view, size: given.get("size") === "persons" ? "persons" : "measures" };
}

export function format(asked: Asked): string {
  const out = new URLSearchParams();
  for (const name of FILTERS) {
    const value = asked.filters[name];
    if (value) out.set(name, value);
  }
  if (asked.view !== "timeline") out.set("view", asked.view);
  if (asked.size !== "measures") out.set("size", asked.size);
  return out.toString();
}

/** The measures that a trigger moved, and what answered those, and so on. */
export function moved(rows: Measure[], links: Link[], trigger: string): Set<string> {
  const found = new Set(rows.filter((row) => row.trigger_id === trigger).map((row) => row.event_id));
  const answers = links.filter((link) => ANSWERS.has(link.link_type));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const link of answers) if (found.has(link.to_event_id)) found.add(link.event_id);
  }
  return found;
}

/** The rows that meet every filter; each of `sets` has the ids that a search or a trigger gave. */
export function select(rows: Measure[], filters: Asked["filters"], sets: Set<string>[]): Measure[] {
  const { actor, other, measure, group, from, to, episode, evidence } = filters;
  return rows.filter((row) => {
    const sides = [row.initiator, row.counterpart];
    const when = day(row.announced);
    return (
      (!actor || sides.includes(actor)) &&
      (!other || (sides.includes(other) && (other !== actor || sides[0] === sides[1]))) &&
      (!measure || row.measure === measure) &&
      (!group || row.measure_group === group) &&
      (!from || when >= from) &&
      // A year or a month means up to its end.
      (!to || when.slice(0, to.length) <= to) &&
      (!episode || row.episode_id === episode) &&
      (!evidence || row.evidence === evidence) &&
      sets.every((ids) => ids.has(row.event_id))
    );
  });
}
