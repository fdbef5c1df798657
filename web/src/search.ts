// Search of what a reader may remember of a measure: who, what, when, over what.

import MiniSearch from "minisearch";
import type { Measure } from "./tables";
import { words } from "./words";

const FIELDS = ["event_id", "summary", "initiator_name", "counterpart_name", "kind", "time", "titles", "known_as"];
// Shorter words are meant whole: "UK" is not the beginning of "Ukraine".
const WHOLE = 3;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
// What people call actors besides their names and codes.
const KNOWN_AS: Record<string, string> = {
  GBR: "UK Britain British",
  USA: "US America American",
  RUS: "Russian",
  SUN: "USSR Soviet",
  CZE: "Czech Republic",
  DEU: "German",
  FRA: "French",
  NLD: "Dutch Holland",
};

export interface Found {
  ids: Set<string>;
  /** The words that stand in no measure and were left out. */
  without: string[];
}

let index: MiniSearch | null = null;

/** The measures in which all the words stand, but for those that stand in none. */
export function search(rows: Measure[], titles: Map<string, string>, asked: string): Found {
  index ??= indexed(rows, titles);
  const find = (text: string) => index!.search(text, { combineWith: "AND", prefix: (term) => term.length > WHOLE });
  const given = asked.split(/\s+/).filter(Boolean);
  const without = given.filter((word) => !find(word).length);
  const kept = given.filter((word) => !without.includes(word)).join(" ");
  return { ids: new Set(kept ? find(kept).map((hit) => String(hit.id)) : []), without };
}

function indexed(rows: Measure[], titles: Map<string, string>): MiniSearch {
  const made = new MiniSearch({ fields: FIELDS, idField: "event_id", processTerm: folded });
  made.addAll(
    rows.map((row) => ({
      ...row,
      kind: `${words(row.measure)} ${words(row.measure_group)} expelled`.replace(row.measure === "expulsion" ? "" : "expelled", ""),
      time: `${row.announced_edtf} ${row.announced_edtf.slice(0, 4)} ${row.announced_precision === "year" ? "" : MONTHS[row.announced.getUTCMonth()]}`,
      titles: [row.trigger_id, row.episode_id].map((id) => `${id ?? ""} ${titles.get(id ?? "") ?? ""}`).join(" ").replaceAll("-", " "),
      known_as: [row.initiator, row.counterpart].map((id) => `${id} ${KNOWN_AS[id] ?? ""}`).join(" "),
    })),
  );
  return made;
}

/** Case and accents aside. */
function folded(term: string): string {
  return term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
