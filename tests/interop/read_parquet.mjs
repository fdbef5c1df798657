// Write what hyparquet reads, as JSON that Python compares: node read_parquet.mjs <folder> <out.json>
// It holds {table: rows}: days as ISO text, all else as JavaScript has it.
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const [folder, out] = process.argv.slice(2)

function neutral(value) {
  // Text in place of a day must not pass for one: only a Date becomes a bare day.
  if (value instanceof Date) return { day: value.toISOString().slice(0, 10) }
  return value ?? null
}

const tables = {}
for (const name of (await readdir(folder)).sort()) {
  const file = await asyncBufferFromFile(path.join(folder, name))
  const rows = await parquetReadObjects({ file, compressors })
  tables[path.parse(name).name] = rows.map(row =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, neutral(value)])))
}
await writeFile(out, JSON.stringify(tables))
