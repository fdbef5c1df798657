// Channels and posts as bars: open, suspended, closed; those that went dark first stand first.

import * as Plot from "@observablehq/plot";
import type { Post, Spell } from "../tables";
import { COLOURS, count, dated } from "../words";
import { type Drawn, nothing, record } from "./frame";

const MOST = 40;
const STATUSES = ["open", "suspended", "closed"];

interface Bar extends Spell {
  name: string;
  x1: Date;
  x2: Date;
}

export function posts(missions: Post[], spells: Spell[], width: number, until: Date): Drawn {
  const names = new Map(missions.map((post) => [post.mission_id, post.name]));
  const kept = spells.filter((spell) => names.has(spell.mission_id));
  if (!kept.length) return nothing("No post or channel of these measures is known.");
  const begun = kept.flatMap((spell) => (spell.starts ? [Number(spell.starts)] : spell.ends ? [Number(spell.ends)] : []));
  const first = new Date(Math.min(...begun, Number(until)) - 200 * 86_400_000);
  const ids = [...new Set(kept.map((spell) => spell.mission_id))];
  const dark = (id: string) => Number(kept.findLast((spell) => spell.mission_id === id && spell.status !== "open")?.starts ?? Infinity);
  const ordered = ids.sort((one, other) => dark(one) - dark(other)).slice(0, MOST);
  const bars: Bar[] = kept
    .filter((spell) => ordered.includes(spell.mission_id))
    .map((spell) => ({ ...spell, name: names.get(spell.mission_id) ?? spell.mission_id, x1: spell.starts ?? first, x2: spell.ends ?? until }));
  const narrow = width < 620;
  const domain = ordered.map((id) => names.get(id) ?? id);
  const chart = Plot.plot({
    width,
    height: 50 + ordered.length * (narrow ? 34 : 21),
    marginLeft: narrow ? 8 : 330,
    style: { fontSize: "11px" },
    x: { type: "utc", label: null, grid: true },
    y: { label: null, domain, axis: narrow ? null : "left", tickSize: 0, tickFormat: (name: string) => (name.length > 56 ? `${name.slice(0, 55)}…` : name) },
    color: { domain: STATUSES, range: STATUSES.map((status) => COLOURS[status]!), legend: true },
    marks: [
      Plot.barX(bars, { x1: "x1", x2: "x2", y: "name", fill: "status", insetTop: narrow ? 15 : 3, insetBottom: 3, href: (bar: Bar) => (bar.began_by ? record(bar.began_by) : null), title: (bar: Bar) => `${bar.name}\n${bar.status} from ${dated(bar.starts, bar.starts_precision) || "an unknown day"} ${bar.ends ? `to ${dated(bar.ends, bar.ends_precision)}` : "on, as far as is known"}`, tip: { lineWidth: 30 } }),
      ...(narrow ? [Plot.text(domain, { y: (name: string) => name, frameAnchor: "left", text: (name: string) => name, textAnchor: "start", lineAnchor: "bottom", dy: -3, fontSize: 10, pointerEvents: "none" })] : []),
    ],
  });
  const now = new Map<string, string>();
  for (const bar of bars) if (!bar.ends) now.set(bar.name, bar.status);
  const states = STATUSES.map((status) => `${[...now.values()].filter((found) => found === status).length} ${status}`);
  const rest = ids.length > MOST ? ` Of ${ids.length} those are drawn that went dark first.` : "";
  const told = `${count(ordered.length, "post or channel", "posts and channels")}; as far as is known now ${states.join(", ")}.${rest}`;
  return { chart, told };
}
