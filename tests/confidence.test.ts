import fc from 'fast-check';
import type { Hypothesis } from '../models/translator/beam.ts';
import { featuresOf, fitConfidence, scoreOf, type Outcome } from '../models/translator/confidence.ts';
import { createRandom } from '../models/random.ts';

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

/** Outcomes as a known logistic gives them: bias, and features of different spread. */
function drawOutcomes(weights: readonly number[], count: number, seed: number): Outcome[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const features = weights.map((_, index) => (index === 0 ? 1 : random.normal() * index - 1));
    const value = features.reduce((sum, feature, index) => sum + feature * (weights[index] ?? 0), 0);
    return { features, isRight: random.uniform() < logistic(value) };
  });
}

describe('the fit', () => {
  it('finds the logistic that outcomes were drawn from', () => {
    const weights = [0.5, 1.5, -0.7];
    const fitted = fitConfidence(drawOutcomes(weights, 8_000, 1));
    fitted.forEach((weight, index) => {
      expect(Math.abs(weight - (weights[index] ?? NaN))).toBeLessThan(0.15);
    });
  });

  it('is where the likelihood, less a little ridge, is highest', () => {
    const weights = fc.tuple(...[1, 2, 3].map(() => fc.double({ min: -3, max: 3, noNaN: true })));
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), fc.nat(), (drawnFrom, count, seed) => {
        const outcomes = drawOutcomes(drawnFrom, count, seed);
        const fitted = fitConfidence(outcomes);
        const slopes = fitted.map((weight, index) =>
          outcomes.reduce(
            (sum, { features, isRight }) =>
              sum + (features[index] ?? 0) * ((isRight ? 1 : 0) - scoreOf(fitted, features)),
            -0.01 * weight,
          ),
        );
        for (const slope of slopes) expect(Math.abs(slope)).toBeLessThan(1e-4);
      }),
      { numRuns: 50 },
    );
  });

  it('scores as many right, on the whole, as are right', () => {
    const outcomes = drawOutcomes([-1, 2], 500, 3);
    const fitted = fitConfidence(outcomes);
    const expected = outcomes.reduce((sum, { features }) => sum + scoreOf(fitted, features), 0);
    expect(expected).toBeCloseTo(outcomes.filter(({ isRight }) => isRight).length, 0);
  });

  it('gives no weight to a feature that never varies from 0, and none where all is right or nothing known', () => {
    const outcomes = drawOutcomes([0.3, 1], 300, 4).map(({ features, isRight }) => ({
      features: [...features, 0],
      isRight,
    }));
    expect(fitConfidence(outcomes)[2]).toBe(0);
    expect(fitConfidence([])).toEqual([]);
    const allRight = fitConfidence(outcomes.map(({ features }) => ({ features, isRight: true })));
    expect(allRight.every(Number.isFinite)).toBe(true);
    for (const { features } of outcomes) expect(scoreOf(allRight, features)).toBeGreaterThan(0.5);
  });
});

describe('a score', () => {
  it('is a probability that rises with each feature of positive weight', () => {
    const numbers = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        numbers,
        numbers,
        fc.nat({ max: 2 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (weights, features, at, more) => {
          const score = scoreOf(weights, features);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          const raised = scoreOf(weights, features.with(at, (features[at] ?? 0) + more));
          const rise = raised - score;
          expect((weights[at] ?? 0) >= 0 ? rise : -rise).toBeGreaterThan(-1e-12);
        },
      ),
    );
  });

  it('is one half where nothing was learnt', () => {
    expect(scoreOf([], [1, 2, 3])).toBe(0.5);
  });
});

describe('the features of a translation', () => {
  const hypothesis = (logProbabilities: number[], score: number, isComplete = true): Hypothesis => ({
    ...{ pieces: [], logProbabilities, score, isComplete, missing: 0 },
  });
  const best = hypothesis([-0.5, -1.5], -1);

  it('are bias, mean and least log-probability, length, lead, unknown units, and whether it was cut', () => {
    const features = featuresOf(best, hypothesis([-2], -1.5), 3);
    expect(features).toEqual([1, -1, -1.5, Math.log(2), 0.5, 3, 0]);
    expect(featuresOf({ ...best, isComplete: false }, undefined, 0)).toEqual([1, -1, -1.5, Math.log(2), 2, 0, 1]);
  });

  it('are finite, however unlikely the translation', () => {
    const unlikely = featuresOf(hypothesis([-100, -Infinity], -Infinity), hypothesis([-1], -1), 0);
    expect(unlikely.slice(0, 4).every(Number.isFinite)).toBe(true);
    expect(unlikely.slice(1, 3)).toEqual([-5, -10]);
    expect(featuresOf(best, hypothesis([-9], -9), 0)[4]).toBe(2);
  });
});
