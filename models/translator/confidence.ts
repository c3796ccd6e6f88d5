/**
 * How likely a translation is right, learnt from translations of text that was not trained on: logistic regression over
 * what the network gave its pieces (Platt 1999). The network's own product of probabilities says little: it is low for
 * every long sentence.
 */
import * as v from 'valibot';
import type { Hypothesis } from './beam.ts';

export const NEAR = 3;

/** A threshold, and a weight for each feature, in the order of `featuresOf`. */
export const confidenceSchema = v.object({
  weights: v.array(v.number()),
  /** From this score on, the translator says that it is sure. */
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Score of a word that the word list gives. */
  listed: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Score of a misspelt word of the list, by the number of wrong keys: 1, 2, 3 or more. */
  near: v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), v.length(NEAR)),
});
export type Confidence = v.InferOutput<typeof confidenceSchema>;

/** Bias; mean and least log-probability of a piece; their number; how far ahead of the next best; cut by the bound. */
export function featuresOf(best: Hypothesis, next: Hypothesis | undefined, unknownUnits: number): number[] {
  const { logProbabilities, isComplete } = best;
  const mean = logProbabilities.reduce((sum, value) => sum + value, 0) / logProbabilities.length;
  const least = Math.max(
    -10,
    logProbabilities.reduce((least, value) => Math.min(least, value), 0),
  );
  const ahead = Math.min(2, next === undefined ? 2 : best.score - next.score);
  return [1, Math.max(-5, mean), least, Math.log(logProbabilities.length), ahead, unknownUnits, isComplete ? 0 : 1];
}

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
const dot = (weights: readonly number[], features: readonly number[]): number =>
  features.reduce((sum, feature, index) => sum + feature * (weights[index] ?? 0), 0);

export const scoreOf = (weights: readonly number[], features: readonly number[]): number =>
  logistic(dot(weights, features));

export interface Outcome {
  features: readonly number[];
  isRight: boolean;
}

const ITERATIONS = 60;
/** A little ridge, so that a feature that never varies gets no weight. */
const RIDGE = 1e-2;

/** Weights by Newton's method (iteratively reweighted least squares). */
export function fitConfidence(outcomes: readonly Outcome[]): number[] {
  const size = outcomes[0]?.features.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const hessian = weights.map((_, row) => weights.map((_value, column): number => (row === column ? RIDGE : 0)));
    for (const { features, isRight } of outcomes) {
      const probability = scoreOf(weights, features);
      const slope = probability * (1 - probability);
      features.forEach((feature, row) => {
        gradient[row] = (gradient[row] ?? 0) + feature * ((isRight ? 1 : 0) - probability);
        const line = hessian[row] ?? [];
        features.forEach((other, column) => (line[column] = (line[column] ?? 0) + slope * feature * other));
      });
    }
    const step = solve(hessian, gradient);
    step.forEach((value, index) => (weights[index] = (weights[index] ?? 0) + value));
    if (step.every((value) => Math.abs(value) < 1e-6)) break;
  }
  return weights;
}

/** Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((line, index) => [...line, right[index] ?? 0]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    let largest = pivot;
    for (let row = pivot; row < size; row += 1) {
      if (Math.abs(rows[row]?.[pivot] ?? 0) > Math.abs(rows[largest]?.[pivot] ?? 0)) largest = row;
    }
    [rows[pivot], rows[largest]] = [rows[largest] ?? [], rows[pivot] ?? []];
    const line = rows[pivot] ?? [];
    for (let row = 0; row < size; row += 1) {
      const other = rows[row];
      if (row === pivot || other === undefined) continue;
      const factor = (other[pivot] ?? 0) / (line[pivot] ?? 1);
      for (let column = pivot; column <= size; column += 1) {
        other[column] = (other[column] ?? 0) - factor * (line[column] ?? 0);
      }
    }
  }
  return rows.map((line, index) => (line[size] ?? 0) / (line[index] ?? 1));
}
