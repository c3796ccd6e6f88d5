/** Trains the attention encoder-decoder to copy or reverse strings, and tests it on strings it has not seen. */
import { makePairBatch, makePairBatches, padSequences } from '../batches.ts';
import { createEncoderDecoderWeights, decodeBatch, pairLoss, type EncoderDecoderSettings } from '../encoder-decoder.ts';
import { createVariables, disposeVariables, readWeights, type Variables } from '../network.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { train, type CheckpointOptions, type RunOptions, type TrainingResult } from '../training.ts';
import type { Weights } from '../weights.ts';
import {
  FIRST_LETTER,
  SPECIAL,
  drawStrings,
  pairOf,
  showString,
  type StringSettings,
  type StringTask,
} from './data.ts';

export interface StringsRunSettings
  extends StringSettings, Pick<EncoderDecoderSettings, 'cell' | 'attention' | 'units'> {
  embedding: number;
  learningRate: number;
  batchSize: number;
  batchesAnEpoch: number;
  epochs: number;
  /** Unseen strings of the development set, which says when to stop, and of the test set. */
  unseen: number;
}

export const STRINGS_SETTINGS: StringsRunSettings = {
  letters: 26,
  minLength: 5,
  maxLength: 15,
  cell: 'lstm',
  attention: 'dot',
  units: 128,
  embedding: 64,
  learningRate: 0.004,
  batchSize: 128,
  batchesAnEpoch: 100,
  epochs: 30,
  unseen: 500,
};

/** Stops when so many development strings are right; the test set is then the judge. */
const TARGET = 0.998;

export interface TrainedStrings extends TrainingResult {
  weights: Weights;
  /** Share of the unseen test strings whose output is right in every letter. */
  testAccuracy: number;
  /** A few of them: source, and what the network writes. */
  samples: { source: string; output: string }[];
}

export interface StringsRun extends RunOptions {
  task: StringTask;
  settings: StringsRunSettings;
  checkpoint?: CheckpointOptions | undefined;
  logFile?: string | undefined;
}

export const networkSettings = (settings: StringsRunSettings): EncoderDecoderSettings => ({
  cell: settings.cell,
  units: settings.units,
  embedding: settings.embedding,
  layers: 1,
  attention: settings.attention,
  sourceSymbols: FIRST_LETTER + settings.letters,
  targetSymbols: FIRST_LETTER + settings.letters,
  keepProbability: 1,
  dropout: 'variational',
  labelSmoothing: 0,
});

/** What the network writes for each source. It may write one letter too many, so that it can be seen to do so. */
function write(variables: Variables, settings: StringsRunSettings, sources: readonly number[][]): number[][] {
  const { blank } = SPECIAL;
  return decodeBatch(
    variables,
    networkSettings(settings),
    padSequences(sources, blank),
    SPECIAL,
    settings.maxLength + 1,
  );
}

function measureAccuracy(
  variables: Variables,
  settings: StringsRunSettings,
  task: StringTask,
  sources: readonly number[][],
): number {
  const outputs = write(variables, settings, sources);
  const isRight = (source: readonly number[], index: number): boolean =>
    pairOf(source, task).target.join(' ') === outputs[index]?.join(' ');
  return sources.filter(isRight).length / sources.length;
}

export async function trainStrings(run: StringsRun): Promise<TrainedStrings> {
  const { task, settings, seed, checkpoint, logFile, onProgress } = run;
  const taken = new Set<string>();
  const unseenRandom = createRandom(deriveSeed(seed, -1));
  const development = drawStrings(settings.unseen, settings, unseenRandom, taken);
  const test = drawStrings(settings.unseen, settings, unseenRandom, taken);
  const network = networkSettings(settings);
  const variables = createVariables(createEncoderDecoderWeights(network, createRandom(seed)));
  try {
    const result = await train({
      seed,
      variables,
      epochs: settings.epochs,
      learningRate: {
        peak: settings.learningRate,
        warmUpSteps: 50,
        decay: 'cosine',
        totalSteps: settings.epochs * settings.batchesAnEpoch,
      },
      clipNorm: 1,
      batches: (random) => {
        // New strings each epoch; only those of the unseen sets are out.
        const strings = drawStrings(settings.batchSize * settings.batchesAnEpoch, settings, random, new Set(taken));
        return makePairBatches(
          strings.map((source) => pairOf(source, task)),
          settings.batchSize,
          SPECIAL,
          random,
        );
      },
      loss: (batch, noise) => pairLoss(variables, network, batch, noise),
      tokensOf: (batch) => batch.tokens,
      development: {
        evaluate: () => {
          const batch = makePairBatch(
            development.map((source) => pairOf(source, task)),
            SPECIAL,
          );
          const loss = pairLoss(variables, network, batch);
          const value = loss.dataSync()[0] ?? NaN;
          loss.dispose();
          return { loss: value, exact: measureAccuracy(variables, settings, task, development) };
        },
        everySteps: settings.batchesAnEpoch,
        score: 'exact',
        isHigherBetter: true,
        target: TARGET,
      },
      checkpoint,
      logFile,
      onProgress,
    });
    const testAccuracy = measureAccuracy(variables, settings, task, test);
    const shown = test.slice(0, 3);
    const outputs = write(variables, settings, shown);
    const samples = shown.map((source, index) => ({
      source: showString(source),
      output: showString(outputs[index] ?? []),
    }));
    return { ...result, weights: readWeights(variables), testAccuracy, samples };
  } finally {
    disposeVariables(variables);
  }
}
