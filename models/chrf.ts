/**
 * chrF2 (M. Popović, "chrF: character n-gram F-score for automatic MT evaluation", 2015) over a corpus, with the numbers
 * of sacreBLEU 2's defaults (M. Post, "A call for clarity in reporting BLEU scores", 2018; signature
 * `case:mixed|eff:yes|nc:6|nw:0|space:no`): n-grams of 1 to 6 code points without whitespace, F with recall counting twice
 * as much as precision, averaged over the orders that both sides have. sacreBLEU counts to 100, this to 1.
 */
import type { Judged } from './metrics.ts';

const ORDERS = 6;
const BETA_SQUARED = 2 ** 2;
/** What Python's str.split() takes for whitespace: without the byte order mark that JavaScript's \s has. */
// eslint-disable-next-line no-control-regex
const WHITESPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

/** Of one order: how many n-grams the hypothesis has, the reference has, both have. */
type Counts = readonly [hypothesis: number, reference: number, both: number];

type NGrams = ReadonlyMap<string, number>;

/** By order, from 1. */
function countNGrams(text: string): NGrams[] {
  const letters = Array.from(text.replace(WHITESPACE, ''));
  return Array.from({ length: ORDERS }, (_, index) => {
    const counts = new Map<string, number>();
    for (let end = index + 1; end <= letters.length; end += 1) {
      const nGram = letters.slice(end - index - 1, end).join('');
      counts.set(nGram, (counts.get(nGram) ?? 0) + 1);
    }
    return counts;
  });
}

function compare(hypothesis: NGrams, reference: NGrams): Counts {
  let [written, wanted, both] = [0, 0, 0];
  for (const [nGram, count] of hypothesis) {
    written += count;
    both += Math.min(count, reference.get(nGram) ?? 0);
  }
  for (const count of reference.values()) wanted += count;
  // Where the reference is too short for the order, the hypothesis is not blamed for having some.
  return [wanted > 0 ? written : 0, wanted, both];
}

function fScore(orders: readonly Counts[]): number {
  const shared = orders.filter(([written, wanted]) => written > 0 && wanted > 0);
  if (shared.length === 0) return 0;
  const precision = shared.reduce((sum, [written, , both]) => sum + both / written, 0) / shared.length;
  const recall = shared.reduce((sum, [, wanted, both]) => sum + both / wanted, 0) / shared.length;
  if (precision + recall === 0) return 0;
  return ((1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall);
}

/** The counts against the reference that scores best for this hypothesis, the first of equals. */
function bestCounts({ hypothesis, references }: Judged): Counts[] {
  const written = countNGrams(hypothesis);
  let best: Counts[] = [];
  let bestScore = -1;
  for (const reference of references) {
    const wanted = countNGrams(reference);
    const counts = written.map((nGrams, order) => compare(nGrams, wanted[order] ?? new Map()));
    const score = fScore(counts);
    if (score > bestScore) {
      best = counts;
      bestScore = score;
    }
  }
  return best;
}

/** 0 of none. */
export function chrF(corpus: readonly Judged[]): number {
  const totals = Array.from({ length: ORDERS }, () => [0, 0, 0] as [number, number, number]);
  for (const judged of corpus) {
    bestCounts(judged).forEach((counts, order) => {
      totals[order]?.forEach((total, index, all) => (all[index] = total + (counts[index] ?? 0)));
    });
  }
  return fScore(totals);
}
