/** Measures one direction of a translator: quality beside a baseline, how far its scores can be believed, and time. */
import { calibrate, type Calibration } from '../calibration.ts';
import { chrF } from '../chrf.ts';
import { exactMatch, isExact, type Judged } from '../metrics.ts';
import type { Random } from '../random.ts';
import type { Translator } from '../translation.ts';
import type { DirectionTranslator, SegmentTranslation } from './direction.ts';
import type { EvaluationItem, EvaluationSet } from './evaluation-sets.ts';
import type { NearestNeighbour } from './nearest-neighbour.ts';

export interface Quality {
  exact: number;
  chrF: number;
}

export interface SetResult {
  name: string;
  count: number;
  translator: Quality;
  /** Without the word list; undefined where it has no say. */
  networkAlone: Quality | undefined;
  baseline: Quality;
  /** Share of the outputs that the bound cut. */
  cut: number;
  calibration: Calibration;
  /** Share that the translator is sure of, and how much of that is right. */
  sure: { share: number; right: number };
  samples: { source: string; output: string; reference: string; score: number }[];
}

/** Translations that run together. */
const BATCH = 32;
/** From this sentence chrF on, a translation that is not the reference's words still counts as right for its score. */
const CLOSE = 0.7;

export const isRight = (judged: Judged): boolean => isExact(judged) || chrF([judged]) >= CLOSE;

export async function translateSet(
  translator: DirectionTranslator,
  { items, task }: EvaluationSet,
  useLexicon = true,
): Promise<SegmentTranslation[]> {
  const results: SegmentTranslation[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const sources = items.slice(start, start + BATCH).map(({ source }) => source);
    results.push(...(await translator.translate(sources, { task, useLexicon })));
  }
  return results;
}

const judge = (items: readonly EvaluationItem[], outputs: readonly string[]): Judged[] =>
  items.map(({ references }, index) => ({ hypothesis: outputs[index] ?? '', references }));

export const judgeSet = ({ items }: EvaluationSet, results: readonly SegmentTranslation[]): Judged[] =>
  judge(
    items,
    results.map(({ text }) => text),
  );

export const measureQuality = (judged: readonly Judged[]): Quality => ({
  exact: exactMatch(judged),
  chrF: chrF(judged),
});

/** Every so manieth is shown. */
const SAMPLES = 8;

export async function evaluateSet(
  translator: DirectionTranslator,
  set: EvaluationSet,
  baseline: NearestNeighbour,
): Promise<SetResult> {
  const { name, items } = set;
  const results = await translateSet(translator, set);
  const judged = judgeSet(set, results);
  const asked = results.some(({ lookedUp }) => lookedUp !== undefined);
  const alone = asked ? (await translateSet(translator, set, false)).map(({ text }) => text) : undefined;
  const scored = results.map(({ score }, index) => ({ score, isRight: isRight(judged[index] as Judged) }));
  const sure = scored.filter(({ score }) => score >= translator.confidence.threshold);
  const every = Math.max(1, Math.floor(items.length / SAMPLES));
  return {
    name,
    count: items.length,
    translator: measureQuality(judged),
    networkAlone: alone && measureQuality(judge(items, alone)),
    baseline: measureQuality(
      judge(
        items,
        items.map(({ source }) => baseline.translate(source).text),
      ),
    ),
    cut: results.filter(({ isCut }) => isCut).length / results.length,
    calibration: calibrate(scored),
    sure: {
      share: sure.length / scored.length,
      right: sure.filter((one) => one.isRight).length / Math.max(1, sure.length),
    },
    samples: items.flatMap(({ source, references }, index) => {
      const result = results[index];
      if (index % every !== 0 || result === undefined) return [];
      return [{ source, output: result.text, reference: references[0] ?? '', score: result.score }];
    }),
  };
}

export interface Speed {
  /** Of one sentence of about 30 characters, alone. */
  p50Ms: number;
  p99Ms: number;
  /** The same sentences, one after the other, and 32 at a time. */
  perSecond: number;
  perSecondBatched: number;
  sentences: number;
}

/** @param sentences about 30 characters long. */
export async function measureSpeed(translator: DirectionTranslator, sentences: readonly string[]): Promise<Speed> {
  for (const sentence of sentences.slice(0, 20)) await translator.translate([sentence]); // warm
  const times: number[] = [];
  for (const sentence of sentences) {
    const start = performance.now();
    await translator.translate([sentence]);
    times.push(performance.now() - start);
  }
  const start = performance.now();
  for (let index = 0; index < sentences.length; index += BATCH) {
    await translator.translate(sentences.slice(index, index + BATCH));
  }
  const batched = performance.now() - start;
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return {
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    perSecond: (1000 * sentences.length) / times.reduce((sum, time) => sum + time, 0),
    perSecondBatched: (1000 * sentences.length) / batched,
    sentences: sentences.length,
  };
}

/** Anything that Unicode has, and what breaks a decoder: long runs, combining marks, halves of pairs, placeholders. */
export function randomText(random: Random): string {
  const below = (count: number): number => Math.floor(random.uniform() * count);
  const kinds = [
    () => String.fromCodePoint(below(0x11_0000)),
    () => String.fromCharCode(0xac00 + below(11_172)),
    () => String.fromCharCode(0x1100 + below(256)),
    () => String.fromCharCode(97 + below(26)),
    () => String.fromCharCode(32 + below(95)),
    () => String.fromCharCode(0xe000 + below(16)),
  ];
  const only = below(kinds.length);
  const isMixed = random.uniform() < 0.3;
  const draw = (): string => kinds[isMixed ? below(kinds.length) : only]?.() ?? '';
  const run = (length: number): string => Array.from({ length }, draw).join('');
  return random.uniform() < 0.3 ? run(1 + below(8)).repeat(1 + below(12)) : run(1 + below(50));
}

/** Something of two letters or more, four times in a row. */
const LOOP = /(.{2,}?)\1{3,}/su;

export interface RandomResult {
  inputs: number;
  /** Outputs that loop where the input does not. */
  loops: number;
  /** Inputs without an answer. */
  failures: number;
  /** The longest answer took so long. */
  slowestMs: number;
}

/** That the translator always ends is by construction; this looks. */
export async function translateRandom(translator: Translator, count: number, random: Random): Promise<RandomResult> {
  const result: RandomResult = { inputs: count, loops: 0, failures: 0, slowestMs: 0 };
  for (let index = 0; index < count; index += 1) {
    const text = randomText(random);
    const start = performance.now();
    try {
      const { text: said } = await translator.translate(text, { to: random.uniform() < 0.5 ? 'ko' : 'en' });
      if (LOOP.test(said) && !LOOP.test(text)) result.loops += 1;
    } catch {
      result.failures += 1;
    }
    result.slowestMs = Math.max(result.slowestMs, performance.now() - start);
  }
  return result;
}
