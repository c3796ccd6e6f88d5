/** A few pairs to read, drawn by seed: the same seed gives the same ones. */
import { createRandom } from '../random.ts';
import { createGrammarPart } from './grammar-part.ts';
import { createGrammar } from './grammar/draw.ts';
import { loadPhrases } from './phrases.ts';
import { splitCorpus, type Part } from './split.ts';
import { loadWords } from './words.ts';

export const ORIGINS = ['words', 'phrases', 'grammar'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface SampleOptions {
  from: Origin;
  seed: number;
  count: number;
  /** Only what is held for this; all of it otherwise. */
  part?: Part | undefined;
}

/** English, Korean (alternatives after `|`), and where it is from: part of speech, topic or rule. */
export type Sampled = readonly [english: string, korean: string, origin: string];

function sampleGrammar({ seed, count, part }: SampleOptions): Sampled[] {
  const grammar = part === undefined ? createGrammar() : createGrammarPart(part);
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const { english, korean, rule } = grammar.draw(random);
    return [english, korean, rule];
  });
}

function listCorpus(from: 'words' | 'phrases', part: Part | undefined): Sampled[] {
  const corpus = { words: loadWords(), phrases: loadPhrases() };
  const split = part === undefined ? undefined : splitCorpus(corpus);
  const [words, phrases] = part && split ? [split.words[part], split.phrases[part]] : [corpus.words, corpus.phrases];
  return from === 'words'
    ? words.map((word) => [word.english, word.korean.join('|'), word.part])
    : phrases.map(({ english, korean, topic }) => [english.join('|'), korean.join('|'), topic]);
}

export function sample(options: SampleOptions): Sampled[] {
  const { from, seed, count, part } = options;
  if (from === 'grammar') return sampleGrammar(options);
  const rows = listCorpus(from, part);
  const order = createRandom(seed).permutation(rows.length).slice(0, count);
  return Array.from(order, (index) => rows[index]).filter((row) => row !== undefined);
}
