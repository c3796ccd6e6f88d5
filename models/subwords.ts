/**
 * Byte-pair encoding over characters (Sennrich et al. 2016): words become the few pieces that the training text shares.
 * Which pieces merge first is their order in the list, so the list of pieces is all there is to keep.
 */

export interface Subwords {
  /** Characters first, then merged pieces, most useful first. */
  readonly pieces: readonly string[];
  /** A word's pieces; characters that are no piece come back as they are. */
  split(word: string): readonly string[];
}

/** A pair of neighbouring pieces as one map key; no piece holds a newline. */
const keyOf = (left: string, right: string): string => `${left}\n${right}`;

interface CountedWord {
  pieces: string[];
  count: number;
}

/**
 * Learns pieces from words and how often they occur.
 * @param size pieces in all, characters included.
 * @param minCount characters and pairs that are rarer are left out.
 */
export function learnSubwords(counts: ReadonlyMap<string, number>, size: number, minCount = 2): string[] {
  const characters = new Map<string, number>();
  const words: CountedWord[] = [];
  for (const [word, count] of counts) {
    const pieces = Array.from(word);
    words.push({ pieces, count });
    for (const piece of pieces) characters.set(piece, (characters.get(piece) ?? 0) + count);
  }
  const result = Array.from(characters)
    .filter(([, count]) => count >= minCount)
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([character]) => character);
  const known = new Set(result);
  const pairs = new Map<string, { left: string; right: string; count: number; words: Set<CountedWord> }>();
  const change = (word: CountedWord, sign: 1 | -1): void => {
    for (let index = 1; index < word.pieces.length; index += 1) {
      const left = word.pieces[index - 1] ?? '';
      const right = word.pieces[index] ?? '';
      if (!known.has(left) || !known.has(right)) continue;
      const key = keyOf(left, right);
      let pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, (pair = { left, right, count: 0, words: new Set() }));
      pair.count += sign * word.count;
      if (sign === 1) pair.words.add(word);
    }
  };
  for (const word of words) change(word, 1);
  while (result.length < size) {
    let best: { left: string; right: string; count: number; words: Set<CountedWord> } | undefined;
    for (const pair of pairs.values()) {
      if (best === undefined || pair.count > best.count) best = pair;
      else if (pair.count === best.count && keyOf(pair.left, pair.right) < keyOf(best.left, best.right)) best = pair;
    }
    if (best === undefined || best.count < minCount) break;
    const { left, right, words: holders } = best;
    const merged = left + right;
    known.add(merged);
    // Two ways to one piece (a+bc, ab+c) make one piece.
    if (!result.includes(merged)) result.push(merged);
    for (const word of holders) {
      change(word, -1);
      word.pieces = mergePair(word.pieces, left, right);
      change(word, 1);
    }
    pairs.delete(keyOf(left, right));
  }
  return result;
}

function mergePair(pieces: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index] ?? '';
    if (piece === left && pieces[index + 1] === right) {
      result.push(left + right);
      index += 1;
    } else result.push(piece);
  }
  return result;
}

/** Words whose pieces are remembered; text repeats its words. */
const MAX_REMEMBERED = 20_000;

export function createSubwords(pieces: readonly string[]): Subwords {
  const ranks = new Map(pieces.map((piece, rank) => [piece, rank]));
  const remembered = new Map<string, readonly string[]>();
  const split = (word: string): string[] => {
    let parts = Array.from(word);
    for (;;) {
      let bestRank = Infinity;
      let best = -1;
      for (let index = 1; index < parts.length; index += 1) {
        const rank = ranks.get((parts[index - 1] ?? '') + (parts[index] ?? ''));
        if (rank !== undefined && rank < bestRank) [bestRank, best] = [rank, index - 1];
      }
      if (best < 0) return parts;
      parts = mergePair(parts, parts[best] ?? '', parts[best + 1] ?? '');
    }
  };
  return {
    pieces,
    split(word) {
      let found = remembered.get(word);
      if (found === undefined) {
        if (remembered.size >= MAX_REMEMBERED) remembered.clear();
        remembered.set(word, (found = split(word)));
      }
      return found;
    },
  };
}
