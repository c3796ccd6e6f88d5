/** The grammar for training, development or test: what is held out is held out of its draws too. */
import { createGrammar, type Pair } from './grammar/draw.ts';
import { englishKey, koreanMeaning } from './key.ts';
import { PARTS, splitOf, splitPhrases, type Part, type Split } from './split.ts';
import type { Phrase } from './phrases.ts';
import type { Random } from '../random.ts';

export interface GrammarPart {
  /** The next pair of this part. */
  draw(random: Random): Pair;
}

/** Enough for a part of one tenth; a part that is never met is a mistake, not bad luck. */
const MAX_TRIES = 10_000;

/**
 * A draw belongs to the part that its combination of content words falls into, and to no other than that of a phrase
 * which says the same.
 */
export function createGrammarPart(
  part: Part,
  phrases: Split<Phrase> = splitPhrases(),
  grammar = createGrammar(),
): GrammarPart {
  const others = new Set<string>();
  for (const other of PARTS) {
    if (other === part) continue;
    for (const phrase of phrases[other]) {
      for (const text of phrase.english) others.add(englishKey(text));
      for (const text of phrase.korean) others.add(koreanMeaning(text));
    }
  }
  const isOurs = ({ english, korean, combination }: Pair): boolean =>
    splitOf(combination) === part && !others.has(englishKey(english)) && !others.has(koreanMeaning(korean));
  return {
    draw(random) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const pair = grammar.draw(random);
        if (isOurs(pair)) return pair;
      }
      throw new Error(`The grammar gave no pair for ${part} in ${MAX_TRIES} draws.`);
    },
  };
}
