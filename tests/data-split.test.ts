/** Splits by meaning: nothing held out is met in training under another spelling, and no row moves another. */
import { createGrammarPart, drawHeldOut } from '../models/data/grammar-part.ts';
import { createGrammar, type Pair } from '../models/data/grammar/draw.ts';
import { englishKey, koreanMeaning } from '../models/data/key.ts';
import { createMeanings, partOfPair } from '../models/data/meaning.ts';
import { loadPhrases, type Phrase } from '../models/data/phrases.ts';
import { PARTS, splitCorpus, splitOf, type Part, type Split } from '../models/data/split.ts';
import type { Place } from '../models/data/tsv.ts';
import { loadWords, type Word } from '../models/data/words.ts';
import { createRandom } from '../models/random.ts';

const corpus = { words: loadWords(), phrases: loadPhrases() };
const split = splitCorpus(corpus);
const HELD_OUT = ['development', 'test'] as const;

const sides = ({ english, korean }: Phrase): string[] => [
  ...english.map((text) => `en ${englishKey(text)}`),
  ...korean.map((text) => `ko ${koreanMeaning(text)}`),
];
const sidesOfWord = ({ english, korean }: Word): string[] => [
  `en ${englishKey(english)}`,
  `ko ${koreanMeaning(korean[0] ?? '')}`,
];

const phrase = (english: string, korean: string): Phrase => ({
  topic: 'new',
  english: english.split('|'),
  korean: korean.split('|'),
  file: 'new.tsv',
  line: 1,
});

const formatPlace = ({ file, line }: Place): string => `${file}:${line}`;

function partOf<Row>(rows: Split<Row>, row: Row): Part | undefined {
  return PARTS.find((part) => rows[part].includes(row));
}

it.each(HELD_OUT)('no sentence of a %s phrase stands in training, in either language', (part) => {
  const trained = new Set([...split.phrases.train.flatMap(sides), ...split.words.train.flatMap(sidesOfWord)]);
  expect(split.phrases[part].flatMap(sides).filter((side) => trained.has(side))).toEqual([]);
});

it.each(HELD_OUT)('no %s word stands in training, in another form, part of speech or spelling', (part) => {
  const trained = new Set(split.words.train.flatMap(sidesOfWord));
  const lemmas = new Set(split.words.train.flatMap(({ english, lemma }) => [english, ...(lemma ? [lemma] : [])]));
  expect(split.words[part].flatMap(sidesOfWord).filter((side) => trained.has(side))).toEqual([]);
  expect(split.words[part].filter(({ english, lemma }) => lemmas.has(lemma ?? english))).toEqual([]);
});

it('development and test do not meet either', () => {
  const sidesInTest = new Set(split.phrases.test.flatMap(sides));
  expect(split.phrases.development.flatMap(sides).filter((side) => sidesInTest.has(side))).toEqual([]);
});

it('gives every row to one part, about eight tenths to training and one to each other', () => {
  for (const [rows, total] of [
    [split.words, corpus.words.length],
    [split.phrases, corpus.phrases.length],
  ] as const) {
    expect(PARTS.reduce((sum, part) => sum + rows[part].length, 0)).toBe(total);
    expect(rows.train.length / total).toBeGreaterThan(0.75);
    for (const part of HELD_OUT) {
      expect(rows[part].length / total).toBeGreaterThan(0.07);
      expect(rows[part].length / total).toBeLessThan(0.15);
    }
  }
});

it('moves nothing when rows are added elsewhere or stand in another order', () => {
  const stranger = phrase('The zebra yodels quietly.', '얼룩말이 조용히 요들을 불러요.');
  const changed = splitCorpus({
    words: corpus.words.toReversed(),
    phrases: [stranger, ...corpus.phrases.toReversed()],
  });
  for (const part of PARTS) {
    const phrases = changed.phrases[part].filter((row) => row !== stranger).toReversed();
    expect(phrases.map(formatPlace)).toEqual(split.phrases[part].map(formatPlace));
    expect(changed.words[part].toReversed().map(formatPlace)).toEqual(split.words[part].map(formatPlace));
  }
});

it.each([
  ['a sentence of theirs', phrase('Hi!|Hello!', '안녕!'), phrase('hello|Good day.', '좋은 날이에요.')],
  ['Korean, but for politeness', phrase('Thanks.', '고마워요.'), phrase('Cheers.', '고마워!')],
  ['content words', phrase("I don't like this noise.", '싫어요.'), phrase('We do not like the noise!', '시끄러워요.')],
  ['a chain', phrase('One.|Two.', '하나.'), phrase('Two!|Three!', '둘.')],
])('keeps rows together that share %s', (_, one, other) => {
  // Whatever else is there: with forty pairs, chance would not put each of them into one part.
  for (let count = 0; count < 40; count += 1) {
    const tag = (row: Phrase): Phrase => ({
      ...row,
      english: row.english.map((text) => `${text} ${count}`),
      korean: row.korean.map((text) => text.replace(/^/, `${count} `)),
    });
    const rows = [tag(one), tag(other)] as const;
    const { phrases } = splitCorpus({ words: [], phrases: rows });
    expect(partOf(phrases, rows[0])).toBe(partOf(phrases, rows[1]));
  }
});

it('keeps a phrase with the word that it is', () => {
  for (const word of corpus.words.filter(({ part }) => part === 'interjection').slice(0, 40)) {
    const row = phrase(`${word.english}!`, '처음 듣는 말이에요.');
    const { words, phrases } = splitCorpus({ words: [word], phrases: [row] });
    expect(partOf(phrases, row)).toBe(partOf(words, word));
  }
});

it('divides keys as ever', () => {
  // Were these to change, test sets that models were measured on would change with them.
  expect(['eat+bread', 'read+book', 'drink+coffee', 'en:hello'].map(splitOf)).toEqual([
    'development',
    'train',
    'train',
    'train',
  ]);
});

describe('the grammar', () => {
  const { meaningOf, groups } = createMeanings();

  it('gives a part only what falls into it and what no phrase of another part says', () => {
    const whole = createGrammar();
    for (const part of PARTS) {
      const others = new Set(
        PARTS.filter((other) => other !== part).flatMap((other) => split.phrases[other].flatMap(sides)),
      );
      const random = createRandom(7);
      const grammar = createGrammarPart(part, split.phrases, whole);
      const drawn = Array.from({ length: 300 }, () => grammar.draw(random));
      expect(drawn.filter((pair) => partOfPair(pair) !== part)).toEqual([]);
      const said = drawn.filter(
        ({ english, korean }) => others.has(`en ${englishKey(english)}`) || others.has(`ko ${koreanMeaning(korean)}`),
      );
      expect(said).toEqual([]);
    }
  });

  it('keeps every sentence of its development and test sets out of training', () => {
    const whole = createGrammar();
    const heldOut = drawHeldOut(split.phrases, whole);
    const sidesOf = ({ english, korean }: Pair): string[] => [
      `en ${englishKey(english)}`,
      `ko ${koreanMeaning(korean)}`,
    ];
    const said = new Set([...heldOut.development, ...heldOut.test].flatMap(sidesOf));
    expect(said.size).toBe(4 * heldOut.test.length); // no sentence twice
    const training = createGrammarPart('train', split.phrases, whole);
    const random = createRandom(9);
    const drawn = Array.from({ length: 50_000 }, () => training.draw(random));
    expect(drawn.flatMap(sidesOf).filter((side) => said.has(side))).toEqual([]);
  });

  it('has no sentence of either language in two parts, when divided by meaning', () => {
    const whole = createGrammar();
    const partOfSide = new Map<string, Part>();
    const counts: Record<Part, number> = { train: 0, development: 0, test: 0 };
    const met: string[] = [];
    const random = createRandom(20);
    const drawn = 100_000;
    for (let count = 0; count < drawn; count += 1) {
      const pair = whole.draw(random);
      const { english, korean, combination } = pair;
      const part = partOfPair(pair);
      counts[part] += 1;
      for (const side of [`en ${englishKey(english)}`, `ko ${koreanMeaning(korean)}`]) {
        if ((partOfSide.get(side) ?? part) !== part) met.push(`${side}: ${combination}`);
        partOfSide.set(side, part);
      }
    }
    expect(met).toEqual([]);
    for (const part of HELD_OUT) {
      expect(counts[part] / drawn).toBeGreaterThan(0.08);
      expect(counts[part] / drawn).toBeLessThan(0.12);
    }
  });

  it.each([
    ['rest', 'relax'],
    ['exercise', 'work out'],
    ['keep+dog', 'keep+puppy'],
    ['solve+problem', 'solve the problem'],
  ])('keeps %s with %s', (one, other) => {
    expect(meaningOf({ combination: one })).toBe(meaningOf({ combination: other }));
  });

  it('keeps meanings apart that only share a verb', () => {
    expect(meaningOf({ combination: 'eat+bread' })).not.toBe(meaningOf({ combination: 'eat+rice' }));
    expect(groups[0]?.length).toBeLessThan(40);
  });
});
