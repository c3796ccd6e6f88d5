/**
 * The synchronous English-Korean grammar: each draw composes one sentence in both languages from the lexicon, by one
 * rule. A seed gives the same pairs on every machine.
 */
import type { Random } from '../../random.ts';
import { weighted } from './choice.ts';
import { createKit, NONE } from './kit.ts';
import { loadLexicon } from './lexicon.ts';
import { RULES } from './rules.ts';

export interface Pair {
  english: string;
  korean: string;
  /** The rule that made it. */
  rule: string;
  /** Its content words as a stable key (`eat+bread`): combinations are held out by it. */
  combination: string;
}

export interface Grammar {
  draw(random: Random): Pair;
  rules: readonly string[];
}

export function createGrammar(): Grammar {
  const kit = createKit(loadLexicon());
  const rules = RULES.flatMap((create) => create(kit));
  const choose = weighted(rules, (rule) => rule.weight);
  return {
    rules: rules.map(({ name }) => name),
    draw(random) {
      for (;;) {
        const rule = choose(random);
        const drawn = rule.draw(random);
        if (drawn !== NONE) return { ...drawn, rule: rule.name };
      }
    },
  };
}
