/** The grammar for training, development or test: what is held out is held out of its draws too. */
import { createGrammar, type Grammar, type Pair } from './grammar/draw.ts';
import { englishKey, koreanMeaning } from './key.ts';
import { partOfPair } from './meaning.ts';
import { PARTS, splitPhrases, type Part, type Split } from './split.ts';
import type { Phrase } from './phrases.ts';
import { createRandom, type Random } from '../random.ts';

export interface GrammarPart {
  /** The next pair of this part. */
  draw(random: Random): Pair;
}

/** Pairs of the development and of the test set, each. */
export const HELD_OUT = 5_000;
const SEEDS = { development: 1, test: 2 } as const;
/** Enough for a part of one tenth; a part that is never met is a mistake, not bad luck. */
const MAX_TRIES = 10_000;

/** What a sentence says, by which it is known under any spelling, in either language. */
const keysOf = ({ english, korean }: Pair): [string, string] => [
  `en:${englishKey(english)}`,
  `ko:${koreanMeaning(korean)}`,
];

/** Draws until a pair is wanted. */
function drawWanted(grammar: Grammar, random: Random, isWanted: (pair: Pair) => boolean): Pair {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const pair = grammar.draw(random);
    if (isWanted(pair)) return pair;
  }
  throw new Error(`The grammar gave no pair that is wanted in ${MAX_TRIES} draws.`);
}

/** The keys of everything that the phrases of some parts say. */
function phraseKeys(phrases: Split<Phrase>, parts: readonly Part[]): Set<string> {
  const keys = new Set<string>();
  for (const { english, korean } of parts.flatMap((part) => phrases[part])) {
    for (const text of english) keys.add(`en:${englishKey(text)}`);
    for (const text of korean) keys.add(`ko:${koreanMeaning(text)}`);
  }
  return keys;
}

/** The sentences of one set, all different, whose combinations are held out and which no phrase of another part says. */
function drawSet(grammar: Grammar, part: keyof typeof SEEDS, taken: Set<string>): Pair[] {
  const random = createRandom(SEEDS[part]);
  return Array.from({ length: HELD_OUT }, () => {
    const pair = drawWanted(
      grammar,
      random,
      (candidate) => partOfPair(candidate) === part && keysOf(candidate).every((key) => !taken.has(key)),
    );
    for (const key of keysOf(pair)) taken.add(key);
    return pair;
  });
}

/**
 * The development and the test set: the same pairs each time, combinations of words that no training draw has, and no
 * sentence in both.
 */
export function drawHeldOut(
  phrases: Split<Phrase> = splitPhrases(),
  grammar = createGrammar(),
): Record<keyof typeof SEEDS, Pair[]> {
  const development = drawSet(grammar, 'development', phraseKeys(phrases, ['train', 'test']));
  const taken = phraseKeys(phrases, ['train', 'development']);
  for (const key of development.flatMap(keysOf)) taken.add(key);
  return { development, test: drawSet(grammar, 'test', taken) };
}

/**
 * Pairs of one part. Those of development and test are of the fixed sets; one for training means something of that part
 * (see meaning.ts) and, to be sure, is no sentence, in either language, that a held-out pair or phrase says.
 */
export function createGrammarPart(
  part: Part,
  phrases: Split<Phrase> = splitPhrases(),
  grammar = createGrammar(),
  heldOut = drawHeldOut(phrases, grammar),
): GrammarPart {
  if (part !== 'train') {
    const pairs = heldOut[part];
    return { draw: (random) => pairs[Math.floor(random.uniform() * pairs.length)] as Pair };
  }
  const taken = phraseKeys(
    phrases,
    PARTS.filter((other) => other !== 'train'),
  );
  for (const key of [...heldOut.development, ...heldOut.test].flatMap(keysOf)) taken.add(key);
  return {
    draw: (random) =>
      drawWanted(
        grammar,
        random,
        (pair) => partOfPair(pair) === 'train' && keysOf(pair).every((key) => !taken.has(key)),
      ),
  };
}
