/** The word list: `words/*.tsv`, one word in one part of speech a row, the more usual part of speech first. */
import * as v from 'valibot';
import {
  alternatives,
  joinTables,
  parseTsv,
  readSources,
  rowsOf,
  filled,
  type Place,
  type Source,
  type Table,
} from './tsv.ts';

export const PARTS_OF_SPEECH = [
  'noun',
  'verb',
  'adjective',
  'adverb',
  'pronoun',
  'determiner',
  'preposition',
  'conjunction',
  'interjection',
  'number',
  'name',
  'auxiliary',
  'contraction',
] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

interface Entry {
  english: string;
  part: PartOfSpeech;
  /** The most usual sense first. */
  korean: string[];
  /** What an inflected form is a form of: `go` for went. */
  lemma?: string;
  /** Translated, but never suggested. */
  profane: boolean;
}

export type Word = Entry & Place;

const LEMMA = 'of:';

const row = v.object({
  english: filled,
  part: v.picklist(PARTS_OF_SPEECH, ({ input }) => `is ${String(input)}: use one of ${PARTS_OF_SPEECH.join(', ')}`),
  korean: alternatives,
  note: v.pipe(
    v.string(),
    v.regex(/^(?:of:\S+)?(?:(?:^| )profane)?$/, 'takes of:LEMMA, profane, both in this order, or nothing'),
    v.transform((note) => note.split(' ')),
  ),
});

export function parseWords(source: Source): Table<Entry> {
  const { rows, findings } = parseTsv(source, row);
  return {
    rows: rows.map(({ note, ...entry }) => {
      const lemma = note.find((item) => item.startsWith(LEMMA))?.slice(LEMMA.length);
      return { ...entry, profane: note.includes('profane'), ...(lemma !== undefined && { lemma }) };
    }),
    findings,
  };
}

/** All files as one table, with what could not be read. */
export const readWords = (): Table<Entry> => joinTables(readSources('words').map(parseWords));

/** @throws DataError with file, line and fix where a row cannot be read. */
export const loadWords = (): Word[] => rowsOf(readWords());
