/** Counts everything: what the README and the goals speak of, measured instead of written down. */
import { createRandom } from '../random.ts';
import { table } from '../report.ts';
import { readLexicon } from './check.ts';
import type { LexiconRow } from './checks/text.ts';
import { createVocabulary } from './coverage.ts';
import { createGrammar } from './grammar/draw.ts';
import { partOfPair } from './meaning.ts';
import { loadPhrases, type Phrase } from './phrases.ts';
import { PARTS, splitCorpus, type Part } from './split.ts';
import { missingFrequentWords } from './subtlex.ts';
import { loadWords, type Word } from './words.ts';

const FREQUENT_WORDS = 3000;
/** Draws by which the speed is taken, after those that are counted have warmed it up. */
const TIMED_DRAWS = 50_000;

type Counts = Record<string, number>;

export interface Stats {
  words: { rows: number; distinct: number; alternatives: number; profane: number; byPart: Counts };
  phrases: { rows: number; english: number; korean: number; topics: Counts };
  lexicon: Counts;
  /** Rows by part; of the grammar, draws. */
  split: Record<'words' | 'phrases' | 'grammar', Record<Part, number>>;
  wordsPerSentence: Record<'phrases' | 'grammar', { english: number; korean: number }>;
  grammar: {
    rules: number;
    draws: number;
    distinctEnglish: number;
    distinctKorean: number;
    distinctPairs: number;
    pairsPerSecond: number;
  };
  subtlex: { words: number; missing: string[] };
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Counts {
  const counts: Counts = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const countWords = (text: string): number => text.split(' ').length;
const mean = (texts: readonly string[]): number => sum(texts.map(countWords)) / Math.max(texts.length, 1);

function countLexicon(rows: readonly LexiconRow[]): Counts {
  const { verbs: frames = 0, ...others } = countBy(rows, ({ table }) => table);
  const verbs = rows.filter(({ table }) => table === 'verbs');
  const english = verbs.map(({ row }) => (row['english'] ?? '').split(' ').at(0) ?? '');
  const korean = verbs.map(({ row }) => (row['korean'] ?? '').split(' ').at(-1) ?? '');
  return {
    ...others,
    frames,
    'English verbs': new Set(english).size,
    'Korean verbs': new Set(korean).size,
    'verb pairs': new Set(english.map((verb, index) => `${verb} ${korean[index] ?? ''}`)).size,
  };
}

function countWordList(words: readonly Word[]): Stats['words'] {
  return {
    rows: words.length,
    distinct: new Set(words.map(({ english }) => english)).size,
    alternatives: sum(words.map(({ korean }) => korean.length)),
    profane: words.filter(({ profane }) => profane).length,
    byPart: countBy(words, ({ part }) => part),
  };
}

function countPhrases(phrases: readonly Phrase[]): Stats['phrases'] {
  return {
    rows: phrases.length,
    english: sum(phrases.map(({ english }) => english.length)),
    korean: sum(phrases.map(({ korean }) => korean.length)),
    topics: countBy(phrases, ({ topic }) => topic),
  };
}

function drawGrammar(
  seed: number,
  draws: number,
): Pick<Stats, 'grammar'> & { parts: Record<Part, number>; words: { english: number; korean: number } } {
  const grammar = createGrammar();
  const random = createRandom(seed);
  const [english, korean, pairs] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const parts = { train: 0, development: 0, test: 0 };
  const words = { english: 0, korean: 0 };
  for (let drawn = 0; drawn < draws; drawn += 1) {
    const pair = grammar.draw(random);
    english.add(pair.english);
    korean.add(pair.korean);
    pairs.add(`${pair.english}\t${pair.korean}`);
    parts[partOfPair(pair)] += 1;
    words.english += countWords(pair.english) / draws;
    words.korean += countWords(pair.korean) / draws;
  }
  const startedMs = performance.now();
  for (let drawn = 0; drawn < TIMED_DRAWS; drawn += 1) grammar.draw(random);
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    grammar: {
      rules: grammar.rules.length,
      draws,
      distinctEnglish: english.size,
      distinctKorean: korean.size,
      distinctPairs: pairs.size,
      pairsPerSecond: Math.round(TIMED_DRAWS / seconds),
    },
    parts,
    words,
  };
}

export function countAll(seed: number, draws: number): Stats {
  const [words, phrases, lexicon] = [loadWords(), loadPhrases(), readLexicon()];
  const split = splitCorpus({ words, phrases });
  const rowsByPart = (rows: Record<Part, readonly unknown[]>): Record<Part, number> => ({
    train: rows.train.length,
    development: rows.development.length,
    test: rows.test.length,
  });
  const drawn = drawGrammar(seed, draws);
  return {
    words: countWordList(words),
    phrases: countPhrases(phrases),
    lexicon: countLexicon(lexicon),
    split: { words: rowsByPart(split.words), phrases: rowsByPart(split.phrases), grammar: drawn.parts },
    wordsPerSentence: {
      phrases: {
        english: mean(phrases.flatMap(({ english }) => english)),
        korean: mean(phrases.flatMap(({ korean }) => korean)),
      },
      grammar: drawn.words,
    },
    grammar: drawn.grammar,
    subtlex: {
      words: FREQUENT_WORDS,
      missing: missingFrequentWords(FREQUENT_WORDS, createVocabulary(words, lexicon)),
    },
  };
}

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
const list = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ');

/** The same for people. */
export function describeStats({ words, phrases, lexicon, split, wordsPerSentence, grammar, subtlex }: Stats): string {
  const covered = subtlex.words - subtlex.missing.length;
  const missing = subtlex.missing.length === 0 ? '' : `; missing: ${subtlex.missing.join(', ')}`;
  const averages = Object.entries(wordsPerSentence).map(([name, { english, korean }]) => [
    name,
    number(english),
    number(korean),
  ]);
  return [
    `words: ${number(words.distinct)} in ${number(words.rows)} rows with ${number(words.alternatives)} Korean, ${number(words.profane)} marked profane`,
    `  ${list(words.byPart)}`,
    `  of the ${number(subtlex.words)} most frequent words of film subtitles ${number(covered)}${missing}`,
    `phrases: ${number(phrases.rows)} with ${number(phrases.english)} English and ${number(phrases.korean)} Korean sentences, ${Object.keys(phrases.topics).length} topics`,
    `  ${list(phrases.topics)}`,
    `grammar: ${number(grammar.rules)} rules; ${list(lexicon)}`,
    `  ${number(grammar.draws)} draws: ${number(grammar.distinctEnglish)} English, ${number(grammar.distinctKorean)} Korean sentences, ${number(grammar.distinctPairs)} pairs; ${number(grammar.pairsPerSecond)} pairs a second`,
    'parts (of the grammar: draws)',
    table([
      ['', ...PARTS],
      ...Object.entries(split).map(([name, parts]) => [name, ...PARTS.map((part) => number(parts[part]))]),
    ]),
    'words in a sentence',
    table([['', 'English', 'Korean'], ...averages]),
  ].join('\n');
}
