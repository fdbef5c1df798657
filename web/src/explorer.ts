// The explorer: a form, an address, a picture and a table that always tell the same.

import { place } from "./charts/frame";
import { download, FORMATS } from "./download";
import { chosen, draw } from "./draw";
import { type Asked, type Filter, format, parse, VIEWS } from "./filters";
import { results } from "./results";
import { type Measure, read } from "./tables";
import { count, words } from "./words";

const WAIT = 200;

export async function explorer(page: HTMLElement): Promise<void> {
  const form = page.querySelector("form")!;
  const figure = page.querySelector<HTMLElement>("figure")!;
  const table = page.querySelector<HTMLElement>(".results")!;
  const status = page.querySelector<HTMLElement>("[role=status]")!;
  const rows = await read("events");
  await options(form, rows);
  let asked = parse(location.hash);
  let selected: Measure[] = [];
  let turn = 0;

  async function show(): Promise<void> {
    const mine = ++turn;
    selected = await chosen(asked);
    if (mine !== turn) return;
    fill(form, asked);
    status.textContent = `${count(selected.length, "measure")} of ${rows.length}`;
    for (const button of page.querySelectorAll<HTMLButtonElement>("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === asked.view));
    }
    results(table, selected);
    const drawn = await draw(selected, asked, figure);
    // A later wish may have been drawn before.
    if (mine === turn) place(figure, drawn);
  }

  function ask(change: Partial<Asked>): void {
    asked = { ...asked, ...change };
    history.replaceState(null, "", `#${format(asked)}`);
    void show();
  }

  let timer = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const given = new FormData(form);
      const text = (name: string) => String(given.get(name) ?? "").trim();
      const filters = Object.fromEntries([...given.keys()].filter((name) => name !== "size" && text(name)).map((name) => [name, text(name)]));
      ask({ filters, size: text("size") === "persons" ? "persons" : "measures" });
    }, WAIT) as unknown as number;
  });
  form.addEventListener("reset", () => setTimeout(() => ask({ filters: {}, size: "measures" })));
  for (const view of VIEWS) {
    page.querySelector(`[data-view=${view}]`)?.addEventListener("click", () => ask({ view }));
  }
  for (const kind of FORMATS) {
    page.querySelector(`[data-download=${kind}]`)?.addEventListener("click", () => {
      if (selected.length) download(selected, kind, { citation: document.body.dataset.citation ?? "", query: format(asked) });
    });
  }
  window.addEventListener("hashchange", () => {
    asked = parse(location.hash);
    void show();
  });
  let wide = figure.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(figure.clientWidth - wide) > 40) {
      wide = figure.clientWidth;
      void show();
    }
  }).observe(figure);
  await show();
}

/** Offer what occurs, with how often it does. */
async function options(form: HTMLFormElement, rows: Measure[]): Promise<void> {
  const titles = new Map<string, string>();
  for (const episode of await read("episodes")) titles.set(episode.episode_id, episode.title);
  for (const trigger of await read("triggers")) titles.set(trigger.trigger_id, trigger.title);
  for (const row of rows) titles.set(row.initiator, row.initiator_name).set(row.counterpart, row.counterpart_name);
  const sides = (row: Measure) => [row.initiator, row.counterpart];
  offer(form, "actor", rows.flatMap(sides), titles);
  offer(form, "other", rows.flatMap(sides), titles);
  offer(form, "measure", rows.map((row) => row.measure), titles);
  offer(form, "group", rows.map((row) => row.measure_group), titles);
  offer(form, "episode", rows.map((row) => row.episode_id), titles);
  offer(form, "trigger", rows.map((row) => row.trigger_id), titles);
  offer(form, "evidence", rows.map((row) => row.evidence), titles);
}

function offer(form: HTMLFormElement, name: Filter, values: (string | null)[], titles: Map<string, string>): void {
  const numbers = new Map<string, number>();
  for (const value of values) if (value) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  const select = form.elements.namedItem(name) as HTMLSelectElement;
  const shown = [...numbers].map(([value, number]) => ({ value, text: titles.get(value) ?? words(value), number }));
  shown.sort((one, other) => one.text.localeCompare(other.text, "en"));
  for (const { value, text, number } of shown) select.add(new Option(`${text} (${number})`, value));
}

function fill(form: HTMLFormElement, asked: Asked): void {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== "radio")) {
      const value = asked.filters[field.name as Filter] ?? "";
      // What is being typed is not set anew under the reader's hand.
      if (field !== document.activeElement) field.value = value;
    } else if (field instanceof HTMLInputElement) {
      field.checked = field.value === asked.size;
    }
  }
}
