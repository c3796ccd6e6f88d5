/** The phrases: `phrases/TOPIC.tsv`, one meaning a row, with the usual ways to say it in either language. */
import path from 'node:path';
import * as v from 'valibot';
import { alternatives, joinTables, parseTsv, readSources, rowsOf, type Place, type Source, type Table } from './tsv.ts';

interface Meaning {
  /** The file's name: greetings, food … */
  topic: string;
  /** The most usual first, on both sides; any of one side translates any of the other. */
  english: string[];
  korean: string[];
}

export type Phrase = Meaning & Place;

const row = v.object({ english: alternatives, korean: alternatives });

export function parsePhrases(source: Source): Table<Meaning> {
  const topic = path.basename(source.file, '.tsv');
  const { rows, findings } = parseTsv(source, row);
  return { rows: rows.map((meaning) => ({ topic, ...meaning })), findings };
}

/** All files as one table, with what could not be read. */
export const readPhrases = (): Table<Meaning> => joinTables(readSources('phrases').map(parsePhrases));

/** @throws DataError with file, line and fix where a row cannot be read. */
export const loadPhrases = (): Phrase[] => rowsOf(readPhrases());
