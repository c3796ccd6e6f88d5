/** The word list at decoding: what is listed is known, and what a misspelt word may mean is mostly listed too. */
import type { Language } from '../../shared/language.ts';
import { englishKey, koreanMeaning } from '../data/key.ts';
import { createNeighbours, keysOf } from './neighbours.ts';
import type { Direction } from './pairs.ts';

export interface Lexicon {
  /** Every translation of a word or term as it stands in the list, the most usual first. */
  find(text: string): readonly string[] | undefined;
  /** What a misspelt word may be: the nearest words of the list, the most usual first, each with its translations. */
  findNear(text: string): NearWords;
}

export interface NearWords {
  words: readonly NearWord[];
  /** Wrong keys; Infinity where no word is near enough. */
  distance: number;
}

export interface NearWord {
  /** Its place in the list, which is roughly by use. */
  place: number;
  translations: readonly string[];
}

/** Shorter words are too near to too many others. */
const MIN_KEYS = 4;
/** One error for so many keys, at most. */
const KEYS_AN_ERROR = 3;
const MAX_NEAR = 8;

const keyIn = (language: Language): ((text: string) => string) => (language === 'en' ? englishKey : koreanMeaning);

/** @param listed a word and its translations a row: it travels with the artifact. */
export function createLexicon(listed: readonly (readonly string[])[], direction: Direction): Lexicon {
  const sourceKey = keyIn(direction.source);
  const bySource = new Map(listed.map(([word = '', ...translations]) => [sourceKey(word), translations]));
  const neighbours = createNeighbours(listed.map(([word = '']) => word));
  return {
    // A sentence of one word (Run!) is no look-up: it asks for what one says, not for the dictionary's form.
    find: (text) => (/[.!?]\s*$/u.test(text) ? undefined : bySource.get(sourceKey(text))),
    findNear(text) {
      const { length } = keysOf(text);
      if (length < MIN_KEYS || /[\s.!?]/u.test(text)) return { words: [], distance: Infinity };
      const { indices, distance } = neighbours.find(text, Math.floor(length / KEYS_AN_ERROR));
      const words = indices.slice(0, MAX_NEAR).map((place) => ({ place, translations: listed[place]?.slice(1) ?? [] }));
      return { words, distance };
    },
  };
}
