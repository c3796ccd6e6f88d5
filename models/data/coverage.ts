/** How much of an English text the word list, the rules of inflection and the grammar's lexicon reach. */
import { compare, inflectVerb, pluralise, type IrregularVerbs } from './english.ts';
import { textsOfLexicon, type LexiconRow } from './checks/text.ts';
import type { Word } from './words.ts';

export interface Vocabulary {
  /** Whether a word is known as it stands, inflected, contracted, or as a number. */
  reaches(word: string): boolean;
  /** How many of the words from here on are one entry (ice cream), 0 where the first is not known either. */
  match(words: readonly string[], from: number): number;
}

const MAX_ENTRY_WORDS = 5;
const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;
const CONTRACTED = /^(.+?)(?:n't|'(?:s|m|re|ve|ll|d|em))$/;

/** The words of an English text, in lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().replace(/’/g, "'").match(WORD) ?? [];

function inflections({ part, english }: Pick<Word, 'part' | 'english'>, irregular: IrregularVerbs): string[] {
  switch (part) {
    case 'noun':
    case 'name':
    case 'number':
      return [pluralise(english)];
    case 'verb':
    case 'auxiliary': {
      const { third, past, participle, ing } = inflectVerb(english, irregular);
      return [third, past, participle, ing];
    }
    case 'adjective':
    case 'adverb':
      return [...compare(english)];
    default:
      return [];
  }
}

/** The lexicon's tables as parts of speech. */
const PARTS: Readonly<Record<string, Word['part']>> = { verbs: 'verb', adjectives: 'adjective' };

function lexiconForms(entry: LexiconRow, irregular: IrregularVerbs): string[] {
  const part = PARTS[entry.table];
  return textsOfLexicon(entry)
    .filter(({ language }) => language === 'English')
    .flatMap(({ text }) => [text, ...(part ? inflections({ part, english: text }, irregular) : [])]);
}

/** A noun without its own plural in the table takes the regular one. */
const lexiconPlurals = ({ table, row }: LexiconRow): string[] =>
  table === 'nouns' && row['count'] === 'c' && !row['plural'] ? [pluralise(row['english'] ?? '')] : [];

export function createVocabulary(words: readonly Word[], lexicon: readonly LexiconRow[]): Vocabulary {
  const irregular: IrregularVerbs = new Map(
    lexicon
      .filter(({ table }) => table === 'irregular-verbs')
      .map(({ row }) => [row['base'] ?? '', [row['past'] ?? '', row['participle'] ?? '']]),
  );
  const entries = new Set<string>();
  for (const word of words) {
    const forms = word.lemma === undefined ? inflections(word, irregular) : [];
    for (const form of [word.english, ...forms]) entries.add(wordsOf(form).join(' '));
  }
  for (const row of lexicon) {
    for (const form of [...lexiconForms(row, irregular), ...lexiconPlurals(row)]) {
      entries.add(wordsOf(form).join(' '));
      // A pattern's words are said in any sentence of its frame, though the frame's slots come between them.
      for (const word of wordsOf(form)) entries.add(word);
    }
  }
  // Corpora that split contractions count their halves: don, t.
  const halves = new Set([...entries].filter((entry) => entry.includes("'")).flatMap((entry) => entry.split("'")));
  const reaches = (word: string): boolean => {
    if (entries.has(word) || halves.has(word) || /\d/.test(word)) return true;
    const [, base] = CONTRACTED.exec(word) ?? [];
    if (base !== undefined) return reaches(base);
    return word.includes('-') && word.split('-').every(reaches);
  };
  return {
    reaches,
    match(text, from) {
      for (let count = Math.min(MAX_ENTRY_WORDS, text.length - from); count > 1; count -= 1) {
        if (entries.has(text.slice(from, from + count).join(' '))) return count;
      }
      return reaches(text[from] ?? '') ? 1 : 0;
    },
  };
}

export interface Coverage {
  words: number;
  reached: number;
  /** The words not reached, the most frequent first. */
  missing: (readonly [word: string, count: number])[];
}

export function measureCoverage(sentences: readonly string[], vocabulary: Vocabulary): Coverage {
  const missing = new Map<string, number>();
  let total = 0;
  let reached = 0;
  for (const sentence of sentences) {
    const words = wordsOf(sentence);
    total += words.length;
    for (let at = 0; at < words.length;) {
      const count = vocabulary.match(words, at);
      const word = words[at] ?? '';
      if (count === 0) missing.set(word, (missing.get(word) ?? 0) + 1);
      reached += count;
      at += Math.max(count, 1);
    }
  }
  const byCount = [...missing].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { words: total, reached, missing: byCount };
}

/** The sentences of a file: one a line, or the first column of a table whose header begins with en or english. */
export function sentencesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [header = ''] = lines;
  if (!/^(?:en|english)\t/i.test(header)) return lines;
  return lines.slice(1).flatMap((line) => (line.split('\t', 1)[0] ?? '').split('|'));
}
