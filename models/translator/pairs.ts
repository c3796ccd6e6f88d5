/** What the translator learns from: the project's words, phrases and grammar, and tables of pairs from elsewhere. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { createGrammarPart, drawHeldOut, type GrammarPart } from '../data/grammar-part.ts';
import { englishKey, koreanMeaning } from '../data/key.ts';
import { loadPhrases, type Phrase } from '../data/phrases.ts';
import { createGroups, PARTS, splitCorpus, splitOf, type Part, type Split } from '../data/split.ts';
import { loadWords, type Word } from '../data/words.ts';
import type { Language } from '../../shared/language.ts';
import { tidyText } from './vocabulary.ts';

export interface Pair {
  english: string;
  korean: string;
}

export interface Direction {
  source: Language;
  target: Language;
}

export const DIRECTIONS = {
  'en-ko': { source: 'en', target: 'ko' },
  'ko-en': { source: 'ko', target: 'en' },
} as const satisfies Record<string, Direction>;
export type DirectionName = keyof typeof DIRECTIONS;

/** Every way to say one thing, the most usual first. */
export interface Meaning {
  source: readonly string[];
  target: readonly string[];
}

export interface Corpus {
  words: readonly Word[];
  phrases: Split<Phrase>;
  grammar: GrammarPart;
  /** Grammar pairs held out. */
  heldOut: { development: readonly Pair[]; test: readonly Pair[] };
  /** Pairs from elsewhere, split by sentence; none where no file is given. */
  pairs: Split<Pair>;
  /** Names in Latin letters and in Hangul. */
  names: Split<Pair>;
}

const column = v.pipe(v.string(), v.transform(tidyText), v.minLength(1), v.maxLength(1_000));

/** Reads two columns of text. @throws with file and line where one is not two filled fields. */
export function readPairs(file: string): Pair[] {
  const [, ...lines] = readFileSync(file, 'utf8').replace(/\n$/, '').split('\n');
  return lines.map((line, index) => {
    const [first, second] = line.split('\t');
    const row = v.safeParse(v.object({ english: column, korean: column }), { english: first, korean: second });
    if (!row.success) {
      throw new Error(`${file}:${index + 2}: ${row.issues[0].message}. It takes English, a TAB, and Korean.`);
    }
    return row.output;
  });
}

/** Divides pairs so that no sentence of either language stands in two parts. */
export function splitPairs(pairs: readonly Pair[]): Split<Pair> {
  const groups = createGroups();
  const keysOf = ({ english, korean }: Pair): string[] => [`en:${englishKey(english)}`, `ko:${koreanMeaning(korean)}`];
  for (const pair of pairs) groups.join(keysOf(pair));
  const split: Split<Pair> = { train: [], development: [], test: [] };
  for (const pair of pairs) split[splitOf(groups.nameOf(keysOf(pair)[0] ?? ''))].push(pair);
  return split;
}

export interface CorpusFiles {
  /** English and Korean; more text to learn from. */
  pairs?: string | undefined;
  /** Names in Latin letters and in Hangul. */
  names?: string | undefined;
}

export function loadCorpus(files: CorpusFiles): Corpus {
  const all = { words: loadWords(), phrases: loadPhrases() };
  const { phrases } = splitCorpus(all);
  const words = all.words;
  const heldOut = drawHeldOut(phrases);
  const pairs = splitPairs(files.pairs === undefined ? [] : readPairs(files.pairs));
  return {
    words,
    phrases: withoutWords(phrases, words),
    grammar: createGrammarPart('train', phrases, undefined, heldOut),
    heldOut,
    pairs: withoutHeldOut(pairs, phrases),
    names: splitPairs(files.names === undefined ? [] : readPairs(files.names)),
  };
}

/** All words are learnt, so a phrase that is a word cannot be held out. */
function withoutWords(phrases: Split<Phrase>, words: readonly Word[]): Split<Phrase> {
  const known = new Set(words.map(({ english }) => englishKey(english)));
  const isNew = ({ english }: Phrase): boolean => !english.some((text) => known.has(englishKey(text)));
  return {
    train: phrases.train,
    development: phrases.development.filter(isNew),
    test: phrases.test.filter(isNew),
  };
}

/** Pairs from elsewhere for training say nothing that a phrase held out says. */
function withoutHeldOut(pairs: Split<Pair>, phrases: Split<Phrase>): Split<Pair> {
  const taken = new Set(
    PARTS.filter((part: Part) => part !== 'train')
      .flatMap((part) => phrases[part])
      .flatMap(({ english, korean }) => [
        ...english.map((text) => `en:${englishKey(text)}`),
        ...korean.map((text) => `ko:${koreanMeaning(text)}`),
      ]),
  );
  const isFree = ({ english, korean }: Pair): boolean =>
    !taken.has(`en:${englishKey(english)}`) && !taken.has(`ko:${koreanMeaning(korean)}`);
  return { ...pairs, train: pairs.train.filter(isFree) };
}

/** Every sense of a spelling in one direction, the most usual first. */
export function wordMeanings(words: readonly Word[], { source }: Direction): Meaning[] {
  const meanings = new Map<string, { source: [string]; target: string[]; ranks: number[] }>();
  const add = (from: string, to: string, rank: number): void => {
    const key = source === 'en' ? englishKey(from) : koreanMeaning(from);
    let meaning = meanings.get(key);
    if (meaning === undefined) meanings.set(key, (meaning = { source: [from], target: [], ranks: [] }));
    if (meaning.target.includes(to)) return;
    meaning.target.push(to);
    meaning.ranks.push(rank);
  };
  for (const { english, korean, lemma } of words) {
    for (const [rank, text] of korean.entries()) {
      // Read from Korean, the English whose first sense it is comes first, and a lemma before its forms.
      if (source === 'en') add(english, text, 0);
      else add(text, english, rank + (lemma === undefined ? 0 : 0.5));
    }
  }
  return Array.from(meanings.values(), ({ source: from, target, ranks }) => ({
    source: from,
    target: target
      .map((text, index) => ({ text, rank: ranks[index] ?? 0 }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ text }) => text),
  }));
}

export const directed = ({ english, korean }: Phrase, { source }: Direction): Meaning =>
  source === 'en' ? { source: english, target: korean } : { source: korean, target: english };

export const directedPair = ({ english, korean }: Pair, { source }: Direction): { source: string; target: string } =>
  source === 'en' ? { source: english, target: korean } : { source: korean, target: english };

/** Everything that a dictionary of the training text has to look up: words, phrases, pairs from elsewhere, names. */
export function trainingPairs(corpus: Corpus, direction: Direction): { source: string; target: string }[] {
  const first = ({ source, target }: Meaning): { source: string; target: string }[] =>
    source.map((text) => ({ source: text, target: target[0] ?? '' }));
  return [
    ...wordMeanings(corpus.words, direction).flatMap(first),
    ...corpus.phrases.train.flatMap((phrase) => first(directed(phrase, direction))),
    ...corpus.pairs.train.map((pair) => directedPair(pair, direction)),
    ...corpus.names.train.map((pair) => directedPair(pair, direction)),
  ];
}
