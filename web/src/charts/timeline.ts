// Measures in time: cuts below the line, restorations above it; the area of a mark is one measure, or its people.

import * as Plot from "@observablehq/plot";
import type { Size } from "../filters";
import type { Measure } from "../tables";
import { COLOURS, count, day, words } from "../words";
import { type Drawn, record } from "./frame";

export interface Wave {
  date: Date;
  label: string;
}

const DAY = 86_400_000;
// Names of waves stand in so many rows.
const ROWS = 4;

export function timeline(rows: Measure[], size: Size, width: number, waves: Wave[] = []): Drawn {
  const drawn = size === "persons" ? rows.filter((row) => row.persons_best) : rows;
  const value = (row: Measure) => (size === "persons" ? (row.persons_best ?? 0) : 1) * (row.direction === "cut" ? -1 : 1);
  const times = drawn.map((row) => row.announced.getTime());
  const first = Math.min(...times);
  const last = Math.max(...times);
  const days = (last - first) / DAY;
  const interval = days < 120 ? "day" : days < 6000 || width > 700 ? "month" : "quarter";
  const seen = waves.filter((wave) => wave.date.getTime() >= first - 60 * DAY && wave.date.getTime() <= last);
  const named = width < 560 ? seen.slice(-3) : seen;
  const chart = Plot.plot({
    width,
    height: Math.min(340, Math.max(240, width * 0.5)),
    marginLeft: 44,
    marginTop: named.length ? 24 + 14 * Math.min(ROWS, named.length) : 20,
    x: { type: "utc", label: null },
    y: { grid: true, label: size === "persons" ? "↑ restored · people · cut ↓" : "↑ restored · measures · cut ↓", tickFormat: (n: number) => (Number.isInteger(n) ? Math.abs(n).toLocaleString("en") : "") },
    color: { domain: ["restore", "cut", "neutral"], range: [COLOURS.restore!, COLOURS.cut!, COLOURS.neutral!] },
    marks: [
      Plot.rectY(drawn, {
        x: "announced",
        interval,
        y: value,
        fill: "direction",
        order: "announced",
        href: (row: Measure) => record(row.event_id),
        insetLeft: 0,
        insetRight: days > 3000 ? 0 : 0.5,
        insetTop: drawn.length > 600 ? 0 : 0.3,
        title: (row: Measure) => `${row.announced_edtf}  ${row.initiator_name} → ${row.counterpart_name}: ${words(row.measure)}${row.persons_best ? `, ${row.persons_best} people` : ""}\n${row.summary}`,
        tip: { maxRadius: 30, lineWidth: 36 },
      }),
      Plot.ruleY([0]),
      Plot.ruleX(named, { x: "date", stroke: "currentColor", strokeOpacity: 0.35, strokeDasharray: "3,3" }),
      ...named.map((wave, place) => Plot.text([wave], { x: "date", text: "label", frameAnchor: "top", dy: -4 - 14 * (ROWS - 1 - (place % ROWS)), lineAnchor: "bottom", fontSize: 11, textAnchor: Number(wave.date) - first < (last - first) * 0.35 ? "start" : "end", dx: 3, pointerEvents: "none" })),
    ],
  });
  const cuts = rows.filter((row) => row.direction === "cut").length;
  const told = drawn.length
    ? `${count(rows.length, "measure")} from ${day(new Date(first))} to ${day(new Date(last))}: ${cuts} cuts below the line, ${rows.length - cuts} other measures above it, by ${interval}.`
    : "No measure to draw.";
  return { chart, told };
}
