/** The three seed models in ONNX Runtime and in every TensorFlow.js backend that is here, on the same weights. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { artifactFolder, type ModelName } from '../../models/artifact.ts';
import { findBackends, startBackend, type BackendName } from '../../models/backend.ts';
import { loadCompleter } from '../../models/completer/infer.ts';
import { COMPLETER_SETTINGS, completerLogits } from '../../models/completer/model.ts';
import { loadDigitImages } from '../../models/digits/data.ts';
import { loadDigits } from '../../models/digits/infer.ts';
import { digitLogits } from '../../models/digits/model.ts';
import { PIXELS } from '../../models/digits/shape.ts';
import { createVariables, type Variables } from '../../models/network.ts';
import { decodeWeights } from '../../models/onnx-layers.ts';
import type { Spread } from '../../models/report.ts';
import { loadTranslator } from '../../models/translator-seed/infer.ts';
import { TRANSLATOR_SETTINGS } from '../../models/translator-seed/model.ts';
import { translateWord } from '../../models/translator-seed/train.ts';
import { createVocabulary } from '../../models/vocabulary.ts';
import { SYMBOLS as LETTERS } from '../../models/completer/data.ts';
import { SYMBOLS } from '../../models/translator-seed/data.ts';
import type { Cell } from '../../models/weights.ts';
import { contest, type Contender } from './contest.ts';

export interface InferenceResult {
  task: string;
  runtime: string;
  /** Microseconds a call. */
  us: Spread;
  /** How many images, words or keystrokes a call answers. */
  items: number;
}

const MODELS_ROOT = path.join(process.cwd(), 'models');
export const ONNX = 'ONNX Runtime';
const BATCHES = [1, 512];

function readVariables(model: ModelName, cell: Cell): Variables {
  const file = path.join(artifactFolder(MODELS_ROOT, model, 'seed'), 'model.onnx');
  return createVariables(decodeWeights(readFileSync(file), cell));
}

/** Each backend's own copy of the weights; it becomes the active one before its turns. */
async function tensorflowContenders(
  backends: readonly BackendName[],
  model: ModelName,
  cell: Cell,
  run: (variables: Variables) => unknown,
): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const backend of backends) {
    await startBackend(backend);
    const variables = readVariables(model, cell);
    contenders.push({
      name: `TensorFlow.js ${backend}`,
      prepare: () => startBackend(backend),
      run: () => run(variables),
    });
  }
  return contenders;
}

export async function benchInference(onTask: (task: string) => void): Promise<InferenceResult[]> {
  const backends = await findBackends();
  const results: InferenceResult[] = [];
  const measure = async (task: string, items: number, contenders: Contender[]): Promise<void> => {
    onTask(task);
    for (const [runtime, us] of await contest(contenders)) results.push({ task, runtime, us, items });
  };

  const digits = await loadDigits(artifactFolder(MODELS_ROOT, 'digits', 'seed'));
  const { pixels } = loadDigitImages('test', Math.max(...BATCHES));
  for (const batch of BATCHES) {
    const images = pixels.slice(0, batch * PIXELS);
    const { cell } = digits.card.settings;
    await measure(`digits, batch ${batch}`, batch, [
      { name: ONNX, run: () => digits.logits(images) },
      ...(await tensorflowContenders(backends, 'digits', cell, (variables) =>
        tf.tidy(() => digitLogits(variables, cell, images).dataSync()),
      )),
    ]);
  }

  const completer = await loadCompleter(artifactFolder(MODELS_ROOT, 'completer', 'seed'));
  const letters = createVocabulary(LETTERS);
  const ids = Array.from('wor', (letter) => letters.idOf(letter) ?? NaN);
  await measure('completer, 3 letters', 1, [
    { name: ONNX, run: () => completer.suggest('wor') },
    ...(await tensorflowContenders(backends, 'completer', completer.card.settings.cell, (variables) =>
      tf.tidy(() => completerLogits(variables, COMPLETER_SETTINGS, letters.size, [ids]).dataSync()),
    )),
  ]);

  const translator = await loadTranslator(artifactFolder(MODELS_ROOT, 'translator', 'seed'));
  const symbols = createVocabulary(SYMBOLS);
  await measure('translator, "love"', 1, [
    { name: ONNX, run: () => translator.translate('love') },
    ...(await tensorflowContenders(backends, 'translator', translator.card.settings.cell, (variables) =>
      translateWord(variables, TRANSLATOR_SETTINGS, symbols, 'love'),
    )),
  ]);

  // What a keystroke costs with the states of the letters before it at hand.
  const completerStates = completer.createStates();
  const typist = translator.createTypist();
  const typed = ['lo', 'lov'];
  let stroke = 0;
  await measure('a keystroke with cached states', 1, [
    { name: 'completer, ONNX Runtime', run: () => completer.suggest(typed[(stroke += 1) % 2] ?? '', completerStates) },
    { name: 'translator, ONNX Runtime', run: () => typist.translate(typed[(stroke += 1) % 2] ?? '') },
  ]);
  await Promise.all([digits.release(), completer.release(), translator.release()]);
  return results;
}
