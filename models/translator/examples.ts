/**
 * Draws training examples: the corpus in fixed shares, and the noise of real typing, so that the network also reads what
 * is misspelt, without punctuation, or about someone it does not know.
 */
import { particle } from '../data/korean.ts';
import type { Random } from '../random.ts';
import { misspell } from '../typos.ts';
import { directed, directedPair, wordMeanings, type Corpus, type Direction, type Meaning, type Pair } from './pairs.ts';
import { PLACEHOLDERS } from './protect.ts';
import type { Task } from './vocabulary.ts';

export interface Example {
  source: string;
  target: string;
  task: Task;
}

/** How often an example is of what kind; kinds that a corpus lacks leave their share to the others. */
export const SHARES = { grammar: 0.45, words: 0.2, phrases: 0.16, pairs: 0.09, names: 0.1 };

export interface Noise {
  /** Of the examples, how many have one typing error, of single words more, and how many have two. */
  typo: number;
  wordTypo: number;
  manyTypos: number;
  /** No stop at the end, on both sides. */
  unpunctuated: number;
  /** A name, where there is one, becomes another one, or a placeholder. */
  otherName: number;
  placeholder: number;
}

export const NOISE: Noise = {
  typo: 0.2,
  wordTypo: 0.4,
  manyTypos: 0.05,
  unpunctuated: 0.15,
  otherName: 0.3,
  placeholder: 0.2,
};

const POLITE = /(?:요|니다|니까|시오)[\s.?!~,…)"']*$/u;

/** Plain style, of sentences that end in it; what is no sentence (안녕!) has no style. */
export const taskOf = (korean: string): Task =>
  POLITE.test(korean) || !/[다어아해자니야지네래걸까]\W*$/u.test(korean) ? 'translate' : 'plain';

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random.uniform() * list.length)] as T;

/** Mostly the most usual way to say it. */
function pickUsual(list: readonly string[], random: Random): string {
  return random.uniform() < 0.6 ? (list[0] ?? '') : pick(list, random);
}

/** Particles with two shapes that may follow a name. */
const FOLLOWING = '(이었어요|였어요|이에요|예요|이라고|라고|으로|로|이랑|랑|이나|나|은|는|이|가|을|를|과|와)?';

/** A name exchanged for another, in both languages, with the particle that the new one asks for. */
export function exchangeName({ english, korean }: Pair, name: Pair, other: Pair): Pair | undefined {
  const inEnglish = new RegExp(`(?<![\\p{L}'])${name.english}(?![\\p{L}])`, 'gu');
  const inKorean = new RegExp(`(?<!\\p{L})${name.korean}${FOLLOWING}(?!\\p{L})`, 'gu');
  const found = korean.match(inKorean)?.length ?? 0;
  if (found === 0 || found !== english.match(inEnglish)?.length) return undefined;
  return {
    english: english.replace(inEnglish, other.english),
    korean: korean.replace(inKorean, (_, after: string | undefined) =>
      after === undefined ? other.korean : other.korean + particle(other.korean, after),
    ),
  };
}

export interface ExampleSource {
  draw(random: Random): Example;
}

export function createExampleSource(corpus: Corpus, direction: Direction, noise: Noise = NOISE): ExampleSource {
  const words = wordMeanings(corpus.words, direction);
  const phrases = corpus.phrases.train.map((phrase) => directed(phrase, direction));
  const names = corpus.words
    .filter(({ part, english }) => part === 'name' && /^[A-Z]\p{L}+$/u.test(english))
    .map(({ english, korean }): Pair => ({ english, korean: korean[0] ?? '' }))
    .filter(({ korean }) => korean.length > 1 && !korean.includes(' '));
  const byEnglish = new Map(names.map((name) => [name.english, name]));

  const rename = (pair: Pair, random: Random): Pair => {
    const known = pair.english.match(/\b[A-Z]\p{L}+/gu)?.flatMap((word) => byEnglish.get(word) ?? []) ?? [];
    const chance = random.uniform();
    if (known.length === 0 || chance >= noise.otherName + noise.placeholder) return pair;
    const placeholder = pick(PLACEHOLDERS, random);
    const other = chance < noise.otherName ? pick(names, random) : { english: placeholder, korean: placeholder };
    return exchangeName(pair, pick(known, random), other) ?? pair;
  };
  const meaningExample = ({ source, target }: Meaning, random: Random): Example => {
    const example = { source: pick(source, random), target: pickUsual(target, random) };
    return { ...example, task: direction.target === 'ko' ? taskOf(example.target) : 'translate' };
  };
  const pairExample = (pair: Pair, random: Random): Example => {
    const renamed = rename(pair, random);
    const task = direction.target === 'ko' ? taskOf(pair.korean) : 'translate';
    return { ...directedPair(renamed, direction), task };
  };
  const kinds: Record<keyof typeof SHARES, { count: number; draw: (random: Random) => Example }> = {
    grammar: { count: 1, draw: (random) => pairExample(corpus.grammar.draw(random), random) },
    words: {
      count: words.length,
      draw(random) {
        const { source, target } = pick(words, random);
        // The most usual sense is the answer; the others are what else is likely.
        return {
          source: source[0] ?? '',
          target: random.uniform() < 0.85 ? (target[0] ?? '') : pick(target, random),
          task: 'translate',
        };
      },
    },
    phrases: { count: phrases.length, draw: (random) => meaningExample(pick(phrases, random), random) },
    pairs: {
      count: corpus.pairs.train.length,
      draw: (random) => pairExample(pick(corpus.pairs.train, random), random),
    },
    names: {
      count: corpus.names.train.length,
      draw: (random) => ({ ...directedPair(pick(corpus.names.train, random), direction), task: 'name' }),
    },
  };
  const present = Object.entries(SHARES)
    .map(([kind, share]) => ({
      share,
      typo: kind === 'words' ? noise.wordTypo : noise.typo,
      ...kinds[kind as keyof typeof SHARES],
    }))
    .filter(({ count }) => count > 0);
  const total = present.reduce((sum, { share }) => sum + share, 0);

  const disturb = (example: Example, typo: number, random: Random): Example => {
    let { source, target } = example;
    if (random.uniform() < noise.unpunctuated && /[.!]$/.test(source) && /[.!]$/.test(target)) {
      source = source.replace(/[.!]+$/, '');
      target = target.replace(/[.!]+$/, '');
    }
    const chance = example.task === 'name' ? 1 : random.uniform();
    if (chance < typo + noise.manyTypos) source = misspell(source, random);
    if (chance < noise.manyTypos) source = misspell(source, random);
    return { ...example, source, target };
  };
  return {
    draw(random) {
      let chance = random.uniform() * total;
      const kind = present.find(({ share }) => (chance -= share) < 0) ?? present[0];
      if (kind === undefined) throw new Error('There is nothing to learn from.');
      return disturb(kind.draw(random), kind.typo, random);
    },
  };
}
