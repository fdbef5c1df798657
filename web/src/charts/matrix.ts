// Who against whom. Where one actor is a side of nearly every measure, its partners are the rows and groups the columns.

import * as Plot from "@observablehq/plot";
import { type Asked, format } from "../filters";
import { address, type Measure } from "../tables";
import { COLOURS, count, GROUPS, words } from "../words";
import { type Drawn, nothing } from "./frame";

const MOST = 60;
const NEARLY = 0.85;
// What a column needs, so that its numbers can be told apart.
const COLUMN = 20;

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

/** What a cell stands for: the rows that are drawn, by one actor, towards another or of a group. */
function narrower(asked: Asked, row: Measure, centre: string | null): string {
  const group = centre ? { group: row.measure_group } : {};
  return format({ ...asked, view: "timeline", filters: { ...asked.filters, actor: row.initiator, other: row.counterpart, by: row.initiator, ...group } });
}

/** Those with most first. */
function ranking(totals: Map<string, number>): [string, number][] {
  return [...totals].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0], "en"));
}

/** What is left out, and who is most often a side of it. */
function leftOut(rows: Measure[], counted: Measure[], people: boolean): string {
  const drawn = new Set(counted);
  const out = rows.filter((row) => !drawn.has(row));
  if (!out.length) return "";
  if (people) return ` Left out: ${count(out.length, "measure")} without a number of people, or between others.`;
  const sides = new Map<string, number>();
  for (const row of out) for (const name of [row.initiator_name, row.counterpart_name]) sides.set(name, (sides.get(name) ?? 0) + 1);
  const [most, number] = ranking(sides)[0]!;
  return ` Left out: ${count(out.length, "measure")} between others, ${number.toLocaleString("en")} of them of ${most}.`;
}

export function matrix(rows: Measure[], asked: Asked, width: number): Drawn {
  const people = asked.size === "persons";
  const centre = hub(rows);
  const cells = new Map<string, Cell>();
  const totals = new Map<string, number>();
  const counted = (centre ? rows.filter((row) => row.initiator === centre || row.counterpart === centre) : rows).filter((row) => !people || row.persons_best);
  if (!counted.length) return nothing(people && rows.length ? "No number of people is known for these measures." : "No measure to draw.");
  for (const row of counted) {
    const acts = row.initiator === centre;
    const name = acts ? row.counterpart_name : row.initiator_name;
    const column = centre ? words(row.measure_group) : row.counterpart_name;
    const direction = centre ? (acts ? `by ${row.initiator_name}` : `towards ${row.counterpart_name}`) : "";
    const key = [name, column, direction].join("|");
    const cell = cells.get(key) ?? { row: name, column, direction, number: 0, asks: narrower(asked, row, centre) };
    const number = people ? (row.persons_best ?? 0) : 1;
    cell.number += number;
    cells.set(key, cell);
    totals.set(name, (totals.get(name) ?? 0) + number);
  }
  const ranked = ranking(totals);
  const shown = new Set(ranked.slice(0, MOST).map(([name]) => name));
  const narrow = width < 560;
  const marginLeft = narrow ? 84 : 150;
  const columns = new Map<string, number>();
  for (const cell of cells.values()) columns.set(cell.column, (columns.get(cell.column) ?? 0) + cell.number);
  const room = centre ? columns.size : Math.max(1, Math.floor((width - marginLeft) / COLUMN));
  const kept = new Set(ranking(columns).slice(0, room).map(([name]) => name));
  const data = [...cells.values()].filter((cell) => shown.has(cell.row) && kept.has(cell.column));
  const marginTop = centre ? (narrow ? 92 : 68) : 110;
  const chart = Plot.plot({
    width,
    height: marginTop + 16 + shown.size * 20,
    marginLeft,
    marginTop,
    style: { fontSize: narrow ? "9px" : "11px" },
    x: { axis: "top", label: null, tickSize: 0, domain: centre ? GROUPS.map(words).filter((group) => data.some((cell) => cell.column === group)) : undefined, tickRotate: narrow || !centre ? -50 : 0 },
    y: { label: null, tickSize: 0, domain: ranked.slice(0, MOST).map(([name]) => name), tickFormat: (name: string) => (narrow && name.length > 14 ? `${name.slice(0, 13)}…` : name) },
    fx: { label: null, padding: 0.05, axis: null },
    color: { type: "sqrt", domain: [0, Math.max(...data.map((cell) => cell.number))], range: ["#fdf1e8", COLOURS.cut!] },
    marks: [
      ...(centre ? [Plot.axisFx({ anchor: "top", dy: narrow ? -56 : -24, label: null, fontSize: 12 })] : []),
      Plot.cell(data, { x: "column", y: "row", fx: centre ? "direction" : undefined, fill: "number", inset: 0.5, href: (cell: Cell) => address(`explorer.html#${cell.asks}`), title: (cell: Cell) => `${cell.row}, ${cell.column}${cell.direction ? `, ${cell.direction}` : ""}: ${people ? count(cell.number, "person", "people") : count(cell.number, "measure")}`, tip: true }),
      Plot.text(data, { x: "column", y: "row", fx: centre ? "direction" : undefined, text: (cell: Cell) => String(cell.number), fill: "black", fontSize: 10, pointerEvents: "none" }),
    ],
  });
  const most = ranked[0]!;
  const rest = ranked.length > MOST ? ` The ${MOST} with most of ${ranked.length} are shown.` : "";
  const narrowed = kept.size < columns.size ? ` Only the ${kept.size} columns with most of ${columns.size} are drawn.` : "";
  const told = `${count(ranked.length, "actor")} in the rows; ${people ? "most people" : "most measures"} with ${most[0]} (${most[1].toLocaleString("en")}).${rest}${narrowed}${leftOut(rows, counted, people)}`;
  return { chart, told };
}
