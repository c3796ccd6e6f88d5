/** All text of the corpus in one list, each piece with its place: what most checks run over. */
import type { Place } from '../tsv.ts';
import type { Phrase } from '../phrases.ts';
import type { Word } from '../words.ts';
import type { Row } from '../grammar/tables.ts';

export interface Text extends Place {
  language: 'English' | 'Korean';
  text: string;
  /** Sentences have punctuation and a register, words have neither. */
  kind: 'word' | 'sentence' | 'pattern';
}

/** A row of the grammar's lexicon as it stands in its table. */
export type LexiconRow = { table: string; row: Row } & Place;

export interface Checked {
  words: readonly Word[];
  phrases: readonly Phrase[];
  lexicon: readonly LexiconRow[];
}

/** Columns of the lexicon's tables that hold English, with `{slots}`. */
const ENGLISH_COLUMNS = [
  'english',
  'plural',
  'base',
  'past',
  'participle',
  'comparative',
  'superlative',
  'at_place',
  'to',
];

/** Slots of a pattern are no text: `{1에게} {2을} 주다` says 주다. */
export const withoutSlots = (pattern: string): string =>
  pattern
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

export function textsOfLexicon({ row, file, line }: LexiconRow): Text[] {
  const texts: Text[] = [];
  const add = (language: Text['language'], field: string): void => {
    const text = withoutSlots(field);
    if (text !== '') texts.push({ file, line, language, text, kind: 'pattern' });
  };
  for (const column of ENGLISH_COLUMNS) add('English', row[column] ?? '');
  for (const alternative of (row['korean'] ?? '').split('|')) add('Korean', alternative);
  return texts;
}

export function textsOf({ words, phrases, lexicon }: Checked): Text[] {
  const of = ({ file, line }: Place, language: Text['language'], kind: Text['kind']) => {
    return (text: string): Text => ({ file, line, language, text, kind });
  };
  return [
    ...words.flatMap((word) => [
      of(word, 'English', 'word')(word.english),
      ...word.korean.map(of(word, 'Korean', 'word')),
    ]),
    ...phrases.flatMap((phrase) => [
      ...phrase.english.map(of(phrase, 'English', 'sentence')),
      ...phrase.korean.map(of(phrase, 'Korean', 'sentence')),
    ]),
    ...lexicon.flatMap(textsOfLexicon),
  ];
}
