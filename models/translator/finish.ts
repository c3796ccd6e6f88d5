/** What follows the training of a translator: its scores are calibrated, its quality measured, its artifact made. */
import { createSession, type ArtifactContent } from '../artifact.ts';
import { calibrate } from '../calibration.ts';
import { encodeModel } from '../onnx.ts';
import { countParameters } from '../weights.ts';
import { fitConfidence, NEAR, scoreOf, type Confidence, type Outcome } from './confidence.ts';
import { createDirection, NETWORK_FILES } from './direction.ts';
import { isRight, judgeSet, measureQuality, translateSet, type Quality } from './evaluate.ts';
import { createEvaluationSets } from './evaluation-sets.ts';
import { decoderGraph, encoderGraph } from './graph.ts';
import { createLexicon } from './lexicon.ts';
import { createTranslationNetwork } from './network.ts';
import { DIRECTIONS, wordMeanings } from './pairs.ts';
import { describeVocabularies, type TrainedTranslator, type TranslatorRun } from './train.ts';

/** Of each development set. */
const MEASURED = 600;
/** A translation is called sure when it is more likely right than wrong. */
const THRESHOLD = 0.5;
const UNCALIBRATED: Confidence = {
  weights: [],
  threshold: THRESHOLD,
  listed: 1,
  near: new Array<number>(NEAR).fill(1),
};

/** Figures by set, as the card has them. */
type Metrics = Record<string, Quality & { count: number }>;

const shareOf = (right: readonly boolean[]): number => right.filter(Boolean).length / Math.max(1, right.length);

/**
 * The trained network as `saveArtifact` takes it: its weights as 8-bit integers, its scores fitted on development sets.
 * @param data what it learnt from, for the card.
 */
export async function finishTranslator(
  { weights, vocabularies, steps, seconds }: TrainedTranslator,
  { direction: name, settings, corpus, seed }: TranslatorRun,
  data: { description: string; licence: string },
): Promise<{ artifact: ArtifactContent; metrics: Metrics }> {
  const direction = DIRECTIONS[name];
  const networks = {
    [NETWORK_FILES.encoder]: encodeModel(encoderGraph(weights, settings, { quantise: true })),
    [NETWORK_FILES.decoder]: encodeModel(decoderGraph(weights, settings, vocabularies.target.size, { quantise: true })),
  };
  const { characterUnits, encoderUnits, decoderUnits } = settings;
  const card = (confidence: Confidence, metrics: Record<string, unknown>): ArtifactContent['card'] => ({
    model: 'translator',
    name: 'everyday',
    network:
      `encoder-decoder: bidirectional LSTM over characters, 2 × ${characterUnits} units, and over words, ` +
      `2 × ${encoderUnits}; 2 × LSTM, ${decoderUnits} units, with attention to both`,
    parameters: countParameters(weights),
    settings: {
      cell: 'lstm',
      units: decoderUnits,
      ...settings,
      confidence,
      seed,
      steps,
      trainingSeconds: Math.round(seconds),
    },
    data,
    metrics,
  });
  const [encoder, decoder] = await Promise.all(Object.values(networks).map(createSession));
  if (encoder === undefined || decoder === undefined) throw new Error('A translator has two networks.');
  const listed = wordMeanings(corpus.words, direction).map(({ source, target }) => [source[0] ?? '', ...target]);
  const translator = createDirection({
    card: { ...card(UNCALIBRATED, {}), checksum: '', vocabularyChecksum: '' },
    ...vocabularies,
    network: createTranslationNetwork(encoder, decoder),
    lexicon: createLexicon(listed, direction),
    maxPieces: settings.maxPieces,
    confidence: UNCALIBRATED,
  });
  const outcomes: Outcome[] = [];
  /** Whether the word list was right, by the number of keys that were wrong. */
  const lookedUp = Array.from({ length: NEAR + 1 }, (): boolean[] => []);
  const metrics: Metrics = {};
  for (const set of createEvaluationSets(corpus, direction, { part: 'development', limit: MEASURED })) {
    const results = await translateSet(translator, set);
    const judged = judgeSet(set, results);
    metrics[set.name] = { ...measureQuality(judged), count: set.items.length };
    results.forEach(({ features, lookedUp: found }, index) => {
      const item = judged[index];
      if (item === undefined) return;
      if (found !== undefined) lookedUp[found.errors]?.push(isRight(item));
      else if (features !== undefined) outcomes.push({ features, isRight: isRight(item) });
    });
  }
  await translator.release();
  const fitted = fitConfidence(outcomes);
  const scored = outcomes.map(({ features, isRight: right }) => ({ score: scoreOf(fitted, features), isRight: right }));
  const confidence = {
    weights: fitted,
    threshold: THRESHOLD,
    listed: shareOf(lookedUp[0] ?? []),
    near: lookedUp.slice(1).map(shareOf),
  };
  return {
    artifact: {
      card: card(confidence, { part: 'development', sets: metrics, calibration: calibrate(scored) }),
      model: networks,
      symbols: { ...describeVocabularies(vocabularies), listed },
    },
    metrics,
  };
}
