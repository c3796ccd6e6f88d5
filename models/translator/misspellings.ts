/** Real misspellings to evaluate with: `misspelling, correct, source, edit_distance` a row, as ../shared/data/typos_dev.tsv. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { filled, parseTsv, rowsOf, type Source, type Table } from '../data/tsv.ts';

export interface Misspelling {
  misspelling: string;
  correct: string;
  /** Who collected it. */
  source: string;
  editDistance: number;
}

const row = v.object({
  misspelling: filled,
  correct: filled,
  source: filled,
  edit_distance: v.pipe(
    v.string(),
    v.regex(/^[1-9]\d*$/, ({ input }) => `is ${JSON.stringify(input)}: write a whole number from 1`),
    v.transform(Number),
  ),
});

export function parseMisspellings(source: Source): Table<Misspelling> {
  const { rows, findings } = parseTsv(source, row);
  return { rows: rows.map(({ edit_distance: editDistance, ...rest }) => ({ ...rest, editDistance })), findings };
}

/** @throws DataError with file, line and fix where a row cannot be read; Error where the file cannot. */
export function loadMisspellings(file: string): Misspelling[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read: name a table of misspellings that exists`, { cause });
  }
  return rowsOf(parseMisspellings({ file, text })).map(({ misspelling, correct, source, editDistance }) => ({
    misspelling,
    correct,
    source,
    editDistance,
  }));
}
