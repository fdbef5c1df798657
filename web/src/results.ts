// The selected measures as a table, newest first, a page at a time.

import { record } from "./charts/frame";
import type { Measure } from "./tables";
import { words } from "./words";

const PAGE = 50;

export function results(into: HTMLElement, rows: Measure[]): void {
  const table = document.createElement("table");
  table.className = "cards-when-narrow";
  table.innerHTML = "<caption class='unseen'>The selected measures</caption><thead><tr><th scope='col'>Announced</th><th scope='col'>Who, towards whom</th><th scope='col'>Measure</th><th scope='col' class='number'>People</th><th scope='col'>Evidence</th><th scope='col'>What</th></tr></thead>";
  const body = table.createTBody();
  const newest = [...rows].sort((one, other) => Number(other.announced) - Number(one.announced));
  const more = document.createElement("button");
  more.type = "button";
  more.addEventListener("click", () => grow());
  let shown = 0;
  function grow(): void {
    for (const row of newest.slice(shown, shown + PAGE)) body.append(line(row));
    shown = Math.min(shown + PAGE, newest.length);
    more.hidden = shown >= newest.length;
    more.textContent = `Show more (${newest.length - shown} left)`;
  }
  grow();
  const frame = document.createElement("div");
  frame.className = "scrolls";
  frame.append(table);
  into.replaceChildren(frame, more);
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
