/**
 * Misspelt words within a sentence: a word that the network does not know as a whole, but that is nearly one it knows, is
 * read as that one. Only where words are written apart and known whole, which is English; Korean is read by subwords.
 */
import { createNeighbours, keysOf } from './neighbours.ts';
import { splitTokens } from './vocabulary.ts';

export interface Spelling {
  /** Ways to read a text, the likeliest first; the text alone where it has no word that looks misspelt. */
  read(text: string): readonly string[];
}

/** Of shorter words too many are near. */
const MIN_KEYS = 4;
/** Two errors in words of so many keys. */
const TWO_ERRORS_FROM = 8;
/** Readings of a word, where it is the only one that is misspelt. */
const MAX_READINGS = 3;

const WORD = /^\p{L}[\p{L}\p{M}']*$/u;

/** @param known words in the order of their use, the most used first. */
export function createSpelling(known: readonly string[]): Spelling {
  const words = known.filter((word) => WORD.test(word));
  const set = new Set(words);
  const neighbours = createNeighbours(words);

  /** What a word may be meant to be, the most used first; none where it is known, or a name. */
  const findMeant = (word: string, isFirst: boolean): string[] => {
    const isName = !isFirst && word !== word.toLowerCase();
    const { length } = keysOf(word);
    if (isName || length < MIN_KEYS || !WORD.test(word) || set.has(word.toLowerCase())) return [];
    const { indices } = neighbours.find(word, length < TWO_ERRORS_FROM ? 1 : 2);
    return indices.slice(0, MAX_READINGS).map((index) => words[index] ?? word);
  };

  return {
    read(text) {
      const tokens = splitTokens(text);
      const meant = tokens.map(({ text: word }, index) => findMeant(word, index === 0));
      const misspelt = meant.filter(({ length }) => length > 0).length;
      if (misspelt === 0) return [text];
      const readings = misspelt === 1 ? Math.max(...meant.map(({ length }) => length)) : 1;
      return Array.from({ length: readings }, (_, reading) =>
        tokens
          .map(({ text: word, startsWord }, index) => {
            const said = meant[index]?.[reading] ?? word;
            return startsWord && index > 0 ? ` ${said}` : said;
          })
          .join(''),
      );
    },
  };
}
