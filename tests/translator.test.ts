import fc from 'fast-check';
import { createRandom } from '../models/random.ts';
import type { Translation, Translator } from '../models/translation.ts';
import type { DirectionTranslator } from '../models/translator/direction.ts';
import { randomText, translateRandom } from '../models/translator/evaluate.ts';
import { createGlossary } from '../models/translator/glossary.ts';
import { createTranslator } from '../models/translator/infer.ts';
import { countCharacters, normalise } from '../shared/text.ts';
import { CONFIDENCE, createToyDirection, TOY_CARD } from './toy-translator.ts';

/** Says each segment again, in capitals or within brackets, and keeps what it was asked. */
function createEcho(say: (text: string) => string = (text) => text): DirectionTranslator & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    card: TOY_CARD,
    confidence: CONFIDENCE,
    async translate(segments, { signal } = {}) {
      await Promise.resolve();
      signal?.throwIfAborted();
      asked.push(...segments);
      return segments.map((text) => ({
        text: say(text),
        score: text.startsWith('bad') ? 0.1 : 0.9,
        alternatives: [`${say(text)}2`, `${say(text)}3`],
        isCut: false,
      }));
    },
    findNames: (text) => text.match(/(?<= )Z[a-z]+/g) ?? [],
    transliterate: (words) => Promise.resolve(words.map((word) => `소리${String(word.length)}`)),
    explain: (text) =>
      Promise.resolve({
        source: Array.from(text),
        target: [text],
        weights: [Array.from(text, () => 1 / text.length)],
      }),
    release: () => Promise.resolve(),
  };
}
const echo = (say?: (text: string) => string, toEnglish = createEcho()) => {
  const toKorean = createEcho(say);
  return { toKorean, toEnglish, translator: createTranslator({ 'en-ko': toKorean, 'ko-en': toEnglish }) };
};

describe('an untrained translator', () => {
  let translator: Translator;
  beforeAll(async () => {
    translator = createTranslator({
      'en-ko': await createToyDirection('en-ko'),
      'ko-en': await createToyDirection('ko-en'),
    });
  });
  afterAll(() => translator.release());

  it('answers any Unicode text, in either direction, without loops', async () => {
    const { inputs, loops, failures } = await translateRandom(translator, 60, createRandom(2));
    expect({ inputs, loops, failures }).toEqual({ inputs: 60, loops: 0, failures: 0 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const { text: said, score, alternatives } = await translator.translate(text, { to: 'ko' });
        expect(said).toBe(normalise(said));
        expect(score >= 0 && score <= 1).toBe(true);
        expect(alternatives).not.toContain(said);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps protected terms as they are, each once', async () => {
    const terms = ['https://example.com/a?b=c', '@minsu', '#cats', '👍🏽', '3.14', '`npm test`', 'me@example.com'];
    await fc.assert(
      fc.asyncProperty(fc.subarray(terms), fc.constantFrom('en', 'ko'), async (chosen, from) => {
        const text = chosen.map((term) => (from === 'en' ? `I like ${term}` : `저는 ${term} 좋아해요`)).join(' ');
        const { text: said } = await translator.translate(text, { to: from === 'en' ? 'ko' : 'en' });
        for (const term of chosen) expect(said.split(term)).toHaveLength(2);
      }),
      { numRuns: 15 },
    );
  });

  it('answers where a word with a capital is longer than any term of a glossary', async () => {
    const { text } = await translator.translate(`see A${'a'.repeat(200)} and Zoran`, { to: 'ko' });
    expect(text).not.toBe('');
  });

  it('explains several sentences in one table, whose rows each stay in their own', async () => {
    const { source, target, weights } = (await translator.explain('I like the cat. The dog!')) ?? {
      source: [],
      target: [],
    };
    expect(source.join('')).toBe('i like the cat. the dog!');
    expect(weights).toHaveLength(target.length);
    for (const row of weights ?? []) {
      expect(row).toHaveLength(source.length);
      const halves = [row.slice(0, 15), row.slice(16)].map((part) => part.reduce((sum, weight) => sum + weight, 0));
      expect(Math.min(...halves)).toBe(0);
      expect(Math.max(...halves)).toBeGreaterThan(0.5);
    }
    expect(await translator.explain('42 👍')).toBeUndefined();
    expect(await translator.explain('@kim', { to: 'ko' })).toBeUndefined();
  });
});

describe('a text', () => {
  it('that is long is split, with nothing dropped or said twice', async () => {
    const words = fc.constantFrom('cat', 'dogs', 'and', 'so,', 'end.', 'why?', 'a\nb', 'x'.repeat(70), 'Mr.');
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 60 }), async (parts) => {
        const { translator, toKorean } = echo();
        const text = parts.join(' ');
        expect((await translator.translate(text)).text).toBe(text);
        expect(Math.max(...toKorean.asked.map(countCharacters))).toBeLessThanOrEqual(60);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['', '  \n', '42 + 1 = 43', '👍', 'https://example.com'])(
    'without anything to translate, %j, stays as it is, for no score',
    async (text) => {
      for (const to of [undefined, 'ko', 'en'] as const) {
        const { translator, toKorean, toEnglish } = echo(() => 'something');
        const nothing: Translation = { text, score: 0, isSure: false, alternatives: [] };
        expect(await translator.translate(text, { to })).toEqual(nothing);
        expect([...toKorean.asked, ...toEnglish.asked]).toEqual([]);
      }
    },
  );

  it('goes into the other language, or into the one that is asked for', async () => {
    const { translator, toKorean, toEnglish } = echo();
    await translator.translate('hello');
    await translator.translate('안녕');
    await translator.translate('hello again', { to: 'ko' });
    expect(toKorean.asked).toEqual(['hello', 'hello again']);
    expect(toEnglish.asked).toEqual(['안녕']);
    // Nothing of it is English: it stays.
    expect((await translator.translate('안녕하세요', { to: 'ko' })).text).toBe('안녕하세요');
    expect(toKorean.asked).toHaveLength(2);
  });

  it('is as sure as its least certain sentence, and has alternatives where it is one', async () => {
    const { translator } = echo();
    expect(await translator.translate('good')).toMatchObject({
      score: 0.9,
      isSure: true,
      alternatives: ['good2', 'good3'],
    });
    expect(await translator.translate('good. bad.')).toMatchObject({ score: 0.1, isSure: false, alternatives: [] });
  });

  it('has the words of the glossary, in its alternatives too', async () => {
    const glossary = createGlossary([{ english: 'Acme', korean: '에이크미' }]);
    const directions = { 'en-ko': createEcho((text) => text.replace('see', '봐요')), 'ko-en': createEcho() };
    const { text, alternatives } = await createTranslator(directions, { glossary }).translate('Acme see');
    expect(text).toBe('에이크미 봐요');
    expect(alternatives).toEqual(['에이크미 봐요2', '에이크미 봐요3']);
  });

  it('has names that the network has never seen by their sound', async () => {
    const { translator, toKorean } = echo();
    const { text } = await translator.translate('see Zoran and Zoe, Zoran');
    expect(text).toBe('see 소리5 and 소리3, 소리5');
    expect(toKorean.asked[0]).not.toContain('Z');
    const glossary = createGlossary([{ english: 'Zoran', korean: '조란' }]);
    const told = createTranslator({ 'en-ko': createEcho(), 'ko-en': createEcho() }, { glossary });
    expect((await told.translate('see Zoran and Zoe')).text).toBe('see 조란 and 소리3');
  });

  it('is not translated once it is aborted', async () => {
    const { translator } = echo();
    await expect(translator.translate('hello', { signal: AbortSignal.abort(new Error('newer text')) })).rejects.toThrow(
      'newer text',
    );
  });
});

describe('a typist', () => {
  const bracketed = (text: string): string => `[${text}]`;

  it('gets at every keystroke what the whole text gets at once', async () => {
    const typed = fc.array(fc.constantFrom('cat', ' ', '. ', 'A', '\n', '고양이', '@kim'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(typed, fc.nat({ max: 30 }), async (parts, erased) => {
        const { translator } = echo(bracketed);
        const typist = translator.createTypist();
        const texts = parts.map((_, index) => parts.slice(0, index + 1).join(''));
        for (const text of [...texts, ...texts.toReversed().slice(0, erased)]) {
          expect(await typist.translate(text)).toEqual(await translator.translate(text));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has only the last sentence translated anew, in a text of any length', async () => {
    const { translator, toKorean } = echo(bracketed);
    const typist = translator.createTypist();
    let text = '';
    for (let sentence = 0; sentence < 100; sentence += 1) {
      text += `${text === '' ? '' : ' '}Number ${'x'.repeat(sentence % 10)} ${'y'.repeat(Math.floor(sentence / 10))}zz.`;
      expect((await typist.translate(text)).text).toBe((await echo(bracketed).translator.translate(text)).text);
    }
    expect(toKorean.asked).toHaveLength(100);
  });

  it('may ask again before the answer is there', async () => {
    const { translator } = echo(bracketed);
    const typist = translator.createTypist();
    const texts = ['One. Two.', 'One. Three.', 'Four.', 'One. Two. Four.'];
    await typist.translate('One. Two. Three.');
    const said = await Promise.all(texts.map((text) => typist.translate(text)));
    expect(said.map(({ text }) => text)).toEqual([
      '[One.] [Two.]',
      '[One.] [Three.]',
      '[Four.]',
      '[One.] [Two.] [Four.]',
    ]);
  });
});

it('random texts are any Unicode, the same from the same random numbers', () => {
  const texts = (seed: number): string[] => {
    const random = createRandom(seed);
    return Array.from({ length: 200 }, () => randomText(random));
  };
  expect(texts(1)).toEqual(texts(1));
  expect(texts(1).some((text) => !text.isWellFormed())).toBe(true);
  expect(texts(1).every((text) => text.length > 0 && text.length < 500)).toBe(true);
});

it('what a translator holds is released on both sides', async () => {
  const released: string[] = [];
  const of = (name: string): DirectionTranslator => ({
    ...createEcho(),
    release: () => Promise.resolve(void released.push(name)),
  });
  await createTranslator({ 'en-ko': of('en-ko'), 'ko-en': of('ko-en') }).release();
  expect(released).toEqual(['en-ko', 'ko-en']);
});
