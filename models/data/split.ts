/**
 * Training, development and test, made by meaning and not by row. Rows that share a sentence under any spelling, in
 * either language, are one group, and the group's smallest key decides where all of it goes. A row's part is so a
 * function of what it says: rows added or moved elsewhere change nothing, and nobody keeps a list.
 */
import { contentKey, englishKey, koreanMeaning } from './key.ts';
import { loadPhrases, type Phrase } from './phrases.ts';
import { loadWords, type Word } from './words.ts';

export const PARTS = ['train', 'development', 'test'] as const;
export type Part = (typeof PARTS)[number];
export type Split<Row> = Record<Part, Row[]>;

/** FNV-1a over UTF-16 units, its bits mixed once more as the last ones decide. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Eight tenths of all keys are for training, a tenth each for development and test. */
export function splitOf(key: string): Part {
  const tenth = hash(key) % 10;
  return tenth < 8 ? 'train' : tenth === 8 ? 'development' : 'test';
}

/** Groups of keys that belong together (union-find); a group's name is its smallest key. */
interface Groups {
  /** Puts all of these into one group. */
  join(keys: readonly string[]): void;
  nameOf(key: string): string;
}

export function createGroups(): Groups {
  const parents = new Map<string, string>();
  const nameOf = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    for (let node = key; node !== root;) {
      const next = parents.get(node) ?? root;
      parents.set(node, root);
      node = next;
    }
    return root;
  };
  return {
    nameOf,
    join(keys) {
      const [smallest = '', ...others] = keys.map(nameOf).sort();
      parents.set(smallest, smallest);
      for (const other of others) parents.set(other, smallest);
    },
  };
}

/** Keys begin with their language, as the two may not meet by chance. */
const inEnglish = (text: string): string => `en:${englishKey(text)}`;
const inKorean = (text: string): string => `ko:${koreanMeaning(text)}`;

/** All that a phrase says, and its content words. */
const keysOfPhrase = ({ english, korean }: Phrase): string[] => [
  ...english.map(inEnglish),
  ...english.flatMap((text) => contentKey(text) ?? []).map((key) => `content:${key}`),
  ...korean.map(inKorean),
];

/**
 * A word goes with its other parts of speech, with the word it is a form of, and with those of the same first Korean
 * (color and colour). Not with those of any same Korean: by way of 것 and 하다, half of the list would be one group.
 */
const keysOfWord = ({ english, lemma, korean }: Word): string[] => [
  inEnglish(english),
  ...(lemma === undefined ? [] : [inEnglish(lemma)]),
  ...korean.slice(0, 1).map(inKorean),
];

export interface Corpus {
  words: readonly Word[];
  phrases: readonly Phrase[];
}

/**
 * Words and phrases are divided together: "Congratulations!" is both.
 *
 * No sentence of a phrase held out, in either language, stands in a phrase or as the English or first Korean of a word
 * for training.
 */
export function splitCorpus({ words, phrases }: Corpus): { words: Split<Word>; phrases: Split<Phrase> } {
  const groups = createGroups();
  const keysOfRows = <Row>(rows: readonly Row[], keysOf: (row: Row) => string[]): string[] =>
    rows.map((row) => {
      const keys = keysOf(row);
      groups.join(keys);
      return keys[0] ?? '';
    });
  const wordKeys = keysOfRows(words, keysOfWord);
  const phraseKeys = keysOfRows(phrases, keysOfPhrase);
  const divide = <Row>(rows: readonly Row[], keys: readonly string[]): Split<Row> => {
    const split: Split<Row> = { train: [], development: [], test: [] };
    for (const [index, row] of rows.entries()) split[splitOf(groups.nameOf(keys[index] ?? ''))].push(row);
    return split;
  };
  return { words: divide(words, wordKeys), phrases: divide(phrases, phraseKeys) };
}

const loadCorpus = (): Corpus => ({ words: loadWords(), phrases: loadPhrases() });

/** The phrases in three parts. */
export const splitPhrases = (corpus = loadCorpus()): Split<Phrase> => splitCorpus(corpus).phrases;

/** The words in three parts. */
export const splitWords = (corpus = loadCorpus()): Split<Word> => splitCorpus(corpus).words;
