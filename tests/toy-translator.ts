/** A translator of a few units that has learnt nothing: whatever it says, how it says it must hold. */
import { createSession, type Card } from '../models/artifact.ts';
import { encodeModel } from '../models/onnx.ts';
import { createRandom } from '../models/random.ts';
import { createDirection, type DirectionTranslator } from '../models/translator/direction.ts';
import { decoderGraph, encoderGraph } from '../models/translator/graph.ts';
import { createLexicon } from '../models/translator/lexicon.ts';
import { createTranslatorWeights } from '../models/translator/model.ts';
import { createTranslationNetwork, type TranslationNetwork } from '../models/translator/network.ts';
import { DIRECTIONS, wordMeanings, type DirectionName } from '../models/translator/pairs.ts';
import { learnVocabularies } from '../models/translator/train.ts';
import { createToyCorpus, TOY_SETTINGS } from './translator-support.ts';

export const TOY_CARD: Card = {
  model: 'translator',
  name: 'toy',
  network: 'toy',
  parameters: 0,
  settings: { cell: 'lstm', units: TOY_SETTINGS.decoderUnits },
  data: { description: '', licence: '' },
  metrics: {},
  checksum: '',
  vocabularyChecksum: '',
};
export const CONFIDENCE = { weights: [1, 0.5], threshold: 0.5, listed: 0.9, near: [0.8, 0.6, 0.4] };

/** The parts of one direction of the toy corpus; `network` is untrained where none is handed in. */
export async function createToyDirection(
  name: DirectionName,
  network?: TranslationNetwork,
): Promise<DirectionTranslator> {
  const corpus = createToyCorpus();
  const settings = TOY_SETTINGS;
  const vocabularies = learnVocabularies({ direction: name, settings, corpus, seed: 1 });
  const { source, target } = vocabularies;
  const untrained = async (): Promise<TranslationNetwork> => {
    const sizes = { characters: source.characterCount, units: source.unitCount, targetPieces: target.size };
    const weights = createTranslatorWeights(settings, sizes, createRandom(4));
    return createTranslationNetwork(
      await createSession(encodeModel(encoderGraph(weights, settings))),
      await createSession(encodeModel(decoderGraph(weights, settings, target.size))),
    );
  };
  const listed = wordMeanings(corpus.words, DIRECTIONS[name]).map((meaning) => [...meaning.source, ...meaning.target]);
  return createDirection({
    card: TOY_CARD,
    source,
    target,
    network: network ?? (await untrained()),
    lexicon: createLexicon(listed, DIRECTIONS[name]),
    maxPieces: settings.maxPieces,
    confidence: CONFIDENCE,
  });
}
