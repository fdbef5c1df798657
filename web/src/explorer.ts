// The explorer: a form, an address, a picture and a table that always tell the same.

import { place } from "./charts/frame";
import { download, FORMATS } from "./download";
import { chosen, draw, titles } from "./draw";
import { type Asked, type Filter, format, parse, VIEWS } from "./filters";
import { results } from "./results";
import { type Measure, read, stories } from "./tables";
import { count, words } from "./words";

const WAIT = 200;
const NARROW = 600;

export async function explorer(page: HTMLElement, failed: (error: unknown) => void): Promise<void> {
  const form = page.querySelector("form")!;
  const figure = page.querySelector<HTMLElement>("figure")!;
  const table = page.querySelector<HTMLElement>(".results")!;
  const status = page.querySelector<HTMLElement>("[role=status]")!;
  const rows = await read("events");
  await options(form, rows);
  let asked = parse(location.hash);
  let selected: Measure[] = [];
  let turn = 0;
  // The field in which something is being typed.
  let typing: Element | null = null;

  async function show(): Promise<void> {
    const mine = ++turn;
    const { rows: found, without } = await chosen(asked);
    if (mine !== turn) return;
    selected = found;
    fill(form, asked, typing);
    const missed = [...without.map((word) => `“${word}” stands in no measure and is left out`), ...unknown(form, asked)];
    status.textContent = [`${count(selected.length, "measure")} of ${rows.length.toLocaleString("en")}`, ...missed].join("; ");
    for (const kind of FORMATS) page.querySelector<HTMLButtonElement>(`[data-download=${kind}]`)!.disabled = !selected.length;
    for (const button of page.querySelectorAll<HTMLButtonElement>("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === asked.view));
    }
    results(table, selected);
    const drawn = await draw(selected, asked, figure);
    // A later wish may have been drawn before.
    if (mine === turn) place(figure, drawn);
  }

  function ask(change: Partial<Asked>): void {
    const before = format(asked);
    asked = { ...asked, ...change };
    // What is typed letter by letter is one step back.
    const step = typing ? "replaceState" : "pushState";
    if (format(asked) !== before) history[step](null, "", `#${format(asked)}`);
    show().catch(failed);
  }

  let timer = 0;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.pattern && field.value && !field.reportValidity()) return;
    typing = field.type === "search" || field.type === "text" ? field : null;
    for (const kind of FORMATS) page.querySelector<HTMLButtonElement>(`[data-download=${kind}]`)!.disabled = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const given = new FormData(form);
      const text = (name: string) => String(given.get(name) ?? "").trim();
      const filters = Object.fromEntries([...given.keys()].filter((name) => name !== "size" && text(name)).map((name) => [name, text(name)]));
      ask({ filters, size: text("size") === "persons" ? "persons" : "measures" });
      typing = null;
    }, WAIT) as unknown as number;
  });
  form.addEventListener("reset", () => setTimeout(() => ask({ filters: {}, size: "measures" })));
  for (const view of VIEWS) {
    page.querySelector(`[data-view=${view}]`)?.addEventListener("click", () => ask({ view }));
  }
  for (const kind of FORMATS) {
    page.querySelector(`[data-download=${kind}]`)?.addEventListener("click", () => {
      if (selected.length) download(selected, rows, kind, { citation: document.body.dataset.citation ?? "", query: format(asked) });
    });
  }
  // A step back, or an address that was written by hand.
  window.addEventListener("popstate", () => {
    asked = parse(location.hash);
    show().catch(failed);
  });
  // On a narrow screen the picture comes first.
  const filters = page.querySelector<HTMLDetailsElement>("details.filters")!;
  filters.open = innerWidth > NARROW;
  let wide = figure.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(figure.clientWidth - wide) > 40) {
      wide = figure.clientWidth;
      show().catch(failed);
    }
  }).observe(figure);
  await show();
}

/** Offer what occurs, with how often it does. */
async function options(form: HTMLFormElement, rows: Measure[]): Promise<void> {
  const named = new Map(await titles());
  const told = await stories();
  for (const row of rows) named.set(row.initiator, row.initiator_name).set(row.counterpart, row.counterpart_name);
  const sides = (row: Measure) => [row.initiator, row.counterpart];
  const waves = Object.entries(told).flatMap(([id, story]) => (named.has(id) ? story.ids.map(() => id) : []));
  offer(form, "actor", rows.flatMap(sides), named);
  offer(form, "other", rows.flatMap(sides), named);
  offer(form, "by", rows.map((row) => row.initiator), named);
  offer(form, "measure", rows.map((row) => row.measure), named);
  offer(form, "group", rows.map((row) => row.measure_group), named);
  offer(form, "episode", rows.map((row) => row.episode_id), named);
  offer(form, "trigger", waves, named);
  offer(form, "evidence", rows.map((row) => row.evidence), named);
}

function offer(form: HTMLFormElement, name: Filter, values: (string | null)[], named: Map<string, string>): void {
  const numbers = new Map<string, number>();
  for (const value of values) if (value) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  const select = form.elements.namedItem(name) as HTMLSelectElement;
  const shown = [...numbers].map(([value, number]) => ({ value, text: named.get(value) ?? words(value), number }));
  shown.sort((one, other) => one.text.localeCompare(other.text, "en"));
  for (const { value, text, number } of shown) select.add(new Option(`${text} (${number})`, value));
}

/** What is asked for and cannot be had. */
function unknown(form: HTMLFormElement, asked: Asked): string[] {
  return Object.entries(asked.filters).flatMap(([name, value]) => {
    const field = form.elements.namedItem(name);
    return field instanceof HTMLSelectElement && field.value !== value ? [`nothing is known as ${name} “${value}”`] : [];
  });
}

function fill(form: HTMLFormElement, asked: Asked, typing: Element | null): void {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== "radio")) {
      const value = asked.filters[field.name as Filter] ?? "";
      // What is being typed is not set anew under the reader's hand.
      if (field !== typing) field.value = value;
    } else if (field instanceof HTMLInputElement) {
      field.checked = field.value === asked.size;
    }
  }
}
