// The selected rows as a file, with the version to cite and the query that gave them.

import type { SchemaElement } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer, schemaFromColumnData } from "hyparquet-writer";
import type { Measure } from "./tables";
import { day } from "./words";

export const FORMATS = ["csv", "parquet", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface Origin {
  citation: string;
  query: string;
}

/** Offer a file to the reader. */
export function download(rows: Measure[], all: Measure[], format: Format, origin: Origin): void {
  const parts = { csv: () => [csv(rows, origin)], json: () => [json(rows, origin)], parquet: () => [parquet(rows, all, origin)] };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts[format](), { type: "application/octet-stream" }));
  link.download = `diplomatic-ties-selection.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Two lines of comment, then the table: RFC 4180, lists joined by semicolons as in a release. */
export function csv(rows: Measure[], origin: Origin): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  return [`# ${origin.citation}`, `# Selection: ${origin.query || "all measures"}`, columns.join(","), ...lines, ""].join("\n");
}

function cell(value: unknown): string {
  const text = plain(value);
  const shown = Array.isArray(text) ? text.join(";") : text === null ? "" : String(text);
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}

function json(rows: Measure[], origin: Origin): string {
  const measures = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  return JSON.stringify({ ...origin, measures }, null, 1);
}

function plain(value: unknown): unknown {
  return value instanceof Date ? day(value) : (value ?? null);
}

/** The types are those of all measures, so that two selections have the same. */
function parquet(rows: Measure[], all: Measure[], origin: Origin): ArrayBuffer {
  const columnData: ColumnSource[] = [];
  const schemaOverrides: Record<string, SchemaElement> = {};
  for (const name of Object.keys(rows[0] ?? {})) {
    const data = rows.map((row) => row[name] ?? null);
    const sample = all.find((row) => (row[name] ?? null) !== null)?.[name];
    if (sample instanceof Date) {
      schemaOverrides[name] = { name, type: "INT32", converted_type: "DATE", repetition_type: "OPTIONAL" };
      columnData.push({ name, data });
    } else if (typeof sample === "number" || typeof sample === "boolean") {
      columnData.push({ name, data, type: typeof sample === "number" ? "INT32" : "BOOLEAN", nullable: true });
    } else {
      const text = data.map((value) => (Array.isArray(value) ? value.join(";") : value));
      columnData.push({ name, data: text, type: "STRING", nullable: true });
    }
  }
  const kvMetadata = Object.entries(origin).map(([key, value]) => ({ key, value }));
  const schema = schemaFromColumnData({ columnData, schemaOverrides });
  const untyped = columnData.map(({ name, data }) => ({ name, data }));
  return parquetWriteBuffer({ columnData: untyped, schema, kvMetadata });
}
