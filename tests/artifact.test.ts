import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { ArtifactError, MODELS, artifactFolder, loadArtifact, saveArtifact } from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { loadDigitImages } from '../models/digits/data.ts';
import { loadDigits } from '../models/digits/infer.ts';
import { digitLogits } from '../models/digits/model.ts';
import { PIXELS } from '../models/digits/shape.ts';
import { createVariables, disposeVariables } from '../models/network.ts';
import { decodeWeights } from '../models/onnx.ts';
import { countParameters } from '../models/weights.ts';

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

  it('of the digit reader gives in ONNX Runtime what TensorFlow.js gives from the same weights', async () => {
    await startBackend();
    const folder = artifactFolder(ROOT, 'digits', 'seed');
    const classifier = await loadDigits(folder);
    const { cell } = classifier.card.settings;
    const variables = createVariables(decodeWeights(readFileSync(path.join(folder, 'model.onnx')), cell));
    const pixels = loadDigitImages('test', 100).pixels;
    const reference = tf.tidy(() => digitLogits(variables, cell, pixels).dataSync());
    const logits = await classifier.logits(pixels);
    expect(pixels).toHaveLength(100 * PIXELS);
    reference.forEach((value, index) => {
      expect(Math.abs(value - (logits[index] ?? NaN))).toBeLessThan(1e-4);
    });
    disposeVariables(variables);
    await classifier.release();
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
