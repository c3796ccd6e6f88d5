import fc from 'fast-check';
import { createSubwords, learnSubwords } from '../models/subwords.ts';

const COUNTS = new Map([
  ['low', 5],
  ['lower', 2],
  ['newest', 6],
  ['widest', 3],
]);
const counts = fc
  .array(fc.tuple(fc.stringMatching(/^[abc]{1,6}$/), fc.integer({ min: 1, max: 20 })), { maxLength: 30 })
  .map((entries) => new Map(entries));
const sizes = fc.integer({ min: 0, max: 40 });

/** How often a piece stands in the words, overlapping places included: aa stands twice in aaa. */
const occurrences = (words: ReadonlyMap<string, number>, piece: string): number =>
  Array.from(words).reduce(
    (sum, [word, count]) => sum + count * Array.from(word).filter((_, at) => word.startsWith(piece, at)).length,
    0,
  );

/** The more frequent character first, then the lower code. */
const byCount = (one: string, other: string): number =>
  occurrences(COUNTS, other) - occurrences(COUNTS, one) || (one < other ? -1 : 1);

/** Byte-pair encoding as its paper has it: recounted from scratch before each merge. */
function learnPlainly(words: ReadonlyMap<string, number>, merges: number): string[] {
  let parts = Array.from(words, ([word, count]) => ({ pieces: Array.from(word), count }));
  const merged: string[] = [];
  while (merged.length < merges) {
    const pairs = new Map<string, number>();
    for (const { pieces, count } of parts) {
      for (let at = 1; at < pieces.length; at += 1) {
        const key = `${pieces[at - 1] ?? ''}\n${pieces[at] ?? ''}`;
        pairs.set(key, (pairs.get(key) ?? 0) + count);
      }
    }
    const [best] = Array.from(pairs).sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
    if (best === undefined || best[1] < 2) break;
    const [left = '', right = ''] = best[0].split('\n');
    if (!merged.includes(left + right)) merged.push(left + right);
    parts = parts.map(({ pieces, count }) => {
      const next: string[] = [];
      for (let at = 0; at < pieces.length; at += 1) {
        const isPair = pieces[at] === left && pieces[at + 1] === right;
        next.push(isPair ? left + right : (pieces[at] ?? ''));
        if (isPair) at += 1;
      }
      return { pieces: next, count };
    });
  }
  return merged;
}

describe('learning pieces', () => {
  it('merges the most frequent pair first, after the characters, the most frequent first', () => {
    const pieces = learnSubwords(COUNTS, 14);
    expect(pieces.slice(0, 10)).toEqual(['e', 'w', 's', 't', 'l', 'o', 'n', 'i', 'd', 'r'].sort(byCount));
    expect(pieces.slice(10)).toEqual(['es', 'est', 'lo', 'low']);
  });

  it('counts as byte-pair encoding does that recounts everything before each merge', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 15 }), (words, merges) => {
        const doubled = new Map(Array.from(words, ([word, count]) => [word, count + 1]));
        const characters = new Set(Array.from(doubled.keys()).join('')).size;
        expect(learnSubwords(doubled, characters + merges).slice(characters)).toEqual(learnPlainly(doubled, merges));
      }),
    );
  });

  it('is the same in whatever order the words come', () => {
    fc.assert(
      fc.property(counts, sizes, (words, size) => {
        const reversed = new Map(Array.from(words).reverse());
        expect(learnSubwords(reversed, size)).toEqual(learnSubwords(words, size));
      }),
    );
  });

  it('gives distinct pieces, none rarer than asked for, and merges none beyond the size', () => {
    fc.assert(
      fc.property(counts, sizes, fc.integer({ min: 1, max: 30 }), (words, size, minCount) => {
        const pieces = learnSubwords(words, size, minCount);
        expect(new Set(pieces).size).toBe(pieces.length);
        const merged = pieces.filter((piece) => piece.length > 1);
        expect(pieces.length).toBeLessThanOrEqual(Math.max(size, pieces.length - merged.length));
        for (const piece of pieces) {
          expect(occurrences(words, piece)).toBeGreaterThanOrEqual(minCount);
        }
      }),
    );
  });

  it('leaves rare characters out, and what they are part of', () => {
    const pieces = learnSubwords(new Map([...COUNTS, ['lowz', 1]]), 100);
    expect(pieces.join('')).not.toContain('z');
    expect(pieces).toContain('low');
  });
});

describe('splitting', () => {
  it('gives pieces that make up the word again, all of them known but for unknown characters', () => {
    fc.assert(
      fc.property(counts, sizes, fc.stringMatching(/^[abcd😀]{0,8}$/u), (words, size, word) => {
        const pieces = learnSubwords(words, size);
        const split = createSubwords(pieces).split(word);
        expect(split.join('')).toBe(word);
        for (const piece of split) expect(pieces.includes(piece) || Array.from(piece).length === 1).toBe(true);
      }),
    );
  });

  it('applies the earlier merge first, wherever it stands in the word', () => {
    expect(createSubwords(['a', 'b', 'c', 'bc', 'ab']).split('abc')).toEqual(['a', 'bc']);
    expect(createSubwords(['a', 'b', 'c', 'ab', 'bc']).split('abcab')).toEqual(['ab', 'c', 'ab']);
  });

  it('gives a word of the training text as few pieces as the merges do, and the same ones each time', () => {
    const subwords = createSubwords(learnSubwords(COUNTS, 20));
    expect(subwords.split('newest')).toEqual(['newest']);
    expect(subwords.split('lowest')).toEqual(['low', 'est']);
    expect(subwords.split('lowest')).toBe(subwords.split('lowest'));
  });
});
