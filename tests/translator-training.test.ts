/** The translator from a corpus of a few words to an artifact that loads, at toy size. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { ArtifactError, saveArtifact } from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { readTrainingLog } from '../models/training-log.ts';
import { loadDirection, NETWORK_FILES } from '../models/translator/direction.ts';
import { finishTranslator } from '../models/translator/finish.ts';
import { loadTranslator } from '../models/translator/infer.ts';
import { DIRECTIONS, type DirectionName } from '../models/translator/pairs.ts';
import {
  describeVocabularies,
  encodeExamples,
  learnVocabularies,
  trainTranslator,
  type TrainedTranslator,
  type TranslatorRun,
} from '../models/translator/train.ts';
import { SPECIAL, UNKNOWN } from '../models/translator/vocabulary.ts';
import { createToyCorpus, TOY_SETTINGS } from './translator-support.ts';

const DATA = { description: 'a toy corpus', licence: 'none' };
const runOf = (direction: DirectionName, more: Partial<TranslatorRun> = {}): TranslatorRun => ({
  ...{ direction, settings: TOY_SETTINGS, corpus: createToyCorpus(), seed: 1 },
  ...more,
});

let folder: string;
beforeAll(async () => {
  await startBackend();
  folder = mkdtempSync(path.join(tmpdir(), 'translator-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('trained, both directions', () => {
  const trained = {} as Record<DirectionName, TrainedTranslator>;
  beforeAll(async () => {
    for (const name of Object.keys(DIRECTIONS) as DirectionName[]) {
      const run = runOf(name, { settings: { ...TOY_SETTINGS, epochs: 6 } });
      trained[name] = await trainTranslator(run);
      saveArtifact(path.join(folder, name), (await finishTranslator(trained[name], run, DATA)).artifact);
    }
  });

  it('have a loss that falls', () => {
    for (const { losses, steps, best } of Object.values(trained)) {
      expect(steps).toBe(6 * 5);
      expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] ?? NaN));
      expect(best?.score).toBeGreaterThanOrEqual(0);
    }
  });

  it('are saved as an artifact that loads and answers both ways', async () => {
    const translator = await loadTranslator(folder);
    for (const text of ['I like the cat.', '저는 곰을 봐요.']) {
      const { text: said, score } = await translator.translate(text);
      expect(said).not.toBe('');
      expect(score > 0 && score < 1).toBe(true);
    }
    // A listed word is right, and as sure as listed words were on the development set: all of them.
    expect(await translator.translate('tiger')).toMatchObject({ text: '호랑이', score: 1, isSure: true });
    await translator.release();
  });

  it('have a card that says what they are, what they learnt from and how good they are', async () => {
    const direction = await loadDirection(folder, 'en-ko');
    const { weights } = trained['en-ko'];
    const { parameters, settings, data, metrics, network } = direction.card;
    expect(parameters).toBe(Object.values(weights).reduce((sum, { values }) => sum + values.length, 0));
    expect(settings).toMatchObject({ ...TOY_SETTINGS, epochs: 6, seed: 1, steps: 30 });
    expect(data).toEqual(DATA);
    expect(network).toContain('2 × 6 units');
    expect(metrics['part']).toBe('development');
    expect(metrics['sets']).toMatchObject({ 'words, listed': { exact: 1, count: 8 }, names: { count: 1 } });
    expect(direction.confidence.weights).toHaveLength(7);
    await direction.release();
  });

  it.each([
    [NETWORK_FILES.decoder, 'encoder.onnx and decoder.onnx does not match the checksum'],
    ['vocabulary.json', 'vocabulary.json does not match the checksum'],
  ])('are refused when %s is damaged', async (file, problem) => {
    const damaged = path.join(folder, 'ko-en', file);
    const bytes = readFileSync(damaged);
    writeFileSync(damaged, bytes.subarray(1));
    const loading = loadTranslator(folder);
    await expect(loading).rejects.toThrow(ArtifactError);
    await expect(loading).rejects.toThrow(problem);
    await expect(loading).rejects.toThrow('npm run train -- translator --direction ko-en --save');
    writeFileSync(damaged, bytes);
  });

  it('are refused where the card has no confidence', async () => {
    const run = runOf('en-ko');
    const { artifact } = await finishTranslator(trained['en-ko'], run, DATA);
    const { confidence, ...settings } = artifact.card.settings;
    expect(confidence).toBeDefined();
    const other = path.join(folder, 'other');
    saveArtifact(path.join(other, 'en-ko'), { ...artifact, card: { ...artifact.card, settings } });
    await expect(loadDirection(other, 'en-ko')).rejects.toThrow('card.json is not valid');
  });
});

describe('a run', () => {
  it('keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await trainTranslator(runOf('en-ko', { onProgress: () => counts.push(tf.memory().numTensors) }));
    expect(new Set(counts.slice(0, -1)).size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('that goes on from its checkpoint ends as one that was not broken off', async () => {
    const start = (name: string, resume: boolean, dieAt = Infinity): Promise<TrainedTranslator> => {
      const own = path.join(folder, name);
      return trainTranslator(
        runOf('ko-en', {
          checkpoint: { folder: own, resume, fingerprint: 'toy', everySeconds: 0 },
          logFile: path.join(own, 'log.jsonl'),
          onProgress: ({ epoch, step }) => {
            if (5 * (epoch - 1) + step === dieAt) throw new Error('killed');
          },
        }),
      );
    };
    const whole = await start('whole', false);
    await expect(start('broken', false, 7)).rejects.toThrow('killed');
    const resumed = await start('broken', true);
    expect({ ...resumed, seconds: 0, vocabularies: 0 }).toEqual({ ...whole, seconds: 0, vocabularies: 0 });
    expect(describeVocabularies(resumed.vocabularies)).toEqual(describeVocabularies(whole.vocabularies));
    const [log] = readTrainingLog(path.join(folder, 'broken', 'log.jsonl')).slice(-1);
    expect(Object.keys(log?.development ?? {})).toEqual(
      expect.arrayContaining(['words, listed', 'phrases chrF', 'pairs', 'names', 'mean']),
    );
  });
});

describe('what a run learns from', () => {
  it('has every word and phrase in its vocabularies, typing errors in none', () => {
    const run = runOf('en-ko');
    const { source, target } = learnVocabularies(run);
    for (const { english, korean } of run.corpus.words) {
      expect(source.encode(english, 'translate').units).not.toContain(UNKNOWN);
      expect(target.decode(target.encode(korean[0] ?? ''))).toBe(korean[0]);
    }
    const known =
      /^(?:i|see|like|likes|is|here|the|[.!]|dog|cat|bear|tiger|light|minsu|jisoo|sujin|hello|hi|anna|\p{Co})$/u;
    expect(source.units.filter((unit) => !known.test(unit))).toEqual([]);
    expect(describeVocabularies(learnVocabularies(run))).toEqual(describeVocabularies({ source, target }));
  });

  it('leaves out examples that are too long, or empty', () => {
    const vocabularies = learnVocabularies(runOf('en-ko'));
    const example = (source: string, target: string) => ({ source, target, task: 'translate' as const });
    const encoded = encodeExamples(
      [
        example('the cat', '개'),
        example('the cat', 'Ω'),
        example('cat '.repeat(30), '개'),
        example('cat', '개 '.repeat(30)),
      ],
      vocabularies,
      TOY_SETTINGS,
    );
    expect(encoded).toHaveLength(1);
    expect(encoded[0]?.target.every((id) => id > SPECIAL.end)).toBe(true);
  });
});
