// Ceilings on the size of missions as steps, each on a scale of its own.

import * as Plot from "@observablehq/plot";
import type { Ceiling } from "../tables";
import { count, dated, words } from "../words";
import { type Drawn, nothing, record } from "./frame";

interface Step extends Ceiling {
  line: string;
  x1: Date;
  x2: Date;
  /** The limit as a share of the highest of its line. */
  share: number;
}

export function ceilings(rows: Ceiling[], names: Map<string, string>, width: number, until: Date): Drawn {
  const known = rows.filter((row) => row.ceiling !== null);
  if (!known.length) return nothing("No limit with a number is known for these measures.");
  const first = Math.min(...known.map((row) => Number(row.starts ?? row.ends ?? until))) - 300 * 86_400_000;
  const steps: Step[] = known.map((row) => {
    const line = `${names.get(row.counterpart)} in ${names.get(row.initiator)}`;
    const highest = Math.max(1, ...known.filter((other) => other.mission === row.mission).map((other) => other.ceiling ?? 0));
    return { ...row, line, x1: row.starts ?? new Date(first), x2: row.ends ?? until, share: (row.ceiling ?? 0) / highest };
  });
  const lines = [...new Set(steps.map((step) => step.line))];
  const chart = Plot.plot({
    width,
    height: 40 + lines.length * 66,
    marginLeft: 12,
    marginRight: 28,
    style: { fontSize: "11px" },
    x: { type: "utc", label: null },
    y: { axis: null, domain: [0, 1.7] },
    fy: { label: null, axis: null, domain: lines },
    marks: [
      Plot.ruleY([0], { strokeOpacity: 0.3 }),
      Plot.rect(steps, { x1: "x1", x2: "x2", y1: 0, y2: "share", fy: "line", fill: "#0072b2", fillOpacity: (step: Step) => (step.rule === "parity" ? 0.18 : 0.4), stroke: "#0072b2", href: (step: Step) => (step.event_id ? record(step.event_id) : null), title: (step: Step) => `${step.line}: ${step.ceiling} (${words(step.rule)}, ${words(step.scope ?? "staff")})\nfrom ${dated(step.starts, "day") || "an unknown day"} ${step.ends ? `to ${dated(step.ends, "day")}` : "on, as far as is known"}`, tip: true }),
      Plot.text(steps, { x: "x2", y: "share", fy: "line", text: (step: Step) => `${step.ceiling}${step.rule === "parity" ? " (parity)" : ""}`, textAnchor: "end", lineAnchor: "bottom", dy: -2, fontWeight: "bold", pointerEvents: "none" }),
      Plot.text(lines, { fy: (line: string) => line, text: (line: string) => line, frameAnchor: "top-left", dx: 2, pointerEvents: "none" }),
    ],
  });
  return { chart, told: `${count(lines.length, "mission")} with a limit in people; parity is a limit that is not to exceed the other side's number.` };
}
