/** Adjectives in both languages: before a noun, as a predicate, and compared. */
import type { KoreanWord } from '../korean-conjugation.ts';

export interface Adjective {
  english: string;
  comparative: string;
  superlative: string;
  word: KoreanWord;
  /** The form before a noun: 예쁜, 재미있는. */
  adnominal: string;
  /** Kinds of noun (or single nouns) it describes. */
  kinds: readonly string[];
  uses: ReadonlySet<string>;
  /** 1 praise, -1 complaint, 0 neither: what `but` sets against each other. */
  tone: -1 | 0 | 1;
}
