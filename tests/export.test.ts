import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { createSession, type Card } from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { SYMBOLS as LETTERS } from '../models/completer/data.ts';
import { LAYERS } from '../models/completer/layers.ts';
import {
  COMPLETER_SETTINGS,
  completerGraph,
  completerLogits,
  createCompleterWeights,
} from '../models/completer/model.ts';
import { createDigitClassifier } from '../models/digits/infer.ts';
import { DIGITS_SETTINGS, createDigitsWeights, digitLogits, digitsGraph } from '../models/digits/model.ts';
import { COLUMNS, LAYER, PIXELS, ROWS } from '../models/digits/shape.ts';
import { floats, floatsOf, nextStates, oneSymbol, outputOf, zeroStates, type States } from '../models/inference.ts';
import { createVariables, disposeVariables, type Variables } from '../models/network.ts';
import { decodeWeights } from '../models/onnx-layers.ts';
import { encodeModel, type Graph } from '../models/onnx.ts';
import { createRandom } from '../models/random.ts';
import { SYMBOLS } from '../models/translator-seed/data.ts';
import { createTranslator } from '../models/translator-seed/infer.ts';
import { STATE } from '../models/translator-seed/layers.ts';
import {
  TRANSLATOR_SETTINGS,
  createTranslatorWeights,
  decodeSteps,
  encode,
  translatorGraph,
} from '../models/translator-seed/model.ts';
import { translateWord } from '../models/translator-seed/train.ts';
import { createVocabulary } from '../models/vocabulary.ts';
import { CELLS, stateInput, type Cell, type Weights } from '../models/weights.ts';

/** A network exported to ONNX, and the same weights in TensorFlow.js. */
interface Both {
  session: InferenceSession;
  variables: Variables;
}

const both = async (weights: Weights, graph: Graph): Promise<Both> => ({
  session: await createSession(encodeModel(graph)),
  variables: createVariables(weights),
});

const cardOf = (settings: Card['settings']): Card => ({
  model: 'digits',
  name: 'test',
  network: '',
  parameters: 0,
  settings,
  data: { description: '', licence: '' },
  metrics: {},
  checksum: '',
  vocabularyChecksum: '',
});

function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a).toHaveLength(b.length);
  return Array.from(a).reduce((max, value, index) => Math.max(max, Math.abs(value - (b[index] ?? NaN))), 0);
}

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const seed = fc.integer({ min: 1, max: 2 ** 31 });
const FEW = { numRuns: 15 };

beforeAll(async () => {
  await startBackend();
});

describe.each(CELLS)('exported with %s cells', (cell: Cell) => {
  it('the digit reader gives the logits of TensorFlow.js, whole and row by row', async () => {
    const settings = { ...DIGITS_SETTINGS, cell, units: 24 };
    const random = createRandom(1);
    const weights = createDigitsWeights(settings, random);
    const { session, variables } = await both(weights, digitsGraph(weights, settings));
    const images = Float32Array.from({ length: 3 * PIXELS }, () => random.uniform());
    const reference = tf.tidy(() => digitLogits(variables, cell, images).dataSync());
    const classifier = createDigitClassifier(cardOf(settings), session);
    expect(maxDifference(await classifier.logits(images), reference)).toBeLessThan(1e-4);

    let states = zeroStates([LAYER], cell, settings.units);
    let logits = new Float32Array();
    for (let row = 0; row < ROWS; row += 1) {
      const rows = floats(images.slice(row * COLUMNS, (row + 1) * COLUMNS), [1, 1, COLUMNS]);
      const outputs = await session.run({ rows, ...states });
      states = nextStates(outputs, states);
      logits = Float32Array.from(floatsOf(outputOf(outputs, 'logits')));
    }
    expect(maxDifference(logits, reference.slice(0, logits.length))).toBeLessThan(1e-4);
    disposeVariables(variables);
  });

  it('the completer gives the logits of TensorFlow.js letter by letter, for any word and weights', async () => {
    const vocabulary = createVocabulary(LETTERS);
    const settings = { ...COMPLETER_SETTINGS, cell, units: 16 };
    await fc.assert(
      fc.asyncProperty(word, seed, async (text, weightSeed) => {
        const weights = createCompleterWeights(settings, vocabulary.size, createRandom(weightSeed));
        const { session, variables } = await both(weights, completerGraph(weights, settings, vocabulary.size));
        const ids = Array.from(text, (letter) => vocabulary.idOf(letter) ?? NaN);
        const reference = tf.tidy(() => completerLogits(variables, settings, vocabulary.size, [ids]).dataSync());
        let states = zeroStates(LAYERS, cell, settings.units);
        let logits = new Float32Array();
        for (const id of ids) {
          const outputs = await session.run({ letters: oneSymbol(id), ...states });
          states = nextStates(outputs, states);
          logits = Float32Array.from(floatsOf(outputOf(outputs, 'logits')));
        }
        disposeVariables(variables);
        await session.release();
        expect(maxDifference(logits, reference)).toBeLessThan(1e-4);
      }),
      FEW,
    );
  });

  it('the translator writes the text that TensorFlow.js writes, as surely, for any word and weights', async () => {
    const vocabulary = createVocabulary(SYMBOLS);
    const settings = { ...TRANSLATOR_SETTINGS, cell, units: 16 };
    await fc.assert(
      fc.asyncProperty(word, seed, async (text, weightSeed) => {
        const weights = createTranslatorWeights(settings, vocabulary.size, createRandom(weightSeed));
        const { session, variables } = await both(weights, translatorGraph(weights, settings, vocabulary.size));
        const translator = createTranslator(cardOf(settings), vocabulary, session);
        const reference = await translateWord(variables, settings, vocabulary, text);
        const translation = await translator.translate(text);
        disposeVariables(variables);
        await translator.release();
        expect(translation.text).toBe(reference.text);
        expect(Math.abs(translation.score - reference.score)).toBeLessThan(1e-4);
      }),
      FEW,
    );
  });

  it('the translator has the state and the logits of TensorFlow.js after every symbol it reads and writes', async () => {
    const vocabulary = createVocabulary(SYMBOLS);
    const settings = { ...TRANSLATOR_SETTINGS, cell, units: 16 };
    const ids = fc.array(fc.integer({ min: 0, max: vocabulary.size - 1 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ids, ids, seed, async (read, written, weightSeed) => {
        const weights = createTranslatorWeights(settings, vocabulary.size, createRandom(weightSeed));
        const { session, variables } = await both(weights, translatorGraph(weights, settings, vocabulary.size));
        const reference = tf.tidy(() => {
          const context = encode(variables, settings, vocabulary.size, [read]);
          const { logits } = decodeSteps(variables, settings, vocabulary.size, [written], context);
          return { context: context.hidden.dataSync(), logits: logits.dataSync() };
        });
        const run = async (decode: boolean, id: number, states: States): ReturnType<typeof session.run> =>
          session.run({ decode: new Tensor('bool', [decode], []), symbols: oneSymbol(id), ...states });

        let states = zeroStates([STATE], cell, settings.units);
        for (const id of read) states = nextStates(await run(false, id, states), states);
        const context = floatsOf(outputOf(states, stateInput(STATE, 'hidden')));
        expect(maxDifference(context, reference.context)).toBeLessThan(1e-4);
        for (const [step, id] of written.entries()) {
          const outputs = await run(true, id, states);
          states = nextStates(outputs, states);
          const expected = reference.logits.slice(step * vocabulary.size, (step + 1) * vocabulary.size);
          expect(maxDifference(floatsOf(outputOf(outputs, 'logits')), expected)).toBeLessThan(1e-4);
        }
        disposeVariables(variables);
        await session.release();
      }),
      FEW,
    );
  });

  it('a network gives its weights back unchanged', () => {
    const translatorWeights = createTranslatorWeights({ ...TRANSLATOR_SETTINGS, cell, units: 8 }, 5, createRandom(2));
    const translator = translatorGraph(translatorWeights, { ...TRANSLATOR_SETTINGS, cell, units: 8 }, 5);
    expect(decodeWeights(encodeModel(translator), cell)).toEqual(translatorWeights);
    const completerWeights = createCompleterWeights({ ...COMPLETER_SETTINGS, cell, units: 8 }, 5, createRandom(3));
    const completer = completerGraph(completerWeights, { ...COMPLETER_SETTINGS, cell, units: 8 }, 5);
    expect(decodeWeights(encodeModel(completer), cell)).toEqual(completerWeights);
  });
});

it('TensorFlow.js keeps no tensor after translating and completing', async () => {
  const vocabulary = createVocabulary(SYMBOLS);
  const settings = { ...TRANSLATOR_SETTINGS, units: 8 };
  const before = tf.memory().numTensors;
  const variables = createVariables(createTranslatorWeights(settings, vocabulary.size, createRandom(4)));
  for (let i = 0; i < 20; i += 1) await translateWord(variables, settings, vocabulary, 'word');
  disposeVariables(variables);
  expect(tf.memory().numTensors).toBe(before);
});
