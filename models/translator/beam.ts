/**
 * Beam search with length normalisation (Wu et al. 2016), for several sources at once. It always ends: no hypothesis
 * outgrows its bound. It never loops: no three pieces in a row come twice. What a text should contain, such as a
 * placeholder, is written once if it can be.
 */

/** The likeliest next pieces of one hypothesis, the most likely first. */
export interface Candidates {
  pieces: ArrayLike<number>;
  logProbabilities: ArrayLike<number>;
}

/** One hypothesis that wants to know what comes next. */
export interface Row {
  /** Which source it translates. */
  source: number;
  /** Its last piece, or the start symbol. */
  piece: number;
  /** The row of the step before that it goes on from; -1 at the first step. */
  parent: number;
}

/** Feeds the decoder one piece for each row. */
export type BeamStep = (rows: readonly Row[]) => Promise<readonly Candidates[]>;

export interface BeamSettings {
  start: number;
  end: number;
  /** Hypotheses kept at each step, of each source. */
  width: number;
  /** How much longer outputs are favoured: 0 not at all, 1 as much as by the mean of their pieces. */
  lengthPenalty: number;
  /** A hypothesis whose score is so much worse than a finished one's is given up. */
  margin: number;
}

/** What one source allows. */
export interface Bounds {
  /** Pieces written, the end aside, at most. */
  maxPieces: number;
  /** Of each of these sets one piece is wanted, once: never twice, and an output without it is the last choice. */
  required: readonly ReadonlySet<number>[];
  /** Pieces that are never written. */
  forbidden: ReadonlySet<number>;
}

export interface Hypothesis {
  pieces: readonly number[];
  /** Of each piece and of the end. */
  logProbabilities: readonly number[];
  /** Sum of them, over the length penalty: what hypotheses are ranked by. */
  score: number;
  /** False where the bound cut it. */
  isComplete: boolean;
  /** How many required pieces found no place. */
  missing: number;
}

interface Open {
  pieces: readonly number[];
  logProbabilities: readonly number[];
  sum: number;
  parent: number;
}

/** Whether `piece` would end a run of three that is there already. */
function repeatsThree(pieces: readonly number[], piece: number): boolean {
  const [first, second] = [pieces.at(-2), pieces.at(-1)];
  for (let at = 2; at < pieces.length; at += 1) {
    if (pieces[at] === piece && pieces[at - 1] === second && pieces[at - 2] === first) return true;
  }
  return false;
}

const byScore = (one: { score: number }, other: { score: number }): number => other.score - one.score;

/**
 * What an output loses for each required piece that it lacks: more than hypotheses of one source differ by. To forbid the
 * end until it is there would make a network ramble that has no place for it.
 */
const MISSING_PENALTY = 3;

/** The search for one source. */
function createSearch(
  { start, end, width, lengthPenalty, margin }: BeamSettings,
  { maxPieces, required, forbidden }: Bounds,
) {
  const normalise = (sum: number, length: number): number => sum / ((5 + length) / 6) ** lengthPenalty;
  const countMissing = (pieces: readonly number[]): number =>
    required.filter((set) => !pieces.some((one) => set.has(one))).length;
  const finish = ({ pieces, logProbabilities, sum }: Open, isComplete: boolean): Hypothesis => {
    const missing = countMissing(pieces);
    const score = normalise(sum, logProbabilities.length) - MISSING_PENALTY * missing;
    return { pieces, logProbabilities, score, isComplete, missing };
  };
  let finished: Hypothesis[] = [];
  let open: Open[] = [{ pieces: [], logProbabilities: [], sum: 0, parent: -1 }];
  const isAllowed = (pieces: readonly number[], piece: number): boolean =>
    piece !== start &&
    !forbidden.has(piece) &&
    !required.some((set) => set.has(piece) && pieces.some((one) => set.has(one))) &&
    !repeatsThree(pieces, piece);

  return {
    open: (): readonly Open[] => open,
    lastPiece: ({ pieces }: Open): number => pieces.at(-1) ?? start,
    /** @param rows of `open`, and @param candidates what may follow each. */
    advance(rows: readonly number[], candidates: readonly (Candidates | undefined)[]): void {
      const grown: Open[] = [];
      open.forEach((hypothesis, index) => {
        const { pieces, sum } = hypothesis;
        const next = candidates[index];
        for (let rank = 0; rank < (next?.pieces.length ?? 0); rank += 1) {
          const piece = next?.pieces[rank] ?? end;
          const logProbability = next?.logProbabilities[rank] ?? -Infinity;
          const after = {
            pieces,
            logProbabilities: [...hypothesis.logProbabilities, logProbability],
            sum: sum + logProbability,
            parent: rows[index] ?? -1,
          };
          if (piece === end) {
            if (pieces.length > 0) finished.push(finish(after, true));
          } else if (pieces.length < maxPieces && isAllowed(pieces, piece)) {
            grown.push({ ...after, pieces: [...pieces, piece] });
          }
        }
      });
      grown.sort((one, other) => other.sum - one.sum);
      finished = finished.sort(byScore).slice(0, Math.max(width, 1));
      const best = grown[0];
      // Nothing is finished, and nothing can go on: what there is counts, cut as it is.
      if (best === undefined && finished.length === 0) {
        finished = open.map((hypothesis) => finish(hypothesis, false)).sort(byScore);
      }
      // The most that an open one can still reach: by no further loss, at the length the bound allows.
      const reachable = best === undefined ? -Infinity : normalise(best.sum, maxPieces + 1);
      const worst = finished.length < width ? -Infinity : (finished.at(-1)?.score ?? -Infinity);
      const isBeaten =
        finished.length > 0 &&
        normalise(best?.sum ?? -Infinity, (best?.pieces.length ?? 0) + 1) < (finished[0]?.score ?? 0) - margin;
      open = reachable < worst || isBeaten ? [] : grown.slice(0, width);
    },
    finished: (): Hypothesis[] => finished,
  };
}

/** @returns the finished hypotheses of each source, the best first; at least one each. */
export async function searchBeams(
  step: BeamStep,
  settings: BeamSettings,
  bounds: readonly Bounds[],
  signal?: AbortSignal,
): Promise<Hypothesis[][]> {
  const searches = bounds.map((bound) => createSearch(settings, bound));
  for (;;) {
    const rows = searches.flatMap((search, source) =>
      search.open().map((hypothesis) => ({ source, piece: search.lastPiece(hypothesis), parent: hypothesis.parent })),
    );
    if (rows.length === 0) return searches.map((search) => search.finished());
    signal?.throwIfAborted();
    const candidates = await step(rows);
    let first = 0;
    for (const search of searches) {
      const count = search.open().length;
      if (count === 0) continue;
      const numbers = Array.from({ length: count }, (_, index) => first + index);
      search.advance(numbers, candidates.slice(first, first + count));
      first += count;
    }
  }
}
