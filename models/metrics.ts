/** How good translations are: measures over a corpus, each from 0 to 1. */
import { normalise } from '../shared/text.ts';

/** What a model wrote, and what would have been right. */
export interface Judged {
  hypothesis: string;
  /** At least one. */
  references: readonly string[];
}

/** NFC, trimmed, with single spaces. */
const tidy = (text: string): string => normalise(text).trim().replace(/\s+/gu, ' ');

/** Whether it is one of the references, whatever the spaces. */
export function isExact({ hypothesis, references }: Judged): boolean {
  const written = tidy(hypothesis);
  return references.some((reference) => tidy(reference) === written);
}

/** The share of exact ones; NaN of none. */
export const exactMatch = (corpus: readonly Judged[]): number => corpus.filter(isExact).length / corpus.length;

/** V. Levenshtein's distance (1966) over code points: insertions, deletions, substitutions. */
export function editDistance(left: string, right: string): number {
  const [from, to] = [Array.from(left), Array.from(right)];
  const distances = Uint32Array.from({ length: to.length + 1 }, (_, column) => column);
  from.forEach((letter, row) => {
    let diagonal = row;
    distances[0] = row + 1;
    to.forEach((other, column) => {
      const above = distances[column + 1] ?? 0;
      const moved = Math.min(above, distances[column] ?? 0) + 1;
      distances[column + 1] = Math.min(moved, diagonal + (letter === other ? 0 : 1));
      diagonal = above;
    });
  });
  return distances[to.length] ?? 0;
}

/**
 * Edits over characters of the references, with each hypothesis against the reference it needs the fewest edits for.
 * Characters are code points of NFC, so syllables in Korean. Can be above 1; NaN where every reference is empty.
 */
export function characterErrorRate(corpus: readonly Judged[]): number {
  let edits = 0;
  let characters = 0;
  for (const { hypothesis, references } of corpus) {
    const written = tidy(hypothesis);
    const nearest = references
      .map(tidy)
      .map((reference) => ({ edits: editDistance(written, reference), length: Array.from(reference).length }))
      .reduce((best, other) => (other.edits < best.edits ? other : best));
    edits += nearest.edits;
    characters += nearest.length;
  }
  return edits / characters;
}
