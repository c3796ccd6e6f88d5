/** The word list at decoding: what is listed is known, and what a misspelt word may mean is mostly listed too. */
import type { Language } from '../../shared/language.ts';
import { englishKey, koreanMeaning } from '../data/key.ts';
import type { Word } from '../data/words.ts';
import { wordMeanings, type Direction } from './pairs.ts';

export interface Lexicon {
  /** Every translation of a word or term as it stands in the list, the most usual first. */
  find(text: string): readonly string[] | undefined;
  /** Whether the list gives this as the translation of anything. */
  isListed(translation: string): boolean;
}

const keyIn = (language: Language): ((text: string) => string) => (language === 'en' ? englishKey : koreanMeaning);

export function createLexicon(words: readonly Word[], direction: Direction): Lexicon {
  const sourceKey = keyIn(direction.source);
  const targetKey = keyIn(direction.target);
  const meanings = wordMeanings(words, direction);
  const bySource = new Map(meanings.map(({ source, target }) => [sourceKey(source[0] ?? ''), target]));
  const targets = new Set(meanings.flatMap(({ target }) => target.map(targetKey)));
  return {
    // A sentence of one word (Run!) is no look-up: it asks for what one says, not for the dictionary's form.
    find: (text) => (/[.!?]\s*$/u.test(text) ? undefined : bySource.get(sourceKey(text))),
    isListed: (translation) => targets.has(targetKey(translation)),
  };
}
