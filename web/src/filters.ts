// What a reader asks for: a state of the form, an address that can be shared, and the rows that meet it.

import type { Measure } from "./tables";
import { day } from "./words";

export const FILTERS = ["actor", "other", "by", "measure", "group", "from", "to", "episode", "trigger", "evidence", "q"] as const;
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

const DATES: Filter[] = ["from", "to"];
// A year, a month or a day.
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Read a state from the part of an address after `#`; what it does not know it leaves out. */
export function parse(hash: string): Asked {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const filters: Asked["filters"] = {};
  for (const name of FILTERS) {
    const value = given.get(name)?.trim();
    if (value && (!DATES.includes(name) || DATE.test(value))) filters[name] = value;
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

/** The rows that meet every filter; each of `sets` has the ids that a search or a trigger gave. */
export function select(rows: Measure[], filters: Asked["filters"], sets: Set<string>[]): Measure[] {
  const { actor, other, by, measure, group, from, to, episode, evidence } = filters;
  return rows.filter((row) => {
    const sides = [row.initiator, row.counterpart];
    const when = day(row.announced);
    return (
      (!actor || sides.includes(actor)) &&
      (!other || (sides.includes(other) && (other !== actor || sides[0] === sides[1]))) &&
      (!by || row.initiator === by) &&
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
