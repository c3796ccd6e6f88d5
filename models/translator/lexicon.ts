/** The word list at decoding: what is listed is known, and what a misspelt word may mean is mostly listed too. */
import type { Language } from '../../shared/language.ts';
import { englishKey, koreanMeaning } from '../data/key.ts';
import type { Direction } from './pairs.ts';

export interface Lexicon {
  /** Every translation of a word or term as it stands in the list, the most usual first. */
  find(text: string): readonly string[] | undefined;
  /** Whether the list gives this as the translation of anything. */
  isListed(translation: string): boolean;
}

const keyIn = (language: Language): ((text: string) => string) => (language === 'en' ? englishKey : koreanMeaning);

/** @param listed a word and its translations a row: it travels with the artifact. */
export function createLexicon(listed: readonly (readonly string[])[], direction: Direction): Lexicon {
  const sourceKey = keyIn(direction.source);
  const targetKey = keyIn(direction.target);
  const bySource = new Map(listed.map(([word = '', ...translations]) => [sourceKey(word), translations]));
  const targets = new Set(listed.flatMap(([, ...translations]) => translations.map(targetKey)));
  return {
    // A sentence of one word (Run!) is no look-up: it asks for what one says, not for the dictionary's form.
    find: (text) => (/[.!?]\s*$/u.test(text) ? undefined : bySource.get(sourceKey(text))),
    isListed: (translation) => targets.has(targetKey(translation)),
  };
}
