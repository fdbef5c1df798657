// Pages tell without this script what they have to tell; it draws their pictures and runs the explorer.

import { place } from "./charts/frame";
import { chosen, draw } from "./draw";
import { explorer } from "./explorer";
import { parse } from "./filters";

async function figures(): Promise<void> {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-show]")) {
    const asked = parse(figure.dataset.show ?? "");
    place(figure, await draw((await chosen(asked)).rows, asked, figure));
  }
}

function failed(error: unknown): void {
  const status = document.querySelector("[role=status]");
  if (status) status.textContent = `The tables could not be read: ${error instanceof Error ? error.message : error}`;
  throw error;
}

const page = document.querySelector<HTMLElement>(".explorer");
(page ? explorer(page, failed) : figures()).then(() => document.body.classList.add("drawn"), failed);
