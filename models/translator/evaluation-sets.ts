/** What a translator is measured on, one direction at a time: text that it was not trained on, and the listed words. */
import { createGrammar } from '../data/grammar/draw.ts';
import { englishKey, koreanMeaning } from '../data/key.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { misspellWords } from '../typos.ts';
import { toKeys } from '../hangul-keys.ts';
import { loadMisspellings } from './misspellings.ts';
import { directed, directedPair, wordMeanings, type Corpus, type Direction, type Pair } from './pairs.ts';
import type { Part } from '../data/split.ts';
import type { Task } from './vocabulary.ts';

export interface EvaluationItem {
  source: string;
  /** Any of these is right. */
  references: readonly string[];
}

export interface EvaluationSet {
  name: string;
  task: Task;
  items: EvaluationItem[];
}

export type HeldOutPart = Exclude<Part, 'train'>;

export interface SetOptions {
  part: HeldOutPart;
  /** At most so many of each set, spread over it. */
  limit: number;
  /** A table of real misspellings. */
  misspellings?: string | undefined;
  /** Names of which none is for training. */
  names?: readonly Pair[] | undefined;
  /** Draws of the grammar among which other ways to say a held-out sentence are looked for. */
  draws?: number;
  seed?: number;
}

/** Every so manieth of a list, so that what lies together is not all that is taken. */
export function spread<T>(list: readonly T[], limit: number): T[] {
  if (list.length <= limit) return [...list];
  return Array.from({ length: limit }, (_, index) => list[Math.floor((index * list.length) / limit)] as T);
}

/**
 * Grammar pairs with every translation that the grammar itself gives of their source, as far as so many draws show it:
 * it says "I'll leave a tip" in four ways.
 */
function withAlternatives(pairs: readonly Pair[], direction: Direction, draws: number, seed: number): EvaluationItem[] {
  if (pairs.length === 0) return [];
  const keyOf = direction.source === 'en' ? englishKey : koreanMeaning;
  const known = new Map<string, Set<string>>();
  for (const pair of pairs) known.set(keyOf(directedPair(pair, direction).source), new Set());
  const grammar = createGrammar();
  const random = createRandom(deriveSeed(seed, 77));
  for (let draw = 0; draw < draws; draw += 1) {
    const { source, target } = directedPair(grammar.draw(random), direction);
    known.get(keyOf(source))?.add(target);
  }
  return pairs.map((pair) => {
    const { source, target } = directedPair(pair, direction);
    return { source, references: [...new Set([target, ...(known.get(keyOf(source)) ?? [])])] };
  });
}

/** As typed: letters of Korean words are keys. */
const keysOf = (text: string): number => toKeys(text.toLowerCase()).length;
/** Words of which one letter may be wrong and the rest still tells which it was. */
const MIN_TYPO_KEYS = 5;

export function createEvaluationSets(corpus: Corpus, direction: Direction, options: SetOptions): EvaluationSet[] {
  const { part, limit, draws = 1_000_000, seed = 1 } = options;
  const random = createRandom(deriveSeed(seed, 5));
  const listed: EvaluationItem[] = wordMeanings(corpus.words, direction).map(({ source, target }) => ({
    source: source[0] ?? '',
    references: target,
  }));
  const long = spread(
    listed.filter(({ source }) => !/[\s.]/u.test(source) && keysOf(source) >= MIN_TYPO_KEYS),
    limit,
  );
  const misspelt = (items: readonly EvaluationItem[], errors: number): EvaluationItem[] =>
    items.map(({ source, references }) => ({
      source: misspellWords(source, random, { errors, minLetters: MIN_TYPO_KEYS }),
      references,
    }));
  const phrases = spread(corpus.phrases[part], limit).map((phrase) => {
    const { source, target } = directed(phrase, direction);
    return { source: source[0] ?? '', references: target };
  });
  const ofPairs = (pairs: readonly Pair[]): EvaluationItem[] =>
    spread(pairs, limit).map((pair) => {
      const { source, target } = directedPair(pair, direction);
      return { source, references: [target] };
    });
  const grammar = withAlternatives(spread(corpus.heldOut[part], limit), direction, draws, seed);
  const elsewhere = ofPairs(corpus.pairs[part]);
  // Into Korean, text from elsewhere is asked for in the plain style that most of it is in.
  const plain: Task = direction.target === 'ko' ? 'plain' : 'translate';
  const sets: EvaluationSet[] = [
    { name: 'words, listed', task: 'translate', items: spread(listed, 4 * limit) },
    { name: 'words, one typo', task: 'translate', items: misspelt(long, 1) },
    { name: 'words, two typos', task: 'translate', items: misspelt(long, 2) },
    { name: 'phrases', task: 'translate', items: phrases },
    { name: 'phrases, a typo a word', task: 'translate', items: misspelt(phrases, 1) },
    { name: 'grammar', task: 'translate', items: grammar },
    { name: 'grammar, a typo a word', task: 'translate', items: misspelt(grammar, 1) },
    { name: 'pairs', task: plain, items: elsewhere },
    { name: 'pairs, polite', task: 'translate', items: direction.target === 'ko' ? elsewhere : [] },
    { name: 'names', task: 'name', items: ofPairs(options.names ?? corpus.names[part]) },
  ];
  if (options.misspellings !== undefined && direction.source === 'en') {
    const byWord = new Map(listed.map((item) => [englishKey(item.source), item]));
    const items = loadMisspellings(options.misspellings).flatMap(({ misspelling, correct }) => {
      const word = byWord.get(englishKey(correct));
      return word === undefined || correct.length < MIN_TYPO_KEYS || byWord.has(englishKey(misspelling))
        ? []
        : [{ source: misspelling, references: word.references }];
    });
    sets.splice(3, 0, { name: 'words, real misspellings', task: 'translate', items: spread(items, limit) });
  }
  return sets.filter(({ items }) => items.length > 0);
}
