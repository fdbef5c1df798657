// The chain of retaliation: each actor a lane, each measure a mark in time, an arrow from a measure to its answer.

import * as Plot from "@observablehq/plot";
import { ANSWERS } from "../filters";
import type { Link, Measure } from "../tables";
import { COLOURS, count, words } from "../words";
import { type Drawn, nothing, record } from "./frame";

const MOST = 150;
// Above so many arrows each is faint.
const CROWD = 25;

interface Node extends Measure {
  lane: number;
}

export function chain(rows: Measure[], links: Link[], width: number): Drawn {
  if (!rows.length) return nothing("No measure to draw.");
  const shown = [...rows].sort((one, other) => Number(one.announced) - Number(other.announced)).slice(0, MOST);
  const actors = [...new Set(shown.map((row) => row.initiator_name))];
  const height = Math.max(160, 60 + actors.length * 34);
  const nodes = spread(shown, actors, width);
  const byId = new Map(nodes.map((node) => [node.event_id, node]));
  // Flat enough to stay in the frame, however far apart two measures are.
  const bend = Math.min(14, (height / width) * 30);
  const arrows = links.flatMap((link) => {
    const answer = byId.get(link.event_id);
    const to = byId.get(link.to_event_id);
    return answer && to && ANSWERS.has(link.link_type) ? [{ x1: to.announced, y1: to.lane, x2: answer.announced, y2: answer.lane, dashes: link.link_type === "responds_to" ? undefined : "4,3" }] : [];
  });
  const chart = Plot.plot({
    width,
    height,
    marginLeft: Math.min(150, width * 0.28),
    marginRight: 24,
    x: { type: "utc", label: null, grid: true },
    y: { domain: [actors.length - 0.4, -0.6], ticks: actors.map((_, lane) => lane), tickFormat: (lane: number) => actors[lane] ?? "", label: null },
    r: { domain: [0, Math.max(20, ...nodes.map((node) => node.persons_best ?? 0))], range: [4, 15] },
    style: { fontSize: "11px" },
    color: { domain: ["restore", "cut", "neutral"], range: [COLOURS.restore!, COLOURS.cut!, COLOURS.neutral!] },
    marks: [
      Plot.ruleY(actors.map((_, lane) => lane), { strokeOpacity: 0.15 }),
      ...[undefined, "4,3"].map((dashes) => Plot.arrow(arrows.filter((arrow) => arrow.dashes === dashes), { x1: "x1", y1: "y1", x2: "x2", y2: "y2", bend, inset: 6, clip: "frame", strokeOpacity: arrows.length > CROWD ? 0.22 : 0.6, strokeDasharray: dashes, headLength: 7 })),
      Plot.dot(nodes, { x: "announced", y: "lane", r: (node: Node) => node.persons_best ?? 0, fill: "direction", fillOpacity: 0.85, stroke: "var(--ground)", href: (node: Node) => record(node.event_id), title: (node: Node) => `${node.announced_edtf}  ${node.initiator_name} → ${node.counterpart_name}: ${words(node.measure)}${node.persons_best ? `, ${count(node.persons_best, "person", "people")}` : ""}\n${node.summary}`, tip: { lineWidth: 36 } }),
    ],
  });
  const first = nodes[0]!;
  const rest = rows.length > MOST ? ` The first ${MOST} of ${rows.length} are drawn.` : "";
  const told = `${count(nodes.length, "measure")} of ${count(actors.length, "actor")} since ${first.announced_edtf}, and ${count(arrows.length, "arrow")} from a measure to its answer (dashed: in solidarity). A larger mark has more people.${rest}`;
  return { chart, told };
}

/** Marks of one lane that would hide each other are set apart. */
function spread(rows: Measure[], actors: string[], width: number): Node[] {
  const times = rows.map((row) => Number(row.announced));
  const near = ((Math.max(...times) - Math.min(...times)) / width) * 12;
  const last = new Map<string, { time: number; rank: number }>();
  return rows.map((row) => {
    const time = Number(row.announced);
    const before = last.get(row.initiator_name);
    const rank = before && time - before.time <= near ? before.rank + 1 : 0;
    last.set(row.initiator_name, { time, rank });
    const step = [0, -0.22, 0.22, -0.36, 0.36][rank % 5] ?? 0;
    return { ...row, lane: actors.indexOf(row.initiator_name) + step };
  });
}
