// What the charts share: their size, a mark that opens its record, and how they are told to those who cannot see them.

import { address } from "../tables";

export interface Drawn {
  chart: Element;
  /** What the picture shows, in a sentence. */
  told: string;
}

/** No picture, and why. */
export function nothing(told: string): Drawn {
  return { chart: document.createElement("div"), told };
}

export function record(id: string): string {
  return address(`records/${id}.html`);
}

/** Put a chart in its place; its links are for the pointer, the table beside it is for the keyboard. */
export function place(into: Element, { chart, told }: Drawn): void {
  for (const link of chart.querySelectorAll("a")) link.setAttribute("tabindex", "-1");
  // A tip that is pinned would take the click from the mark that is clicked.
  chart.addEventListener("pointerdown", (event) => (event.target as Element).closest("a") && event.stopPropagation(), true);
  const svg = chart.matches("svg") ? chart : chart.querySelector(":scope > svg:last-of-type");
  svg?.setAttribute("aria-hidden", "true");
  const text = document.createElement("p");
  text.className = "told";
  text.textContent = told;
  into.replaceChildren(chart, text);
}

export function width(into: Element): number {
  return Math.max(300, Math.min(1200, into.clientWidth || 900));
}
