// Channels and posts as bars: open, suspended, closed.

import * as Plot from "@observablehq/plot";
import type { Post, Spell } from "../tables";
import { COLOURS, count, day, words } from "../words";
import { type Drawn, record } from "./frame";

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
  const begun = kept.flatMap((spell) => (spell.starts ? [Number(spell.starts)] : spell.ends ? [Number(spell.ends)] : []));
  const first = new Date(Math.min(...begun, Number(until)) - 200 * 86_400_000);
  const ordered = [...new Set(kept.map((spell) => spell.mission_id))].slice(0, MOST);
  const bars: Bar[] = kept
    .filter((spell) => ordered.includes(spell.mission_id))
    .map((spell) => ({ ...spell, name: names.get(spell.mission_id) ?? spell.mission_id, x1: spell.starts ?? first, x2: spell.ends ?? until }));
  const narrow = width < 620;
  const longest = narrow ? 18 : 46;
  const chart = Plot.plot({
    width,
    height: 50 + ordered.length * (narrow ? 22 : 20),
    marginLeft: narrow ? 118 : 300,
    x: { type: "utc", label: null, grid: true },
    y: { label: null, domain: ordered.map((id) => names.get(id) ?? id), tickFormat: (name: string) => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name) },
    color: { domain: STATUSES, range: STATUSES.map((status) => COLOURS[status]!), legend: true },
    marks: [
      Plot.barX(bars, { x1: "x1", x2: "x2", y: "name", fill: "status", fillOpacity: (bar: Bar) => (bar.status === "closed" ? 0.35 : 0.9), insetTop: 3, insetBottom: 3, href: (bar: Bar) => (bar.began_by ? record(bar.began_by) : null), title: (bar: Bar) => `${bar.name}\n${words(bar.status)} ${day(bar.starts) || "(since an unknown day)"} to ${day(bar.ends) || "today"}`, tip: { lineWidth: 30 } }),
    ],
  });
  const now = new Map<string, string>();
  for (const bar of bars) if (!bar.ends) now.set(bar.name, bar.status);
  const states = STATUSES.map((status) => `${[...now.values()].filter((found) => found === status).length} ${status}`);
  const rest = names.size > MOST ? ` The first ${MOST} are drawn.` : "";
  const told = bars.length ? `${count(ordered.length, "post or channel", "posts and channels")}; at the end of what is known ${states.join(", ")}.${rest}` : "No post or channel of these measures is known.";
  return { chart, told };
}
