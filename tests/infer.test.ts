import path from 'node:path';
import fc from 'fast-check';
import { artifactFolder } from '../models/artifact.ts';
import { PAIRS, SYMBOLS } from '../models/translator-seed/data.ts';
import { decodeGreedily } from '../models/translator-seed/decode.ts';
import { WORDS } from '../models/completer/data.ts';
import { loadCompleter, type Completer } from '../models/completer/infer.ts';
import { loadDigitImages } from '../models/digits/data.ts';
import { loadDigits } from '../models/digits/infer.ts';
import type { Translator } from '../models/translation.ts';
import { loadTranslator } from '../models/translator-seed/infer.ts';
import { createVocabulary } from '../models/vocabulary.ts';

const ROOT = path.join(process.cwd(), 'models');
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('the completer', () => {
  let completer: Completer;
  beforeAll(async () => {
    completer = await loadCompleter(artifactFolder(ROOT, 'completer', 'seed'));
  });
  afterAll(() => completer.release());

  it.each(WORDS)('completes %s from its first three letters', async (word) => {
    const [best] = await completer.suggest(word.slice(0, 3));
    expect(best?.text).toBe(word);
    expect(best?.score).toBeGreaterThan(0.5);
  });

  it('completes the word at the end of a text, in the case that was typed', async () => {
    expect((await completer.suggest('in lov'))[0]?.text).toBe('love');
    expect((await completer.suggest('Lov'))[0]?.text).toBe('Love');
    expect((await completer.suggest('LOV'))[0]?.text).toBe('LOVE');
  });

  it.each(['', 'w', 'wo', 'word', 'wor ', 'wör', '123', '사랑', 'a.b'])(
    'has nothing to say after "%s"',
    async (text) => {
      expect(await completer.suggest(text)).toEqual([]);
    },
  );

  it('gives sorted whole words with probabilities for any text, with or without its cache', async () => {
    const states = completer.createStates();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, fc.stringMatching(/^[a-z ]{0,8}$/)), async (text) => {
        const items = await completer.suggest(text, states);
        expect(items).toEqual(await completer.suggest(text));
        const scores = items.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      }),
    );
  });
});

describe('the translator', () => {
  let translator: Translator;
  beforeAll(async () => {
    translator = await loadTranslator(artifactFolder(ROOT, 'translator', 'seed'));
  });
  afterAll(() => translator.release());

  it.each(PAIRS)('translates %s to %s', async (source, target) => {
    const { text, score } = await translator.translate(source);
    expect(text).toBe(target);
    expect(score).toBeGreaterThan(0.5);
  });

  it('is sure from a score of a half on, and has neither alternatives nor attention', async () => {
    expect(await translator.translate('love')).toMatchObject({ isSure: true, alternatives: [] });
    const guesses = await Promise.all(['qq', 'zxzx', 'wodr love', 'xyz'].map((text) => translator.translate(text)));
    for (const { score, isSure } of guesses) expect(isSure).toBe(score >= 0.5);
    expect(await translator.explain('love')).toBeUndefined();
  });

  it('knows no way to English: the text comes back', async () => {
    for (const text of ['love', '사랑 love']) {
      expect(await translator.translate(text, { to: 'en' })).toEqual({
        text,
        score: 0,
        isSure: false,
        alternatives: [],
      });
    }
  });

  it('translates a text word by word and keeps what stands between', async () => {
    expect((await translator.translate('"Love," word... (WOOD)!')).text).toBe('"사랑," 단어... (나무)!');
    expect((await translator.translate('love,kiss 사랑 7')).text).toBe('사랑,키스 사랑 7');
  });

  it.each(['', '   ', '123', '사랑', '👍🏽', '... ?'])('gives "%s" back as it is, with score 0', async (text) => {
    expect(await translator.translate(text)).toEqual({ text, score: 0, isSure: false, alternatives: [] });
  });

  it('reads an unknown letter of a word as the blank, and takes words of any length', async () => {
    expect((await translator.translate('lové')).score).toBeGreaterThan(0);
    expect((await translator.translate('x'.repeat(500))).text.length).toBeGreaterThan(0);
  });

  it('stops between two steps when it is told to, and knows no less for the next time', async () => {
    const typist = translator.createTypist();
    const controller = new AbortController();
    const translating = typist.translate('love word', { signal: controller.signal });
    controller.abort(new Error('a newer keystroke'));
    await expect(translating).rejects.toThrow('a newer keystroke');
    expect((await typist.translate('love word')).text).toBe('사랑 단어');
  });

  it('ends, and gives the same with and without its cache, for any text', async () => {
    const typist = translator.createTypist();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyText, fc.stringMatching(/^[a-z ]{0,12}$/)), async (text) => {
        const translation = await typist.translate(text);
        expect(translation).toEqual(await translator.translate(text));
        expect(translation.score).toBeGreaterThanOrEqual(0);
        expect(translation.score).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('greedy decoding', () => {
  const vocabulary = createVocabulary(SYMBOLS);
  const favour = (symbol: string): Float32Array => Float32Array.from(SYMBOLS, (other) => (other === symbol ? 10 : 0));

  it('feeds back its own output and stops at the end symbol', async () => {
    const fed: string[] = [];
    const script = ['사', '랑', 'E'];
    const { text } = await decodeGreedily(
      (symbol, step) => {
        fed.push(vocabulary.symbolOf(symbol));
        return Promise.resolve({ logits: favour(script[step] ?? 'E'), state: step + 1 });
      },
      0,
      vocabulary,
      16,
    );
    expect(text).toBe('사랑');
    expect(fed).toEqual(['S', '사', '랑']);
  });

  it('stops at the bound when the end never comes, and is then unsure', async () => {
    const never = (): Promise<{ logits: Float32Array; state: number }> =>
      Promise.resolve({ logits: favour('사'), state: 0 });
    const { text, score } = await decodeGreedily(never, 0, vocabulary, 5);
    expect(text).toBe('사사사사사');
    expect(score).toBeLessThan(0.01);
  });

  it('never writes the start or the blank', async () => {
    const blanks = (_: number, step: number): Promise<{ logits: Float32Array; state: number }> =>
      Promise.resolve({ logits: favour(step === 0 ? 'S' : 'P'), state: step + 1 });
    expect((await decodeGreedily(blanks, 0, vocabulary, 3)).text).not.toMatch(/[SP]/);
  });
});

it('the digit reader gives a label and ten probabilities', async () => {
  const classifier = await loadDigits(artifactFolder(ROOT, 'digits', 'seed'));
  const { pixels, labels } = loadDigitImages('test', 1);
  const { label, scores } = await classifier.classify(pixels);
  expect(label).toBe(labels[0]);
  expect(scores).toHaveLength(10);
  expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  await classifier.release();
});
