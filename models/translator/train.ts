/** Trains the translator, one direction at a time. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { deriveSeed, createRandom, type Random } from '../random.ts';
import { createVariables, disposeVariables, readWeights, type Variables } from '../network.ts';
import { train, type CheckpointOptions, type RunOptions, type TrainingResult } from '../training.ts';
import type { Weights } from '../weights.ts';
import { makeBatches, makeSourceBatch, type EncodedExample } from './batches.ts';
import { chrF } from '../chrf.ts';
import { exactMatch } from '../metrics.ts';
import { createEvaluationSets, type EvaluationSet } from './evaluation-sets.ts';
import { createExampleSource, type Example } from './examples.ts';
import { createTranslatorWeights, decodeBatch, translationLoss, type NetworkSettings } from './model.ts';
import { directed, wordMeanings, DIRECTIONS, type Corpus, type DirectionName } from './pairs.ts';
import {
  createSourceVocabulary,
  createTargetVocabulary,
  learnSource,
  learnTarget,
  SPECIAL,
  UNKNOWN,
  vocabularySchema,
  type SourceVocabulary,
  type TargetVocabulary,
} from './vocabulary.ts';

export interface TranslatorRunSettings extends NetworkSettings {
  /** Units that the source knows, and pieces that the target is written in, at most. */
  sourceUnits: number;
  targetPieces: number;
  /** Examples from which the vocabularies are learnt. */
  vocabularyExamples: number;
  /** A known unit is read by its characters alone so often, so that these learn to speak for an unknown one. */
  hiddenUnits: number;
  batchSize: number;
  examplesAnEpoch: number;
  epochs: number;
  learningRate: number;
  averageDecay: number;
  /** Longer examples are left out: characters read, pieces written. */
  maxCharacters: number;
  maxPieces: number;
}

export const TRANSLATOR_SETTINGS: TranslatorRunSettings = {
  characterEmbedding: 48,
  characterUnits: 96,
  unitEmbedding: 160,
  encoderUnits: 128,
  decoderUnits: 256,
  targetEmbedding: 160,
  keepProbability: 0.95,
  labelSmoothing: 0,
  sourceUnits: 12_000,
  targetPieces: 4_000,
  vocabularyExamples: 200_000,
  hiddenUnits: 0.1,
  batchSize: 128,
  examplesAnEpoch: 12_800,
  epochs: 88,
  learningRate: 0.004,
  averageDecay: 0.999,
  maxCharacters: 160,
  maxPieces: 60,
};

export interface Vocabularies {
  source: SourceVocabulary;
  target: TargetVocabulary;
}

export interface TranslatorRun extends RunOptions {
  direction: DirectionName;
  settings: TranslatorRunSettings;
  corpus: Corpus;
  checkpoint?: CheckpointOptions | undefined;
  logFile?: string | undefined;
}

export interface TrainedTranslator extends TrainingResult {
  weights: Weights;
  vocabularies: Vocabularies;
}

/** A run that resumes goes on with the vocabularies it began with, whatever became of the corpus. */
function findVocabularies(run: TranslatorRun): Vocabularies {
  const { source: sourceLanguage } = DIRECTIONS[run.direction];
  const { folder, resume } = run.checkpoint ?? {};
  const file = folder === undefined ? undefined : path.join(folder, 'vocabulary.json');
  if (file !== undefined && resume === true && existsSync(file)) {
    const { characters, units, pieces } = v.parse(vocabularySchema, JSON.parse(readFileSync(file, 'utf8')));
    return {
      source: createSourceVocabulary(sourceLanguage, characters, units),
      target: createTargetVocabulary(pieces),
    };
  }
  const vocabularies = learnVocabularies(run);
  if (file !== undefined && folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(describeVocabularies(vocabularies)));
  }
  return vocabularies;
}

export const describeVocabularies = ({ source, target }: Vocabularies): v.InferOutput<typeof vocabularySchema> => ({
  characters: [...source.characters],
  units: [...source.units],
  pieces: [...target.pieces],
});

/** Vocabularies are learnt from examples as they are drawn for training, without typing errors. */
export function learnVocabularies(run: TranslatorRun): Vocabularies {
  const { corpus, settings, seed } = run;
  const direction = DIRECTIONS[run.direction];
  const source = createExampleSource(corpus, direction, {
    typo: 0,
    wordTypo: 0,
    manyTypos: 0,
    unpunctuated: 0,
    otherName: 0.3,
    placeholder: 0.1,
  });
  const random = createRandom(deriveSeed(seed, -2));
  const examples = Array.from({ length: settings.vocabularyExamples }, () => source.draw(random));
  // Every word of the list and of the phrases counts, however rarely it is drawn.
  const listed = [
    ...wordMeanings(corpus.words, direction),
    ...corpus.phrases.train.map((phrase) => directed(phrase, direction)),
  ];
  const sources = [
    ...examples.map((example) => example.source),
    ...listed.flatMap((meaning) => [...meaning.source, ...meaning.source]),
  ];
  const targets = [...examples.map((example) => example.target), ...listed.flatMap(({ target }) => target)];
  const { characters, units } = learnSource(direction.source, sources, { units: settings.sourceUnits, minCount: 2 });
  const pieces = learnTarget(direction.target, targets, { pieces: settings.targetPieces, minCount: 2 });
  return {
    source: createSourceVocabulary(direction.source, characters, units),
    target: createTargetVocabulary(pieces),
  };
}

export function encodeExamples(
  examples: readonly Example[],
  { source, target }: Vocabularies,
  settings: TranslatorRunSettings,
): EncodedExample[] {
  return examples
    .map((example) => ({ source: source.encode(example.source, example.task), target: target.encode(example.target) }))
    .filter(
      (example) =>
        example.source.characters.length <= settings.maxCharacters &&
        example.target.length > 0 &&
        example.target.length <= settings.maxPieces,
    );
}

/** Known units become unknown ones now and then, in place. */
function hideUnits(examples: readonly EncodedExample[], share: number, random: Random): void {
  for (const { source } of examples) {
    for (let index = 1; index < source.units.length; index += 1) {
      if (random.uniform() < share) source.units[index] = UNKNOWN;
    }
  }
}

/** Of each set that is measured during training. */
const MEASURED = 400;
/** Draws of the grammar for other ways to say what is held out. */
const REFERENCE_DRAWS = 200_000;

export async function trainTranslator(run: TranslatorRun): Promise<TrainedTranslator> {
  const { settings, seed, corpus, checkpoint, logFile, onProgress } = run;
  const vocabularies = findVocabularies(run);
  const sizes = {
    characters: vocabularies.source.characterCount,
    units: vocabularies.source.unitCount,
    targetPieces: vocabularies.target.size,
  };
  const source = createExampleSource(corpus, DIRECTIONS[run.direction]);
  const variables = createVariables(createTranslatorWeights(settings, sizes, createRandom(seed)));
  const development = createEvaluationSets(corpus, DIRECTIONS[run.direction], {
    part: 'development',
    limit: MEASURED,
    draws: REFERENCE_DRAWS,
  }).filter(({ name }) => name in DECIDING);
  try {
    const result = await train({
      seed,
      variables,
      epochs: settings.epochs,
      learningRate: {
        peak: settings.learningRate,
        warmUpSteps: 200,
        decay: 'cosine',
        totalSteps: Math.ceil((settings.epochs * settings.examplesAnEpoch) / settings.batchSize),
      },
      clipNorm: 1,
      averageDecay: settings.averageDecay,
      batches(random) {
        const drawn = Array.from({ length: settings.examplesAnEpoch }, () => source.draw(random));
        const examples = encodeExamples(drawn, vocabularies, settings);
        hideUnits(examples, settings.hiddenUnits, random);
        return makeBatches(examples, settings.batchSize, random);
      },
      loss: (batch, noise) => translationLoss(variables, settings, batch, noise),
      tokensOf: ({ tokens }) => tokens,
      development: {
        evaluate: () => evaluate(variables, settings, vocabularies, development),
        everySteps: EVALUATED_STEPS,
        score: 'mean',
        isHigherBetter: true,
      },
      checkpoint,
      logFile,
      onProgress,
    });
    return { ...result, weights: readWeights(variables), vocabularies };
  } finally {
    disposeVariables(variables);
  }
}

/** Steps between two measurements on the development sets, which take as long as some fifty steps. */
const EVALUATED_STEPS = 1_000;
const BATCH = 128;

/** Greedy translations of a set. */
export function translateAll(
  variables: Variables,
  settings: TranslatorRunSettings,
  { source, target }: Vocabularies,
  { items, task }: EvaluationSet,
): string[] {
  const outputs: string[] = [];
  for (let start = 0; start < items.length; start += BATCH) {
    const part = items.slice(start, start + BATCH);
    const batch = makeSourceBatch(part.map((item) => source.encode(item.source, task)));
    const ids = decodeBatch(variables, settings, batch, SPECIAL, settings.maxPieces);
    outputs.push(...ids.map((written) => target.decode(written)));
  }
  return outputs;
}

/** Which sets say how good a network is, and by what: words and grammar have few right answers, other text has many. */
const DECIDING: Readonly<Record<string, 'exact' | 'chrF'>> = {
  'words, listed': 'exact',
  'words, one typo': 'exact',
  grammar: 'exact',
  phrases: 'chrF',
  pairs: 'chrF',
  names: 'exact',
};

function evaluate(
  variables: Variables,
  settings: TranslatorRunSettings,
  vocabularies: Vocabularies,
  sets: readonly EvaluationSet[],
): Record<string, number> {
  const figures: Record<string, number> = {};
  let sum = 0;
  for (const set of sets) {
    const outputs = translateAll(variables, settings, vocabularies, set);
    const judged = set.items.map(({ references }, index) => ({ hypothesis: outputs[index] ?? '', references }));
    const measured = { exact: exactMatch(judged), chrF: chrF(judged) };
    figures[set.name] = measured.exact;
    figures[`${set.name} chrF`] = measured.chrF;
    sum += measured[DECIDING[set.name] ?? 'chrF'];
  }
  figures['mean'] = sum / sets.length;
  return figures;
}
