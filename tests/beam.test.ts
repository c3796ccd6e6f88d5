import fc from 'fast-check';
import {
  searchBeams,
  type BeamSettings,
  type BeamStep,
  type Bounds,
  type Candidates,
  type Hypothesis,
} from '../models/translator/beam.ts';
import { createRandom, deriveSeed } from '../models/random.ts';

const [START, END] = [1, 2];
const FIRST = 3;
const settingsOf = (width: number, lengthPenalty = 0.8): BeamSettings => ({
  ...{ start: START, end: END, width, lengthPenalty, margin: 2 },
});
const boundsOf = (maxPieces: number, required: readonly number[] = [], forbidden: readonly number[] = []): Bounds => ({
  ...{ maxPieces, required: required.map((one) => new Set([one, one + 1])), forbidden: new Set(forbidden) },
});

/** What comes next after these pieces of this source. */
type Next = (source: number, pieces: readonly number[]) => Candidates;

/** A decoder that remembers, as a network's states do, only what the rows of the last step had before them. */
function createStep(next: Next): { step: BeamStep; calls: number[] } {
  let before: number[][] = [];
  const calls: number[] = [];
  const step: BeamStep = (rows) => {
    calls.push(rows.length);
    before = rows.map(({ parent, piece }) => (parent < 0 ? [] : [...(before[parent] ?? []), piece]));
    return Promise.resolve(rows.map(({ source }, row) => next(source, before[row] ?? [])));
  };
  return { step, calls };
}
const search = (next: Next, settings: BeamSettings, bounds: readonly Bounds[]): Promise<Hypothesis[][]> =>
  searchBeams(createStep(next).step, settings, bounds);

/** A language model out of a seed: any order of likelihood after any pieces, of `count` pieces beside the end. */
function randomNext(seed: number, count: number, endBias = 0): Next {
  return (source, pieces) => {
    const random = createRandom(pieces.reduce(deriveSeed, deriveSeed(seed, source)));
    const scores = Array.from({ length: count + FIRST }, (_, piece) => ({
      piece,
      score: 2 * random.normal() + (piece === END ? endBias : 0),
    }));
    const total = Math.log(scores.reduce((sum, { score }) => sum + Math.exp(score), 0));
    scores.sort((one, other) => other.score - one.score);
    return { pieces: scores.map(({ piece }) => piece), logProbabilities: scores.map(({ score }) => score - total) };
  };
}

const seeds = fc.nat();
const widths = fc.integer({ min: 1, max: 5 });
const maxima = fc.integer({ min: 1, max: 12 });
const FEW = { numRuns: 60 };

describe('a search, whatever the network says,', () => {
  /** Calls `check` with the hypotheses of a random language, its settings and bounds. */
  const forAny = (check: (hypotheses: Hypothesis[], bounds: Bounds, width: number, next: Next) => void) =>
    fc.assert(
      fc.asyncProperty(
        seeds,
        widths,
        maxima,
        fc.constantFrom(-30, -2, 2),
        fc.uniqueArray(fc.integer({ min: FIRST, max: FIRST + 3 }), { maxLength: 2 }),
        async (seed, width, maxPieces, endBias, [required, forbidden]) => {
          const bounds = boundsOf(
            maxPieces,
            [required].flatMap((one) => one ?? []),
            [0, forbidden ?? 0],
          );
          const next = randomNext(seed, 6, endBias);
          const [hypotheses = []] = await search(next, settingsOf(width), [bounds]);
          check(hypotheses, bounds, width, next);
        },
      ),
      FEW,
    );

  it('ends with one to `width` hypotheses within the bound', async () => {
    await forAny((hypotheses, { maxPieces }, width) => {
      expect(hypotheses.length).toBeGreaterThanOrEqual(1);
      expect(hypotheses.length).toBeLessThanOrEqual(width);
      for (const { pieces, logProbabilities, isComplete } of hypotheses) {
        expect(pieces.length).toBeLessThanOrEqual(maxPieces);
        expect(logProbabilities).toHaveLength(pieces.length + (isComplete ? 1 : 0));
      }
    });
  });

  it('writes no three pieces twice, nothing forbidden, no start, and each hypothesis once', async () => {
    await forAny((hypotheses, { forbidden }) => {
      for (const { pieces } of hypotheses) {
        const threes = pieces.slice(2).map((piece, at) => `${pieces[at] ?? ''} ${pieces[at + 1] ?? ''} ${piece}`);
        expect(new Set(threes).size).toBe(threes.length);
        expect(pieces.some((piece) => forbidden.has(piece) || piece === START || piece === END)).toBe(false);
      }
      expect(new Set(hypotheses.map(({ pieces }) => pieces.join())).size).toBe(hypotheses.length);
    });
  });

  it('writes one of what is required at most once', async () => {
    await forAny((hypotheses, { required }) => {
      for (const { pieces } of hypotheses) {
        for (const set of required) expect(pieces.filter((piece) => set.has(piece)).length).toBeLessThanOrEqual(1);
      }
    });
  });

  it('puts the best first, by what the network gave its pieces, the length penalty, and what it lacks', async () => {
    await forAny((hypotheses, { required }, _, next) => {
      for (const { pieces, logProbabilities, score, isComplete, missing } of hypotheses) {
        const given = [...pieces, ...(isComplete ? [END] : [])].map((piece, at) => {
          const candidates = next(0, pieces.slice(0, at));
          return candidates.logProbabilities[Array.from(candidates.pieces).indexOf(piece)];
        });
        expect(logProbabilities).toEqual(given);
        const sum = logProbabilities.reduce((all, value) => all + value, 0);
        expect(missing).toBe(required.filter((set) => !pieces.some((piece) => set.has(piece))).length);
        expect(score).toBeCloseTo(sum / ((5 + logProbabilities.length) / 6) ** 0.8 - 3 * missing, 9);
      }
      const scores = hypotheses.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    });
  });
});

it('several sources at once give what each gives alone', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, widths, fc.array(maxima, { maxLength: 5 }), async (seed, width, lengths) => {
      const next = randomNext(seed, 5);
      const bounds = lengths.map((maxPieces, index) => boundsOf(maxPieces, index % 2 === 0 ? [FIRST] : []));
      const together = await search(next, settingsOf(width), bounds);
      for (const [source, bound] of bounds.entries()) {
        const [alone] = await search((_, pieces) => next(source, pieces), settingsOf(width), [bound]);
        expect(together[source]).toEqual(alone);
      }
      expect(together).toHaveLength(lengths.length);
    }),
    FEW,
  );
});

/** Likelihoods by what was written, in letters; anything else ends at once. */
const scripted =
  (script: Record<string, Record<string, number>>): Next =>
  (_, pieces) => {
    const entries = Object.entries(script[String.fromCharCode(...pieces.map((piece) => piece + 94))] ?? { '.': 1 });
    return {
      pieces: entries.map(([letter]) => (letter === '.' ? END : letter.charCodeAt(0) - 94)),
      logProbabilities: entries.map(([, probability]) => Math.log(probability)),
    };
  };
const said = (hypotheses: readonly Hypothesis[] = []): string[] =>
  hypotheses.map(({ pieces }) => String.fromCharCode(...pieces.map((piece) => piece + 94)));

describe('a beam', () => {
  // The likelier first letter leads to the less likely word.
  const script = { '': { a: 0.6, b: 0.4 }, a: { c: 0.5, d: 0.5 }, b: { e: 0.95, f: 0.05 } };

  it('of one follows the likeliest letter, and a wider one finds the likeliest word', async () => {
    expect(said((await search(scripted(script), settingsOf(1), [boundsOf(5)]))[0])).toEqual(['ac']);
    expect(said((await search(scripted(script), settingsOf(3), [boundsOf(5)]))[0])).toEqual(['be', 'ac', 'ad']);
  });

  it('favours longer texts as far as the length penalty says', async () => {
    const lengths = { '': { a: 1 }, a: { '.': 0.5, b: 0.49 } };
    const best = async (penalty: number): Promise<string | undefined> =>
      said((await search(scripted(lengths), settingsOf(2, penalty), [boundsOf(5)]))[0])[0];
    expect(await best(0)).toBe('a');
    expect(await best(1)).toBe('ab');
  });

  it('prefers a less likely text that has what is required, and does without it where there is none', async () => {
    const script = scripted({ '': { a: 0.9, d: 0.1 }, a: { '.': 0.9, b: 0.1 } });
    const said0 = async (required: number[]): Promise<string | undefined> =>
      said((await search(script, settingsOf(3), [boundsOf(5, required)]))[0])[0];
    expect(await said0([])).toBe('a');
    expect(await said0([4])).toBe('ab'); // b or c
    expect(await said0([20])).toBe('a');
  });

  it('says what the bound cuts', async () => {
    const endless: Next = (_, pieces) => ({ pieces: [FIRST + pieces.length], logProbabilities: [-0.1] });
    const [[cut] = []] = await search(endless, settingsOf(2), [boundsOf(4)]);
    expect(cut).toMatchObject({ pieces: [3, 4, 5, 6], isComplete: false });
  });

  it('stops asking once nothing open can win', async () => {
    const { step, calls } = createStep(scripted({ '': { a: 0.99, b: 0.001 }, a: { '.': 0.99, c: 0.001 } }));
    await searchBeams(step, settingsOf(4), [boundsOf(50)]);
    expect(calls).toEqual([1, 2]);
  });

  it('asks nothing for no sources', async () => {
    const { step, calls } = createStep(scripted({}));
    expect(await searchBeams(step, settingsOf(4), [])).toEqual([]);
    expect(calls).toEqual([]);
  });
});

it('an aborted search rejects with the reason before its next step', async () => {
  const controller = new AbortController();
  const { step, calls } = createStep((_, pieces) => {
    if (pieces.length === 2) controller.abort(new Error('newer text'));
    return { pieces: [FIRST + pieces.length], logProbabilities: [-1] };
  });
  await expect(searchBeams(step, settingsOf(1), [boundsOf(20)], controller.signal)).rejects.toThrow('newer text');
  expect(calls).toHaveLength(3);
});
