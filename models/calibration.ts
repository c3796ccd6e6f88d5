/** Whether a score can be believed: of the translations scored about 0.8, is four in five right? */

export interface Scored {
  /** From 0 to 1. */
  score: number;
  isRight: boolean;
}

/** The predictions of one bin, `from` < score ≤ `to` (the first bin with 0). */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  /** null where it has no predictions. */
  meanScore: number | null;
  accuracy: number | null;
}

export interface Calibration {
  /** Expected calibration error: the distance of mean score and accuracy, weighted by count. NaN of no predictions. */
  error: number;
  curve: CalibrationBin[];
}

/**
 * M. Naeini, G. Cooper, M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015; bins of
 * equal width as C. Guo and others, "On calibration of modern neural networks", 2017, draw them.
 * @throws RangeError for a score outside 0 to 1.
 */
export function calibrate(predictions: readonly Scored[], bins = 10): Calibration {
  const sums = Array.from({ length: bins }, () => ({ count: 0, score: 0, right: 0 }));
  for (const { score, isRight } of predictions) {
    if (!(score >= 0 && score <= 1)) throw new RangeError(`a score is ${score}: it goes from 0 to 1`);
    const sum = sums[Math.max(0, Math.ceil(score * bins) - 1)];
    if (!sum) continue;
    sum.count += 1;
    sum.score += score;
    sum.right += isRight ? 1 : 0;
  }
  return {
    error: sums.reduce((error, { score, right }) => error + Math.abs(score - right), 0) / predictions.length,
    curve: sums.map(({ count, score, right }, index) => ({
      from: index / bins,
      to: (index + 1) / bins,
      count,
      meanScore: count === 0 ? null : score / count,
      accuracy: count === 0 ? null : right / count,
    })),
  };
}
