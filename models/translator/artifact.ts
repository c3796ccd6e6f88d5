/** A trained translator as its artifact: both networks with 8-bit weights, the vocabularies, and the card. */
import type { ArtifactContent } from '../artifact.ts';
import { encodeModel } from '../onnx.ts';
import { countParameters, type Weights } from '../weights.ts';
import type { Confidence } from './confidence.ts';
import { NETWORK_FILES } from './direction.ts';
import { decoderGraph, encoderGraph } from './graph.ts';
import type { DirectionName } from './pairs.ts';
import { describeVocabularies, type TranslatorRunSettings, type Vocabularies } from './train.ts';

export interface TranslatorContent {
  direction: DirectionName;
  weights: Weights;
  vocabularies: Vocabularies;
  settings: TranslatorRunSettings;
  confidence: Confidence;
  seed: number;
  data: { description: string; licence: string };
  metrics: Record<string, unknown>;
}

export function translatorArtifact(content: TranslatorContent): ArtifactContent {
  const { direction, weights, vocabularies, settings, confidence, seed, data, metrics } = content;
  const { characterUnits, encoderUnits, decoderUnits } = settings;
  return {
    card: {
      model: 'translator',
      name: `everyday ${direction}`,
      network:
        `encoder-decoder: bidirectional LSTM over characters, 2 × ${characterUnits} units, and over words, ` +
        `2 × ${encoderUnits}; 2 × LSTM, ${decoderUnits} units, with attention to both`,
      parameters: countParameters(weights),
      settings: { cell: 'lstm', units: decoderUnits, ...settings, confidence, seed },
      data,
      metrics,
    },
    model: {
      [NETWORK_FILES.encoder]: encodeModel(encoderGraph(weights, settings, { quantise: true })),
      [NETWORK_FILES.decoder]: encodeModel(
        decoderGraph(weights, settings, vocabularies.target.size, { quantise: true }),
      ),
    },
    symbols: describeVocabularies(vocabularies),
  };
}
