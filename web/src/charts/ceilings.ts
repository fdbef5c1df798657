// Ceilings on the size of missions as steps.

import * as Plot from "@observablehq/plot";
import type { Actor, Ceiling } from "../tables";
import { count, day, words } from "../words";
import { type Drawn, record } from "./frame";

interface Point {
  line: string;
  date: Date;
  ceiling: number;
  scope: string;
  event_id: string | null;
}

export function ceilings(rows: Ceiling[], actors: Actor[], width: number, until: Date): Drawn {
  const names = new Map(actors.map((actor) => [actor.actor_id, actor.name]));
  const points: Point[] = rows.flatMap((row) => {
    if (row.ceiling === null) return [];
    const line = `${names.get(row.initiator)} on ${names.get(row.counterpart)} (${row.mission})`;
    const until_ = row.ends ?? until;
    const from = row.starts ?? new Date(Number(until_) - 400 * 86_400_000);
    return [from, until_].map((date) => ({ line, date, ceiling: row.ceiling ?? 0, scope: row.scope ?? "", event_id: row.event_id }));
  });
  const lines = [...new Set(points.map((point) => point.line))];
  const ends = lines.map((line) => points.findLast((point) => point.line === line)).filter((point) => point !== undefined);
  const chart = Plot.plot({
    width,
    height: Math.max(220, lines.length * 62),
    marginLeft: 40,
    marginRight: 20,
    marginTop: 24,
    x: { type: "utc", label: null },
    y: { label: null, ticks: 3, grid: true, nice: true, zero: true },
    fy: { label: null, axis: null, domain: lines, padding: 0.35 },
    marks: [
      Plot.ruleY([0], { strokeOpacity: 0.3 }),
      Plot.lineY(points, { x: "date", y: "ceiling", fy: "line", z: "line", curve: "step-after", stroke: "#0072b2", strokeWidth: 2.5 }),
      Plot.dot(points, { x: "date", y: "ceiling", fy: "line", fill: "#0072b2", r: 4, href: (point: Point) => (point.event_id ? record(point.event_id) : null), title: (point: Point) => `${point.line}\n${point.ceiling} (${words(point.scope || "staff")}) on ${day(point.date)}`, tip: true }),
      Plot.text(ends, { x: "date", y: "ceiling", fy: "line", text: (point: Point) => String(point.ceiling), dy: -9, textAnchor: "end", fontWeight: "bold", pointerEvents: "none" }),
      Plot.text(lines, { fy: (line: string) => line, text: (line: string) => line, frameAnchor: "top-left", dx: 4, dy: -9, fontSize: 11, pointerEvents: "none" }),
    ],
  });
  const told = lines.length ? `${count(lines.length, "limit")} on the size of a mission, in people.` : "No limit with a number is known for these measures.";
  return { chart, told };
}
