/** Reads the lexicon's tables: TSV with a header line, one TAB between columns, missing last columns empty. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Row = Readonly<Record<string, string>>;

/** Where a mistake in the lexicon is: file and line, as an editor shows them. */
export class LexiconError extends Error {}

export function parseTable(text: string, name: string): Row[] {
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const columns = header.split('\t');
  return lines.map((line, index): Row => {
    const fields = line.split('\t');
    if (fields.length > columns.length) throw new LexiconError(`${name}:${index + 2}: too many columns`);
    const row: Record<string, string> = { at: `${name}:${index + 2}` };
    for (const [column, title] of columns.entries()) row[title] = fields[column] ?? '';
    return row;
  });
}

/** A table of the lexicon by name: `nouns` is lexicon/nouns.tsv. */
export function loadTable(name: string): Row[] {
  const file = fileURLToPath(new URL(`lexicon/${name}.tsv`, import.meta.url));
  return parseTable(readFileSync(file, 'utf8'), `${name}.tsv`);
}

/** The words of a field that holds a list. */
export const listOf = (field: string | undefined): string[] =>
  (field ?? '').split(/[ ,]+/).filter((word) => word !== '');
