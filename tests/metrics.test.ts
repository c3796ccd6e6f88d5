import fc from 'fast-check';
import { calibrate } from '../models/calibration.ts';
import { chrF } from '../models/chrf.ts';
import { characterErrorRate, editDistance, exactMatch, isExact, type Judged } from '../models/metrics.ts';

const judge = (hypothesis: string, ...references: string[]): Judged => ({ hypothesis, references });
const corpora = fc.array(
  fc.record({
    hypothesis: fc.string({ unit: 'grapheme' }),
    references: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
  }),
);

describe('chrF', () => {
  // sacrebleu 2.6.0, CHRF().corpus_score(...).score / 100
  it.each([
    ['one reference', 0.496485170311433, [judge('The cat sat on the mat.', 'The cat is sitting on the mat.')]],
    [
      'Korean, several references',
      0.37629118199614603,
      [judge('저는 학교에 가요.', '저는 학교에 갑니다.'), judge('고마워', '고마워요', '정말 고마워요')],
    ],
    ['all right', 1, [judge('안녕하세요', '안녕하세요')]],
    ['nothing in common', 0, [judge('abc', 'xyz')]],
    ['nothing written', 0.5555555555555556, [judge('', '안녕'), judge('안녕', '안녕')]],
    [
      'references shorter than the orders',
      0.9367088607594937,
      [judge('사랑해요 정말로', '사랑'), judge('love', 'love', 'to love')],
    ],
    [
      'emoji and spaces of any kind',
      0.8595901751710371,
      [judge('I\u00a0love 😀\u3000you\ufeff!', 'I love😀 you!'), judge('a\x1cb\x85c', 'abc')],
    ],
    [
      'a corpus',
      0.6214200425556927,
      [
        judge('How are you today?', 'How are you?', 'How are you doing today?'),
        judge('물 좀 주세요.', '물 좀 주세요!', '물을 좀 주시겠어요?'),
        judge('', '네'),
        judge('yes', 'no'),
        judge('  지하철역이 어디예요 ? ', '지하철역이 어디에 있어요?'),
      ],
    ],
  ])('is that of sacreBLEU: %s', (_, expected, corpus) => {
    expect(chrF(corpus)).toBeCloseTo(expected, 12);
  });

  it('is from 0 to 1, and 0 of nothing', () => {
    expect(chrF([])).toBe(0);
    fc.assert(
      fc.property(corpora, (corpus) => {
        const score = chrF(corpus);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe('exact match', () => {
  it('takes any reference and forgives spaces and the form of Unicode', () => {
    expect(isExact(judge('  Good   morning ', 'Hello', 'Good morning'))).toBe(true);
    expect(isExact(judge('안녕'.normalize('NFD'), '안녕'))).toBe(true);
    expect(isExact(judge('good morning', 'Good morning'))).toBe(false);
    expect(isExact(judge('Goodmorning', 'Good morning'))).toBe(false);
  });

  it('is a share of the corpus', () => {
    expect(exactMatch([judge('a', 'a'), judge('b', 'c'), judge('d', 'e', 'd'), judge('', 'f')])).toBe(0.5);
  });
});

describe('character error rate', () => {
  it('counts edits by character of the nearest references', () => {
    // One of five and two of three.
    expect(characterErrorRate([judge('안녕히세요', '안녕하세요'), judge('나', '나는요', '저희는요')])).toBeCloseTo(
      3 / 8,
    );
    expect(characterErrorRate([judge('😀', '😁')])).toBe(1);
    expect(characterErrorRate([judge(' a  b ', 'a b')])).toBe(0);
  });

  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['the', 'hte', 2],
    ['가나다', '가다', 1],
  ])('from %j to %j are %d edits', (left, right, expected) => {
    expect(editDistance(left, right)).toBe(expected);
  });
});

describe('calibration', () => {
  const scored = (score: number, right: number, wrong: number) => [
    ...Array.from({ length: right }, () => ({ score, isRight: true })),
    ...Array.from({ length: wrong }, () => ({ score, isRight: false })),
  ];

  it('has no error where scores say how many are right', () => {
    expect(calibrate([...scored(0.75, 3, 1), ...scored(0.5, 2, 2), ...scored(0, 0, 5)]).error).toBeCloseTo(0);
  });

  it('weighs the bins by what is in them', () => {
    // 8 scored 0.9 of which 4 are right, 2 scored 0.2 of which none is.
    const { error, curve } = calibrate([...scored(0.9, 4, 4), ...scored(0.2, 0, 2)], 5);
    expect(error).toBeCloseTo(0.8 * 0.4 + 0.2 * 0.2);
    expect(curve.map(({ count }) => count)).toEqual([2, 0, 0, 0, 8]);
    expect(curve[4]).toMatchObject({ from: 0.8, to: 1, accuracy: 0.5 });
    expect(curve[4]?.meanScore).toBeCloseTo(0.9);
    expect(curve[1]).toEqual({ from: 0.2, to: 0.4, count: 0, meanScore: null, accuracy: null });
  });

  it('puts every score from 0 to 1 into one bin and takes no other', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ score, isRight: fc.boolean() })),
        fc.integer({ min: 1, max: 30 }),
        (all, bins) => {
          const { curve } = calibrate(all, bins);
          expect(curve.length).toBe(bins);
          expect(curve.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        },
      ),
    );
    for (const wrong of [-0.1, 1.1, NaN]) expect(() => calibrate(scored(wrong, 1, 0))).toThrow('it goes from 0 to 1');
  });
});
