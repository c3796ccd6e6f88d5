import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import {
  ArtifactError,
  MODELS,
  artifactFolder,
  loadArtifact,
  saveArtifact,
  type ModelName,
} from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { SYMBOLS as LETTERS, WORDS } from '../models/completer/data.ts';
import { loadCompleter } from '../models/completer/infer.ts';
import { COMPLETER_SETTINGS, completerLogits } from '../models/completer/model.ts';
import { loadDigitImages } from '../models/digits/data.ts';
import { loadDigits } from '../models/digits/infer.ts';
import { digitLogits } from '../models/digits/model.ts';
import { createVariables, disposeVariables, type Variables } from '../models/network.ts';
import { decodeWeights } from '../models/onnx-layers.ts';
import { MISSPELT, PAIRS, SYMBOLS } from '../models/translator-seed/data.ts';
import { loadTranslator } from '../models/translator-seed/infer.ts';
import { TRANSLATOR_SETTINGS } from '../models/translator-seed/model.ts';
import { translateWord } from '../models/translator-seed/train.ts';
import { createVocabulary } from '../models/vocabulary.ts';
import { countParameters, type Cell } from '../models/weights.ts';

const ROOT = path.join(process.cwd(), 'models');
const SEED = artifactFolder(ROOT, 'translator', 'seed');

describe('a committed artifact', () => {
  it.each(MODELS)('of the %s loads, and its card describes it', async (model) => {
    const { card, session } = await loadArtifact(artifactFolder(ROOT, model, 'seed'), model);
    const weights = decodeWeights(
      readFileSync(path.join(artifactFolder(ROOT, model, 'seed'), 'model.onnx')),
      card.settings.cell,
    );
    expect(countParameters(weights)).toBe(card.parameters);
    expect(card.data.description).not.toBe('');
    expect(card.data.licence).not.toBe('');
    await session.release();
  });

  it('of the digit reader has the test accuracy that its card claims', async () => {
    const classifier = await loadDigits(artifactFolder(ROOT, 'digits', 'seed'));
    const { count, pixels, labels } = loadDigitImages('test');
    const logits = await classifier.logits(pixels);
    const isRight = (row: number): boolean => {
      const scores = Array.from(logits.subarray(row * 10, row * 10 + 10));
      return scores.indexOf(Math.max(...scores)) === labels[row];
    };
    const right = Array.from(labels.keys()).filter(isRight).length;
    expect(right / count).toBeCloseTo(Number(classifier.card.metrics['testAccuracy']), 3);
    expect(right / count).toBeGreaterThanOrEqual(0.9719);
    await classifier.release();
  });

  describe('answers in ONNX Runtime as its weights do in TensorFlow.js:', () => {
    beforeAll(async () => {
      await startBackend();
    });

    /** Loads the artifact both ways, and gives the weights back at the end. */
    async function withVariables(model: ModelName, cell: Cell, use: (variables: Variables) => Promise<void>) {
      const bytes = readFileSync(path.join(artifactFolder(ROOT, model, 'seed'), 'model.onnx'));
      const variables = createVariables(decodeWeights(bytes, cell));
      await use(variables);
      disposeVariables(variables);
    }

    it('the digit reader, to the fourth place of its logits', async () => {
      const classifier = await loadDigits(artifactFolder(ROOT, 'digits', 'seed'));
      const { cell } = classifier.card.settings;
      const { pixels } = loadDigitImages('test', 100);
      await withVariables('digits', cell, async (variables) => {
        const reference = tf.tidy(() => digitLogits(variables, cell, pixels).dataSync());
        const logits = await classifier.logits(pixels);
        expect(logits).toHaveLength(reference.length);
        const differences = reference.map((value, index) => Math.abs(value - (logits[index] ?? NaN)));
        expect(Math.max(...differences)).toBeLessThan(1e-4);
      });
      await classifier.release();
    });

    it('the completer, for its ten words', async () => {
      const completer = await loadCompleter(artifactFolder(ROOT, 'completer', 'seed'));
      await withVariables('completer', completer.card.settings.cell, async (variables) => {
        for (const word of WORDS) {
          const ids = Array.from(word.slice(0, 3), (letter) => LETTERS.indexOf(letter));
          const scores = tf.tidy(() =>
            tf.softmax(completerLogits(variables, COMPLETER_SETTINGS, LETTERS.length, [ids])).dataSync(),
          );
          const [best] = await completer.suggest(word.slice(0, 3));
          expect(best?.text).toBe(word);
          expect(best?.score).toBeCloseTo(Math.max(...scores), 4);
        }
      });
      await completer.release();
    });

    it('the translator, for its six words and the misspelt ones', async () => {
      const translator = await loadTranslator(artifactFolder(ROOT, 'translator', 'seed'));
      await withVariables('translator', translator.card.settings.cell, async (variables) => {
        for (const word of [...PAIRS.map(([source]) => source), ...MISSPELT]) {
          const reference = await translateWord(variables, TRANSLATOR_SETTINGS, createVocabulary(SYMBOLS), word);
          const { text, score } = await translator.translate(word);
          expect(text).toBe(reference.text);
          expect(score).toBeCloseTo(reference.score, 4);
        }
      });
      await translator.release();
    });
  });
});

describe('an artifact that is not sound', () => {
  let folder: string;
  const file = (name: string): string => path.join(folder, name);
  const change = (name: string, edit: (text: string) => string): void => {
    writeFileSync(file(name), edit(readFileSync(file(name), 'utf8')));
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'artifact-'));
    cpSync(SEED, folder, { recursive: true });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      'model.onnx is missing',
      () => {
        rmSync(file('model.onnx'));
      },
    ],
    [
      'card.json is missing',
      () => {
        rmSync(file('card.json'));
      },
    ],
    [
      'vocabulary.json is missing',
      () => {
        rmSync(file('vocabulary.json'));
      },
    ],
    [
      'card.json is not JSON',
      () => {
        writeFileSync(file('card.json'), '{"model":');
      },
    ],
    [
      'card.json is not valid: checksum',
      () => {
        change('card.json', (text) => text.replace(/"checksum": "../, '"checksum": "'));
      },
    ],
    ['card.json is of a translator, not a digits', () => undefined],
    [
      'model.onnx does not match the checksum',
      () => {
        writeFileSync(file('model.onnx'), readFileSync(file('model.onnx')).subarray(1));
      },
    ],
    [
      'vocabulary.json does not match the checksum',
      () => {
        change('vocabulary.json', (text) => text.replace('S', 's'));
      },
    ],
  ])('is refused: %s', async (problem, damage) => {
    damage();
    const model = problem.includes('not a digits') ? 'digits' : 'translator';
    const loading = loadArtifact(folder, model);
    await expect(loading).rejects.toThrow(ArtifactError);
    await expect(loading).rejects.toThrow(`${folder}/${problem}`);
    await expect(loading).rejects.toThrow(`npm run seeds -- --only ${model} --save`);
  });

  it('is refused when its network is not ONNX, though the checksum is right', async () => {
    const { card } = await loadArtifact(folder, 'translator');
    saveArtifact(folder, { card, model: Buffer.from('not a network'), symbols: ['S', 'E', 'P'] });
    await expect(loadArtifact(folder, 'translator')).rejects.toThrow(
      `${file('model.onnx')} cannot be loaded by ONNX Runtime`,
    );
  });

  it('is refused when its network or vocabulary is that of another model', async () => {
    const { card } = await loadArtifact(folder, 'translator');
    const completer = readFileSync(path.join(artifactFolder(ROOT, 'completer', 'seed'), 'model.onnx'));
    const symbols = JSON.parse(readFileSync(file('vocabulary.json'), 'utf8')) as { symbols: string[] };
    saveArtifact(folder, { card, model: completer, symbols: symbols.symbols });
    await expect(loadArtifact(folder, 'translator')).rejects.toThrow(`${file('model.onnx')} does not take`);
  });

  it('is refused when its card gives the network another size', async () => {
    const { card, vocabulary } = await loadArtifact(folder, 'translator');
    const settings = { ...card.settings, units: 64 };
    saveArtifact(folder, {
      card: { ...card, settings },
      model: readFileSync(file('model.onnx')),
      symbols: vocabulary.symbols,
    });
    await expect(loadArtifact(folder, 'translator')).rejects.toThrow(`${file('model.onnx')} has not the 64 units`);
  });

  it('is refused when the vocabulary has not as many symbols as the network', async () => {
    const { card } = await loadArtifact(folder, 'translator');
    const model = readFileSync(file('model.onnx'));
    saveArtifact(folder, { card, model, symbols: ['S', 'E', 'P', 'a'] });
    await expect(loadArtifact(folder, 'translator')).rejects.toThrow(`${file('vocabulary.json')} has 4 symbols`);
  });
});

it('a saved artifact loads again with the same card', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'artifact-'));
  const { card, vocabulary } = await loadArtifact(SEED, 'translator');
  saveArtifact(folder, { card, model: readFileSync(path.join(SEED, 'model.onnx')), symbols: vocabulary.symbols });
  expect((await loadArtifact(folder, 'translator')).card).toEqual(card);
  rmSync(folder, { recursive: true });
});
