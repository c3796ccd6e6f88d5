import { createGrammar, type Pair } from '../models/data/grammar/draw.ts';
import { loadLexicon } from '../models/data/grammar/lexicon.ts';
import { LexiconError, parseTable } from '../models/data/grammar/tables.ts';
import { createRandom } from '../models/random.ts';

const DRAWS = 50_000;
const grammar = createGrammar();

function drawMany(seed: number, count: number): Pair[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => grammar.draw(random));
}

const pairs = drawMany(4, DRAWS);
const failing = (test: (pair: Pair) => boolean): Pair[] => pairs.filter(test).slice(0, 5);

describe('what is drawn', () => {
  test('the same seed gives the same pairs, another seed others', () => {
    const again = createGrammar();
    const random = createRandom(9);
    const first = Array.from({ length: 500 }, () => again.draw(random));
    expect(drawMany(9, 500)).toEqual(first);
    expect(drawMany(10, 500)).not.toEqual(first);
  });

  test('English is ASCII, begins with a capital and ends as a sentence', () => {
    expect(failing(({ english }) => !/^[A-Z][A-Za-z0-9 ,'-]*[.?!]$/.test(english))).toEqual([]);
  });

  test('Korean is Hangul and digits, NFC, and ends as a sentence', () => {
    const letters = /TV|PC|USB|ATM|MP3|PDF/g;
    expect(failing(({ korean }) => !/^[가-힣0-9 ,]+[.?!]$/.test(korean.replace(letters, '가')))).toEqual([]);
    expect(failing(({ korean }) => korean !== korean.normalize('NFC'))).toEqual([]);
  });

  test('no gaps: single spaces, both sides asking or neither', () => {
    expect(failing(({ english, korean }) => /\s\s|\s[.?!]|undefined/.test(english + korean))).toEqual([]);
  });

  test('every sentence is polite', () => {
    expect(failing(({ korean }) => !/(?:요|시다)[.?!]$/.test(korean))).toEqual([]);
  });

  test('particles agree with what they follow', () => {
    const open = (syllable: string): boolean => (syllable.charCodeAt(0) - 0xac00) % 28 === 0;
    const wrong = ({ korean }: Pair): boolean =>
      [...korean.matchAll(/([가-힣])(을|를) (?!거|수|줄|계획|것|때|게)/g)].some(
        ([, before = '', name]) => open(before) !== (name === '를') && !/[마가노]을/.test(before + (name ?? '')),
      );
    expect(failing(wrong)).toEqual([]);
  });

  test('articles agree with what they precede', () => {
    expect(failing(({ english }) => /\b[Aa] [aeio]/.test(english) && !/\b[Aa] one/.test(english))).toEqual([]);
    expect(failing(({ english }) => /\b[Aa]n [bcdfgjklmnpqrstvwxz]/.test(english))).toEqual([]);
  });

  test('every pair names its rule and its combination', () => {
    expect(failing(({ rule, combination }) => !grammar.rules.includes(rule) || combination === '')).toEqual([]);
    expect(new Set(grammar.rules).size).toBe(grammar.rules.length);
  });

  test('every rule is drawn, and most sentences are new', () => {
    expect(new Set(pairs.map(({ rule }) => rule)).size).toBe(grammar.rules.length);
    expect(new Set(pairs.map(({ english }) => english)).size).toBeGreaterThan(DRAWS * 0.9);
  });
});

describe('lexicon', () => {
  const lexicon = loadLexicon();
  const verbs = new Set(lexicon.frames.map(({ key, word }) => `${key}/${word.dictionary}`));

  test('is as broad as promised', () => {
    expect(verbs.size).toBeGreaterThanOrEqual(600);
    expect(new Set(lexicon.frames.map(({ verb }) => verb.base)).size).toBeGreaterThanOrEqual(600);
    expect(lexicon.nouns.size).toBeGreaterThanOrEqual(1500);
    expect(new Set(lexicon.adjectives.map(({ english }) => english)).size).toBeGreaterThanOrEqual(400);
  });

  test('a word that a kind shares its name with is taken as the word', () => {
    const kinds = new Set([...lexicon.nouns.values()].flatMap((noun) => [...noun.kinds]));
    expect([...kinds].filter((kind) => lexicon.nouns.has(kind))).toEqual([]);
  });

  test('a mistake is reported with its place', () => {
    expect(() => parseTable('a\tb\n1\t2\t3\n', 'x.tsv')).toThrow(LexiconError);
    expect(() => parseTable('a\tb\n1\t2\t3\n', 'x.tsv')).toThrow('x.tsv:2');
  });
});
