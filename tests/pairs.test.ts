/** Pairs of text from elsewhere, the meanings of the word list, and the list as it is looked up. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { englishKey, koreanMeaning } from '../models/data/key.ts';
import { PARTS } from '../models/data/split.ts';
import { createLexicon } from '../models/translator/lexicon.ts';
import {
  DIRECTIONS,
  readPairs,
  splitPairs,
  trainingPairs,
  wordMeanings,
  type Pair,
} from '../models/translator/pairs.ts';
import { createToyCorpus, word } from './translator-support.ts';

describe('a table of pairs', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'pairs-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (text: string): Pair[] => {
    const file = path.join(folder, 'pairs.tsv');
    writeFileSync(file, text);
    return readPairs(file);
  };

  it('is read from its second line on, tidied, further columns left out', () => {
    const text = 'english\tkorean\nI’m  home.\t집이에요.\t5\nYes\t네'.normalize('NFD');
    expect(read(text)).toEqual([
      { english: "I'm home.", korean: '집이에요.' },
      { english: 'Yes', korean: '네' },
    ]);
    expect(read('english\tkorean\n')).toEqual([]);
    expect(read('english\tkorean\r\nYes\t네\r\n')).toEqual([{ english: 'Yes', korean: '네' }]);
  });

  it.each([
    ['no TAB', 'Yes\t네\nNo\n', 3],
    ['nothing before it', '\t네\n', 2],
    ['nothing after it', 'Yes\t네\nYes\t네\nNo\t\n', 4],
    ['only a space after it', 'No\t \n', 2],
    ['an empty line', 'Yes\t네\n\nNo\t아니요\n', 3],
    ['a text of more than a thousand characters', `${'a'.repeat(1001)}\t네\n`, 2],
  ])('with %s is refused, with file, line and what to write', (_, lines, line) => {
    expect(() => read(`english\tkorean\n${lines}`)).toThrow(
      new RegExp(`pairs\\.tsv:${line}: .+ It takes English, a TAB, and Korean\\.$`),
    );
  });
});

describe('pairs in three parts', () => {
  const text = (language: string) => fc.integer({ min: 0, max: 60 }).map((number) => `${language} ${number}`);
  const pairs = fc.array(fc.record({ english: text('Say'), korean: text('말') }), { maxLength: 80 });

  it('keep a sentence of either language, in any spelling, on one side', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const split = splitPairs(
          list.flatMap((pair) => [pair, { english: `${pair.english.toUpperCase()}!`, korean: `${pair.korean}요.` }]),
        );
        const partsOf = new Map<string, Set<string>>();
        for (const part of PARTS) {
          for (const { english, korean } of split[part]) {
            for (const key of [englishKey(english), koreanMeaning(korean)]) {
              partsOf.set(key, (partsOf.get(key) ?? new Set()).add(part));
            }
          }
        }
        for (const parts of partsOf.values()) expect(parts.size).toBe(1);
        expect(PARTS.reduce((sum, part) => sum + split[part].length, 0)).toBe(2 * list.length);
      }),
    );
  });

  it('are about eight tenths for training, the same whatever order they come in', () => {
    const list = Array.from({ length: 2000 }, (_, index) => ({ english: `word ${index}`, korean: `말 ${index}` }));
    const split = splitPairs(list);
    expect(Math.abs(split.train.length / 2000 - 0.8)).toBeLessThan(0.04);
    expect(Math.abs(split.test.length / 2000 - 0.1)).toBeLessThan(0.03);
    const reversed = splitPairs(list.toReversed());
    for (const part of PARTS) expect(reversed[part].toReversed()).toEqual(split[part]);
  });
});

describe('meanings of the word list', () => {
  const words = [
    word('light', 'adjective', ['가벼운', '밝은']),
    word('light', 'noun', ['빛', '불']),
    word('fire', 'noun', ['불']),
    word('Fires', 'noun', ['불'], { lemma: 'fire' }),
    word('lights', 'noun', ['빛', '불'], { lemma: 'light' }),
  ];

  it('from English have every sense of a spelling, in the order of the list', () => {
    const meanings = wordMeanings(words, DIRECTIONS['en-ko']);
    expect(meanings[0]).toEqual({ source: ['light'], target: ['가벼운', '밝은', '빛', '불'] });
    expect(meanings.map(({ source }) => source[0])).toEqual(['light', 'fire', 'Fires', 'lights']);
  });

  it('from Korean have the English whose first sense it is first, and a lemma before its forms', () => {
    const meanings = wordMeanings(words, DIRECTIONS['ko-en']);
    const of = (korean: string) => meanings.find(({ source }) => source[0] === korean)?.target;
    expect(of('불')).toEqual(['fire', 'Fires', 'light', 'lights']);
    expect(of('빛')).toEqual(['light', 'lights']);
    expect(meanings).toHaveLength(4);
  });
});

describe('what a dictionary of the training text has', () => {
  it.each(['en-ko', 'ko-en'] as const)('is no held-out pair, from %s', (name) => {
    const corpus = createToyCorpus();
    const direction = DIRECTIONS[name];
    const sources = trainingPairs(corpus, direction).map(({ source }) => source);
    const { development, test } = corpus.pairs;
    for (const pair of [...development, ...test]) {
      expect(sources).not.toContain(name === 'en-ko' ? pair.english : pair.korean);
    }
    for (const { english, korean } of corpus.phrases.train) {
      expect(sources).toEqual(expect.arrayContaining(name === 'en-ko' ? english : korean));
    }
  });
});

describe('the word list at decoding', () => {
  const toKorean = createLexicon(
    [
      ['light', '가벼운', '빛'],
      ["I'm", '나는'],
    ],
    DIRECTIONS['en-ko'],
  );
  const toEnglish = createLexicon([['고마워요', 'thanks', 'thank you']], DIRECTIONS['ko-en']);

  it('finds a word in any case and spelling, with all that it means', () => {
    for (const text of ['light', 'Light', ' LIGHT ', 'light,']) expect(toKorean.find(text)).toEqual(['가벼운', '빛']);
    expect(toKorean.find('im')).toEqual(['나는']);
    expect(toEnglish.find('고마워')).toEqual(['thanks', 'thank you']);
    expect(toKorean.find('lights')).toBeUndefined();
  });

  it('has no say where a word is a sentence', () => {
    for (const text of ['Light.', 'light!', 'light? ']) expect(toKorean.find(text)).toBeUndefined();
  });

  it('finds the words that a misspelt one may be, the most usual first, one wrong key in three at most', () => {
    const lexicon = createLexicon(
      [
        ['dog', '개'],
        ['night', '밤'],
        ['light', '빛', '불'],
      ],
      DIRECTIONS['en-ko'],
    );
    const near = (text: string) => lexicon.findNear(text);
    expect(near('tight')).toEqual({
      distance: 1,
      words: [
        { place: 1, translations: ['밤'] },
        { place: 2, translations: ['빛', '불'] },
      ],
    });
    expect(near('lihgt')).toMatchObject({ distance: 1, words: [{ place: 2 }] });
    for (const text of ['dgo', 'xyzzt', 'tight night', 'tight!', '']) {
      expect(near(text)).toEqual({ distance: Infinity, words: [] });
    }
    expect(toEnglish.findNear('고마웡ㅛ').words).toEqual([{ place: 0, translations: ['thanks', 'thank you'] }]);
  });
});
