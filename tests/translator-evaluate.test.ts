import type { DirectionTranslator } from '../models/translator/direction.ts';
import { evaluateSet, isRight, measureSpeed, translateSet } from '../models/translator/evaluate.ts';
import type { EvaluationSet } from '../models/translator/evaluation-sets.ts';
import { createNearestNeighbour } from '../models/translator/nearest-neighbour.ts';
import { CONFIDENCE, TOY_CARD } from './toy-translator.ts';

const ANSWERS: Record<string, [text: string, score: number]> = {
  dog: ['개', 0.9],
  cat: ['고양이', 0.8],
  bear: ['호랑이', 0.7],
  fox: ['늑대', 0.1],
};

/** Answers from a table; without the word list, `cat` is not known. */
function createScripted(): DirectionTranslator & { batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    card: TOY_CARD,
    confidence: { ...CONFIDENCE, weights: [] },
    translate(segments, { useLexicon = true } = {}) {
      batches.push(segments.length);
      return Promise.resolve(
        segments.map((source) => {
          const [text, score] = ANSWERS[source] ?? ['', 0];
          const isListed = useLexicon && source === 'cat';
          return {
            text: source === 'cat' && !useLexicon ? '?' : text,
            ...{ score, alternatives: [], isCut: source === 'fox' },
            ...(isListed ? { lookedUp: { errors: 0 } } : { features: [1] }),
          };
        }),
      );
    },
    findNames: () => [],
    transliterate: () => Promise.reject(new Error('not asked for')),
    explain: () => Promise.reject(new Error('not asked for')),
    release: () => Promise.resolve(),
  };
}
const set = (name: string, items: EvaluationSet['items']): EvaluationSet => ({ name, task: 'translate', items });
const ANIMALS = [
  { source: 'dog', references: ['강아지', '개'] },
  { source: 'cat', references: ['고양이'] },
  { source: 'bear', references: ['곰'] },
  { source: 'fox', references: ['여우'] },
];
const baseline = createNearestNeighbour([
  { source: 'dig', target: '파다' },
  { source: 'bear', target: '곰' },
]);

it('a set is measured beside the network alone and the baseline, and by how sure it was', async () => {
  const result = await evaluateSet(createScripted(), set('words', ANIMALS), baseline);
  expect(result).toMatchObject({ name: 'words', count: 4, cut: 0.25 });
  expect([result.translator.exact, result.networkAlone?.exact, result.baseline.exact]).toEqual([0.5, 0.25, 0.25]);
  // Three are sure, two of these right.
  expect(result.sure).toEqual({ share: 0.75, right: 2 / 3 });
  expect(result.calibration.curve.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(result.samples[0]).toEqual({ source: 'dog', output: '개', reference: '강아지', score: 0.9 });
});

it('the network is not measured twice where the word list has no say', async () => {
  const translator = createScripted();
  const sentences = ANIMALS.filter(({ source }) => source !== 'cat');
  const { networkAlone } = await evaluateSet(translator, set('phrases', sentences), baseline);
  expect(networkAlone).toBeUndefined();
  expect(translator.batches).toEqual([3]);
});

it('a set of any length is translated in order, some thirty at a time', async () => {
  const translator = createScripted();
  const items = Array.from({ length: 70 }, (_, index) => ANIMALS[index % 4] as (typeof ANIMALS)[number]);
  const results = await translateSet(translator, set('words', items));
  expect(results.map(({ text }) => text)).toEqual(items.map(({ source }) => ANSWERS[source]?.[0]));
  expect(translator.batches).toEqual([32, 32, 6]);
});

it.each([
  ['저는 학교에 가요.', true],
  ['저는 학교에 가요', true],
  ['저는 학교에 갔어요.', false],
  ['고양이', false],
])('%s is right for 저는 학교에 가요.: %s', (hypothesis, expected) => {
  expect(isRight({ hypothesis, references: ['저는 학교에 가요.'] })).toBe(expected);
});

it('the time of sentences is taken one by one and in batches', async () => {
  const translator = createScripted();
  const speed = await measureSpeed(translator, ['dog', 'cat', 'bear']);
  expect(translator.batches).toEqual([1, 1, 1, 1, 1, 1, 3]);
  expect(speed.sentences).toBe(3);
  expect(speed.p50Ms).toBeGreaterThan(0);
  expect(speed.p99Ms).toBeGreaterThanOrEqual(speed.p50Ms);
  expect(speed.perSecond).toBeGreaterThan(0);
});
