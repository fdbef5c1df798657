// The published tables, read in the browser: the same Parquet files that a release holds.

import { decompress } from "fzstd";
import { parquetReadObjects } from "hyparquet";

export interface Measure {
  event_id: string;
  measure: string;
  measure_group: string;
  direction: string;
  initiator: string;
  initiator_name: string;
  counterpart: string;
  counterpart_name: string;
  mission_id: string | null;
  announced: Date;
  announced_last: Date;
  announced_edtf: string;
  announced_precision: string;
  persons_best: number | null;
  episode_id: string | null;
  trigger_id: string | null;
  evidence: string;
  summary: string;
  [column: string]: unknown;
}

export interface Actor {
  actor_id: string;
  name: string;
  kind: string;
  iso3: string | null;
}

export interface Post {
  mission_id: string;
  name: string;
  sender: string;
  host: string;
}

export interface Spell {
  mission_id: string;
  status: string;
  starts: Date | null;
  starts_precision: string | null;
  ends: Date | null;
  ends_precision: string | null;
  began_by: string | null;
}

export interface Ceiling {
  initiator: string;
  counterpart: string;
  mission: string;
  rule: string;
  ceiling: number | null;
  scope: string | null;
  starts: Date | null;
  ends: Date | null;
  event_id: string | null;
}

export interface Link {
  event_id: string;
  link_type: string;
  to_event_id: string;
}

export interface Titled {
  title: string;
}

export interface Tables {
  events: Measure[];
  actors: Actor[];
  missions: Post[];
  mission_status: Spell[];
  staff_ceilings: Ceiling[];
  links: Link[];
  episodes: (Titled & { episode_id: string })[];
  triggers: (Titled & { trigger_id: string; date: Date })[];
}

const compressors = {
  ZSTD: (input: Uint8Array, length: number) => decompress(input, new Uint8Array(length)),
};
const held = new Map<string, Promise<unknown[]>>();

/** Read a table once. */
export function read<Name extends keyof Tables>(name: Name): Promise<Tables[Name]> {
  let rows = held.get(name);
  if (!rows) {
    rows = bytes(name).then((file) => parquetReadObjects({ file, compressors }));
    held.set(name, rows);
    // What could not be read is asked for again.
    rows.catch(() => held.delete(name));
  }
  return rows as Promise<Tables[Name]>;
}

export type Stories = Record<string, { title: string; ids: string[] }>;

/** Which measures belong to each story: waves by their triggers. */
export async function stories(): Promise<Stories> {
  const page = window as unknown as { stories?: Stories };
  if (!page.stories) await script(address("static/tables/stories.js"));
  return page.stories ?? {};
}

/** The address of a place in the site, from the page that is open. */
export function address(path: string): string {
  return (document.body.dataset.root ?? "") + path;
}

async function bytes(name: string): Promise<ArrayBuffer> {
  if (location.protocol !== "file:") {
    const answer = await fetch(address(`data/${name}.parquet`));
    if (!answer.ok) throw new Error(`${name}.parquet cannot be read (${answer.status})`);
    return answer.arrayBuffer();
  }
  // A page that was opened from disk may not fetch, but may load scripts: the same bytes, as text.
  await script(address(`static/tables/${name}.js`));
  const text = (window as unknown as { parquet: Record<string, string> }).parquet[name] ?? "";
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
}

/** Load a script of the site. */
export function script(source: string): Promise<void> {
  return new Promise((done, fail) => {
    const element = document.createElement("script");
    element.src = source;
    element.onload = () => done();
    element.onerror = () => fail(new Error(`${source} cannot be read`));
    document.head.append(element);
  });
}
