// Search of summaries, names and places, in the browser.

import MiniSearch from "minisearch";
import type { Measure } from "./tables";
import { words } from "./words";

const FIELDS = ["event_id", "summary", "initiator_name", "counterpart_name", "kind"];
let index: MiniSearch | null = null;

/** The ids of the measures in which all the words stand. */
export function search(rows: Measure[], asked: string): Set<string> {
  if (!index) {
    index = new MiniSearch({ fields: FIELDS, idField: "event_id" });
    index.addAll(rows.map((row) => ({ ...row, kind: words(row.measure) })));
  }
  const hits = index.search(asked, { combineWith: "AND", prefix: true });
  return new Set(hits.map((hit) => String(hit.id)));
}
