// The selected measures as a table, sorted first, a page at a time.

import { record } from "./charts/frame";
import type { Measure } from "./tables";
import { words } from "./words";

const PAGE = 50;

// By what each column is sorted.
const KEYS: ((row: Measure) => string | number)[] = [
  (row) => Number(row.announced_last),
  (row) => `${row.initiator_name} ${row.counterpart_name}`,
  (row) => row.measure,
  (row) => row.persons_best ?? -1,
  (row) => row.evidence,
];
const HEADINGS = ["Announced", "Who, towards whom", "Measure", "People", "Evidence", "What"];
// The column, and whether its greatest stands first.
let order = { column: 0, down: true };

export function results(into: HTMLElement, rows: Measure[]): void {
  const table = document.createElement("table");
  table.className = "cards-when-narrow";
  table.innerHTML = "<caption class='unseen'>The selected measures</caption>";
  const head = table.createTHead().insertRow();
  HEADINGS.forEach((heading, column) => head.append(headed(heading, column, () => results(into, rows))));
  const body = table.createTBody();
  const sorted = [...rows].sort(compared);
  const more = document.createElement("button");
  more.type = "button";
  more.addEventListener("click", () => grow());
  let shown = 0;
  function grow(): void {
    for (const row of sorted.slice(shown, shown + PAGE)) body.append(line(row));
    shown = Math.min(shown + PAGE, sorted.length);
    more.hidden = shown >= sorted.length;
    more.textContent = `Show more (${sorted.length - shown} left)`;
  }
  grow();
  const frame = document.createElement("div");
  frame.className = "scrolls";
  frame.append(table);
  into.replaceChildren(frame, more);
}

function compared(one: Measure, other: Measure): number {
  const [first, second] = [KEYS[order.column]!(one), KEYS[order.column]!(other)];
  const difference = typeof first === "number" ? first - Number(second) : first.localeCompare(String(second), "en");
  return order.down ? -difference : difference;
}

function headed(heading: string, column: number, again: () => void): HTMLTableCellElement {
  const cell = document.createElement("th");
  cell.scope = "col";
  if (column === 3) cell.className = "number";
  if (!KEYS[column]) {
    cell.textContent = heading;
    return cell;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = heading + (order.column === column ? (order.down ? " ↓" : " ↑") : "");
  cell.ariaSort = order.column === column ? (order.down ? "descending" : "ascending") : "none";
  button.addEventListener("click", () => {
    order = { column, down: order.column === column ? !order.down : column === 0 || column === 3 };
    again();
  });
  cell.append(button);
  return cell;
}

function line(row: Measure): HTMLTableRowElement {
  const line = document.createElement("tr");
  const link = document.createElement("a");
  link.href = record(row.event_id);
  link.textContent = row.announced_edtf;
  line.insertCell().append(link);
  for (const text of [`${row.initiator_name} → ${row.counterpart_name}`, words(row.measure), row.persons_best ?? "", row.evidence, row.summary]) {
    line.insertCell().textContent = String(text);
  }
  line.cells[3]!.className = "number";
  line.cells[5]!.className = "what";
  return line;
}
