// Who against whom. Where one actor is a side of every measure, its partners are the rows and groups the columns.

import * as Plot from "@observablehq/plot";
import { type Asked, format } from "../filters";
import { address, type Measure } from "../tables";
import { COLOURS, count, GROUPS, words } from "../words";
import type { Drawn } from "./frame";

const MOST = 60;
const NEARLY = 0.95;

interface Cell {
  asks: string;
  row: string;
  column: string;
  direction: string;
  number: number;
}

/** The actor that is a side of nearly every row, if there is one; of two of a pair, Russia. */
export function hub(rows: Measure[]): string | null {
  const numbers = new Map<string, number>();
  for (const row of rows) for (const actor of [row.initiator, row.counterpart]) numbers.set(actor, (numbers.get(actor) ?? 0) + 1);
  const shared = [...numbers].filter(([, number]) => number >= NEARLY * rows.length).map(([actor]) => actor);
  return shared.find((actor) => actor === "RUS") ?? shared[0] ?? null;
}

/** What a cell stands for: the rows that are drawn, of one actor and a group or another actor. */
function narrower(asked: Asked, actor: string, column: string): string {
  const by = GROUPS.includes(column) ? { group: column } : {};
  const pair = asked.filters.actor && asked.filters.actor !== actor ? { other: actor } : { actor };
  return format({ ...asked, view: "timeline", filters: { ...asked.filters, ...pair, ...by } });
}

export function matrix(rows: Measure[], asked: Asked, width: number): Drawn {
  const centre = hub(rows);
  const cells = new Map<string, Cell>();
  const totals = new Map<string, number>();
  const counted = centre ? rows.filter((row) => row.initiator === centre || row.counterpart === centre) : rows;
  for (const row of counted) {
    const acts = row.initiator === centre;
    const name = acts ? row.counterpart_name : row.initiator_name;
    const column = centre ? words(row.measure_group) : row.counterpart_name;
    const direction = centre ? (acts ? `by ${row.initiator_name}` : `towards ${row.counterpart_name}`) : "";
    const key = [name, column, direction].join("|");
    const cell = cells.get(key) ?? { row: name, column, direction, number: 0, asks: narrower(asked, acts ? row.counterpart : row.initiator, centre ? row.measure_group : row.counterpart) };
    cell.number += 1;
    cells.set(key, cell);
    totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  const ranked = [...totals].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
  const shown = new Set(ranked.slice(0, MOST).map(([name]) => name));
  const data = [...cells.values()].filter((cell) => shown.has(cell.row));
  const narrow = width < 560;
  const chart = Plot.plot({
    width,
    height: 60 + shown.size * 18,
    marginLeft: narrow ? 92 : 150,
    marginTop: centre ? 64 : 110,
    x: { axis: "top", label: null, domain: centre ? GROUPS.map(words) : undefined, tickRotate: narrow || !centre ? -30 : 0 },
    y: { label: null, domain: ranked.slice(0, MOST).map(([name]) => name), tickFormat: (name: string) => (narrow && name.length > 14 ? `${name.slice(0, 13)}…` : name) },
    fx: { label: null, padding: 0.05, axis: null },
    color: { type: "sqrt", range: ["#fbe3d3", COLOURS.cut!], label: "measures" },
    marks: [
      ...(centre ? [Plot.axisFx({ anchor: "top", dy: -22, label: null, fontSize: 12 })] : []),
      Plot.cell(data, { x: "column", y: "row", fx: centre ? "direction" : undefined, fill: "number", inset: 0.5, href: (cell: Cell) => address(`explorer.html#${cell.asks}`), title: (cell: Cell) => `${cell.row}, ${cell.column}${cell.direction ? `, ${cell.direction}` : ""}: ${cell.number}`, tip: true }),
      Plot.text(data, { x: "column", y: "row", fx: centre ? "direction" : undefined, text: (cell: Cell) => String(cell.number), fill: "black", fontSize: 10, pointerEvents: "none" }),
    ],
  });
  const most = ranked[0];
  const rest = ranked.length > MOST ? ` The ${MOST} with most of ${ranked.length} are shown.` : "";
  const told = most ? `${count(ranked.length, "actor")} in the rows; most measures with ${most[0]} (${most[1]}).${rest}${counted.length < rows.length ? ` Left out: ${count(rows.length - counted.length, "measure")} between others.` : ""}` : "No measure to draw.";
  return { chart, told };
}
