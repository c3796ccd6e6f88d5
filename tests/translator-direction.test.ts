import fc from 'fast-check';
import type { Candidates } from '../models/translator/beam.ts';
import { scoreOf } from '../models/translator/confidence.ts';
import type { DirectionTranslator } from '../models/translator/direction.ts';
import type { TranslationNetwork } from '../models/translator/network.ts';
import { PLACEHOLDERS } from '../models/translator/protect.ts';
import { learnVocabularies } from '../models/translator/train.ts';
import { SPECIAL } from '../models/translator/vocabulary.ts';
import { CONFIDENCE, createToyDirection } from './toy-translator.ts';
import { createToyCorpus, TOY_SETTINGS } from './translator-support.ts';

let toKorean: DirectionTranslator;
let toEnglish: DirectionTranslator;
beforeAll(async () => {
  toKorean = await createToyDirection('en-ko');
  toEnglish = await createToyDirection('ko-en');
});
afterAll(async () => {
  await Promise.all([toKorean.release(), toEnglish.release()]);
});

describe('a listed word', () => {
  it('is looked up, with its other senses as alternatives', async () => {
    const [light] = await toKorean.translate(['Light']);
    expect(light).toEqual({
      ...{ text: '빛', score: CONFIDENCE.listed, alternatives: ['불'] },
      ...{ lookedUp: { errors: 0 }, isCut: false },
    });
    expect((await toEnglish.translate(['고양이']))[0]?.text).toBe('cat');
  });

  it.each([
    ['as a sentence', ['light!'], {}],
    ['as a name', ['light'], { task: 'name' }],
    ['without the list', ['light'], { useLexicon: false }],
  ] as const)('goes to the network %s', async (_, segments, options) => {
    const [result] = await toKorean.translate(segments, options);
    expect(result?.features).toHaveLength(7);
  });
});

const segment = fc
  .array(fc.constantFrom('I', 'like', 'the', 'cat', 'Minsu', 'light', 'zzz', 'dgo', '!', ' ', ' '), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

it('segments together get what each gets alone, listed ones among them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 4 }), async (segments) => {
      const together = await toKorean.translate(segments);
      expect(together).toHaveLength(segments.length);
      for (const [index, text] of segments.entries()) {
        const [alone] = await toKorean.translate([text]);
        expect(together[index]?.text).toBe(alone?.text);
        expect(together[index]?.score).toBeCloseTo(alone?.score ?? NaN, 4);
      }
    }),
    { numRuns: 15 },
  );
});

it('a score is what its features say, and alternatives are other texts', async () => {
  await fc.assert(
    fc.asyncProperty(segment, async (text) => {
      const [result] = await toKorean.translate([text], { useLexicon: false });
      const { text: said = '', score, alternatives = [], features = [] } = result ?? {};
      expect(score).toBe(scoreOf(CONFIDENCE.weights, features));
      expect(new Set([said, ...alternatives]).size).toBe(1 + alternatives.length);
      expect(alternatives.length).toBeLessThanOrEqual(4);
      expect(alternatives).not.toContain('');
    }),
    { numRuns: 20 },
  );
});

it('every placeholder of a text comes once, and no other', async () => {
  const texts = [`I like ${PLACEHOLDERS[0] ?? ''}`, `${PLACEHOLDERS[1] ?? ''} the ${PLACEHOLDERS[0] ?? ''} cat`, 'the'];
  const results = await toKorean.translate(texts);
  results.forEach(({ text, isCut }, index) => {
    for (const placeholder of PLACEHOLDERS) {
      const count = text.split(placeholder).length - 1;
      expect(count).toBeLessThanOrEqual(texts[index]?.includes(placeholder) === true ? 1 : 0);
      if (!isCut) expect(count > 0).toBe(texts[index]?.includes(placeholder));
    }
  });
});

describe('with a network that says what it is told,', () => {
  const { target } = learnVocabularies({
    ...{ direction: 'en-ko', settings: TOY_SETTINGS, corpus: createToyCorpus(), seed: 1 },
  });

  /** Writes one of these texts whole, each as likely as it is given. */
  function saying(texts: Record<string, number>): TranslationNetwork {
    const written = Object.entries(texts).map(([text, score]) => ({
      score,
      pieces: [...target.encode(text), SPECIAL.end],
    }));
    const next = (pieces: readonly number[]): Candidates => {
      const known = written.filter((one) => pieces.every((piece, at) => piece === one.pieces[at]));
      const found = new Map(
        known.map((one) => [one.pieces[pieces.length] ?? SPECIAL.end, pieces.length === 0 ? one.score : 0]),
      );
      return { pieces: [...found.keys()], logProbabilities: [...found.values()] };
    };
    return {
      read: () => {
        let before: number[][] = [];
        return Promise.resolve((rows) => {
          before = rows.map(({ parent, piece }) => (parent < 0 ? [] : [...(before[parent] ?? []), piece]));
          return Promise.resolve(before.map(next));
        });
      },
      score: (_, outputs) => Promise.resolve(outputs.map((pieces) => texts[target.decode(pieces)] ?? -9)),
      explain: () => Promise.reject(new Error('not asked for')),
      release: () => Promise.resolve(),
    };
  }

  it('a misspelt word of the list is one of the nearest, the one that the network says', async () => {
    const direction = await createToyDirection('en-ko', saying({ 곰: -2, 빛: -1, 호랑이: -3 }));
    const [tiger, light, two] = await direction.translate(['tiger', 'lihgt', 'tigrrs']);
    expect(tiger).toMatchObject({ text: '호랑이', lookedUp: { errors: 0 } });
    expect(light).toMatchObject({ text: '빛', alternatives: ['불'], score: 0.8, lookedUp: { errors: 1 } });
    expect(two).toMatchObject({ text: '호랑이', score: 0.6, lookedUp: { errors: 2 } });
    const [alone] = await direction.translate(['lihgt'], { useLexicon: false });
    expect([alone?.text, alone?.lookedUp]).toEqual(['빛', undefined]);
  });

  it('a text whose placeholder finds no place is not sure', async () => {
    const direction = await createToyDirection('en-ko', saying({ 개: -0.1 }));
    const placeholder = PLACEHOLDERS[0] ?? '';
    const [sure, unsure] = await direction.translate(['see see', `see ${placeholder}`]);
    expect(sure?.score).toBeGreaterThan(CONFIDENCE.threshold);
    expect(unsure).toMatchObject({ text: '개', score: CONFIDENCE.threshold / 2 });
  });

  it('alternatives are what else is nearly as likely', async () => {
    const direction = await createToyDirection('en-ko', saying({ 곰: -1.2, 개: -1, 빛: -9 }));
    const [said] = await direction.translate(['see see']);
    expect(said).toMatchObject({ text: '개', alternatives: ['곰'] });
  });
});

describe('names', () => {
  it('that are not known are words with a capital inside a sentence', () => {
    expect(toKorean.findNames('Zoran, see Zoe and Minsu. Zed is Zoe, and MIT or Zed-x')).toEqual(['Zoe', 'Zed']);
    expect(toKorean.findNames(`see A${'a'.repeat(200)} and Zoe`)).toEqual(['Zoe']);
    expect(toEnglish.findNames('저는 Zoran 봐요')).toEqual([]);
  });

  it('sound the same each time, whatever is asked beside them', async () => {
    const [zoe] = await toKorean.transliterate(['Zoe']);
    expect(await toKorean.transliterate(['Zoran', 'Zoe', 'Zoe'])).toEqual([expect.any(String), zoe, zoe]);
  });
});

describe('an explanation', () => {
  it.each([
    ['I LIKE the  cat!', 'i like the cat!', () => toKorean],
    ['저는 곰', '저는 곰'.normalize('NFD'), () => toEnglish],
  ])('of %s says how much of each piece came from which character', async (text, source, direction) => {
    const explanation = await direction().explain(text);
    expect(explanation.source.join('')).toBe(source);
    expect(explanation.target.length).toBeGreaterThan(0);
    expect(explanation.weights).toHaveLength(explanation.target.length);
    for (const row of explanation.weights) {
      expect(row).toHaveLength(explanation.source.length);
      // The rest goes to what asks for a translation, before the first character.
      const sum = row.reduce((all, weight) => all + weight, 0);
      expect(sum).toBeGreaterThan(0.5);
      expect(sum).toBeLessThan(1.0001);
    }
  });
});

it('stops between two steps when it is aborted', async () => {
  const controller = new AbortController();
  controller.abort(new Error('newer text'));
  await expect(toKorean.translate(['I like the cat.'], controller)).rejects.toThrow('newer text');
});
