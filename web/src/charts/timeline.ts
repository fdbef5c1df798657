// Measures in time: cuts below the line, the others above it; the area of a mark is one measure, or its people.

import * as Plot from "@observablehq/plot";
import type { Size } from "../filters";
import { address, type Measure } from "../tables";
import { COLOURS, count, words } from "../words";
import { type Drawn, nothing, record } from "./frame";

export interface Wave {
  date: Date;
  label: string;
  /** Where it is told. */
  place: string;
}

const DAY = 86_400_000;
// Names of waves stand in so many rows.
const ROWS = 4;
// So wide is a letter of them.
const LETTER = 6;

export function timeline(rows: Measure[], size: Size, width: number, waves: Wave[] = [], since: Date | null = null): Drawn {
  const drawn = size === "persons" ? rows.filter((row) => row.persons_best) : rows;
  if (!drawn.length) return nothing(size === "persons" && rows.length ? "No number of people is known for these measures." : "No measure to draw.");
  const amount = (row: Measure) => (size === "persons" ? (row.persons_best ?? 0) : 1);
  const value = (row: Measure) => amount(row) * (row.direction === "cut" ? -1 : 1);
  // What is known by its month or year alone stands in the middle of it, and pale.
  const when = (row: Measure) => new Date((Number(row.announced) + Number(row.announced_last)) / 2);
  const exact = (row: Measure) => (row.announced_precision === "year" ? 0.45 : 1);
  const times = drawn.map((row) => Number(when(row)));
  const first = Math.min(...times);
  const last = Math.max(...times);
  const days = (last - first) / DAY;
  const interval = days < 120 ? "day" : days < 1000 ? "week" : days < 6000 || width > 700 ? "month" : "quarter";
  const seen = waves.filter((wave) => Number(wave.date) >= first - 60 * DAY && Number(wave.date) <= last);
  const named = width < 560 ? seen.slice(-3) : seen;
  const along = (date: Date) => ((Number(date) - first) / Math.max(1, last - first)) * (width - 70);
  const early = since && Number(since) > first + 400 * DAY ? since : null;
  const single = drawn.length <= 12 && size === "measures";
  const chart = Plot.plot({
    width,
    height: Math.min(340, Math.max(240, width * 0.5)),
    marginLeft: 44,
    marginTop: 28 + 14 * Math.min(ROWS, named.length),
    style: { fontSize: "11px" },
    x: { type: "utc", label: null },
    y: { grid: true, label: null, ticks: single ? 3 : 6, tickFormat: (n: number) => (Number.isInteger(n) ? Math.abs(n).toLocaleString("en") : "") },
    color: { domain: ["restore", "cut", "neutral"], range: [COLOURS.restore!, COLOURS.cut!, COLOURS.neutral!] },
    marks: [
      ...(early
        ? [
            Plot.rectX([{}], { x1: new Date(first), x2: early, fill: "var(--quiet)", fillOpacity: 0.6 }),
            Plot.text([early], { x: (date: Date) => date, frameAnchor: "bottom", text: () => `before ${early.getUTCFullYear()} searched in part only`, textAnchor: "end", dx: -6, dy: -4 }),
          ]
        : []),
      Plot.rectY(drawn, {
        x: when,
        interval,
        y: value,
        fill: "direction",
        fillOpacity: exact,
        order: "announced",
        href: (row: Measure) => record(row.event_id),
        insetLeft: 0,
        insetRight: days > 3000 ? 0 : 0.5,
        insetTop: drawn.length > 600 ? 0 : 0.3,
        title: (row: Measure) => `${row.announced_edtf}  ${row.initiator_name} → ${row.counterpart_name}: ${words(row.measure)}${row.persons_best ? `, ${count(row.persons_best, "person", "people")}` : ""}\n${row.summary}`,
        tip: { maxRadius: 30, lineWidth: 36 },
      }),
      Plot.ruleY([0]),
      Plot.ruleX(named, { x: "date", stroke: "currentColor", strokeOpacity: 0.35, strokeDasharray: "3,3" }),
      ...named.map((wave, row) => {
        const start = along(wave.date) < wave.label.length * LETTER;
        return Plot.text([wave], { x: "date", text: "label", href: address(wave.place), frameAnchor: "top", dy: -4 - 14 * (Math.min(ROWS, named.length) - 1 - (row % ROWS)), lineAnchor: "bottom", textAnchor: start ? "start" : "end", dx: start ? -3 : 3, fill: "var(--link)" });
      }),
    ],
  });
  const cuts = drawn.filter((row) => row.direction === "cut").length;
  const people = size === "persons" ? `, ${count(drawn.reduce((sum, row) => sum + amount(row), 0), "person", "people")}` : "";
  const left = drawn.length < rows.length ? ` No number of people is known for the other ${rows.length - drawn.length}.` : "";
  const edtf = [...drawn].sort((one, other) => Number(one.announced_last) - Number(other.announced_last)).map((row) => row.announced_edtf);
  const told = `${count(drawn.length, "measure")}${people}, ${edtf[0]} to ${edtf.at(-1)}: ${count(cuts, "cut")} of a tie below the line, ${drawn.length - cuts} other above it, by ${interval}.${left}`;
  return { chart, told };
}
