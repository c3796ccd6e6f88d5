/**
 * A trained model as a folder: `model.onnx`, `vocabulary.json`, and a card (`card.json`) that says what it is, what it
 * was trained on and how good it is, and holds the checksums of the other two.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { CELLS } from './weights.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

export const MODELS = ['digits', 'completer', 'translator'] as const;
export type ModelName = (typeof MODELS)[number];

const FILES = { model: 'model.onnx', vocabulary: 'vocabulary.json', card: 'card.json' } as const;

/** What each model's network reads, beside the states it carries. */
const NETWORK_INPUTS: Record<ModelName, string> = { digits: 'rows', completer: 'letters', translator: 'symbols' };

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 checksum in hexadecimal'));
const cardSchema = v.object({
  /** Which of the server's jobs it does. */
  model: v.picklist(MODELS),
  /** Its name among the artifacts for that job. */
  name: v.string(),
  /** The network in words, e.g. `basic RNN, 128 units`. */
  network: v.string(),
  parameters: v.pipe(v.number(), v.integer()),
  settings: v.looseObject({
    cell: v.picklist(CELLS),
    units: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
  }),
  data: v.object({ description: v.string(), licence: v.string() }),
  metrics: v.record(v.string(), v.unknown()),
  /** SHA-256 of model.onnx and of vocabulary.json. */
  checksum: sha256,
  vocabularyChecksum: sha256,
});
export type Card = v.InferOutput<typeof cardSchema>;

const vocabularySchema = v.object({
  symbols: v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1), v.maxLength(100_000)),
});

/** Something is wrong with an artifact; the message names the file and the fix. */
export class ArtifactError extends Error {
  override name = 'ArtifactError';
}

export interface Artifact {
  card: Card;
  vocabulary: Vocabulary;
  session: InferenceSession;
}

const checksumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where an artifact of this repository lies. */
export function artifactFolder(root: string, model: ModelName, name: string): string {
  return path.join(root, model, 'artifacts', name);
}

/** What a training run hands over to be saved. */
export interface ArtifactContent {
  card: Omit<Card, 'checksum' | 'vocabularyChecksum'>;
  /** The bytes of model.onnx, or of several networks by their file names. */
  model: Uint8Array | Readonly<Record<string, Uint8Array>>;
  /** The vocabulary, in the order of the network's ids, or what else says how text becomes ids. */
  symbols: readonly string[] | object;
}

/** Of the networks one after the other, in the order of their names. */
function checksumOfNetworks(networks: Readonly<Record<string, Uint8Array>>): string {
  const names = Object.keys(networks).sort();
  return checksumOf(Buffer.concat(names.map((name) => networks[name] ?? new Uint8Array())));
}

/** Writes the folder; each file is complete or absent, and the card, which vouches for the others, comes last. */
export function saveArtifact(folder: string, { card, model, symbols }: ArtifactContent): void {
  const networks = model instanceof Uint8Array ? { [FILES.model]: model } : model;
  const vocabulary = Buffer.from(`${JSON.stringify(Array.isArray(symbols) ? { symbols } : symbols)}\n`);
  const complete: Card = {
    ...card,
    checksum: checksumOfNetworks(networks),
    vocabularyChecksum: checksumOf(vocabulary),
  };
  mkdirSync(folder, { recursive: true });
  const write = (name: string, bytes: Uint8Array): void => {
    const file = path.join(folder, name);
    writeFileSync(`${file}.new`, bytes);
    renameSync(`${file}.new`, file);
  };
  for (const [name, bytes] of Object.entries(networks)) write(name, bytes);
  write(FILES.vocabulary, vocabulary);
  write(FILES.card, Buffer.from(`${JSON.stringify(complete, null, 2)}\n`));
}

/** What an artifact holds, read and checked, its networks not yet loaded. */
export interface ArtifactFiles<Vocabulary> {
  card: Card;
  vocabulary: Vocabulary;
  /** Loads one of the networks into ONNX Runtime. */
  createSession(name: string): Promise<InferenceSession>;
  /** Tells what is wrong with a file, and how to mend it. @throws ArtifactError */
  fail: (file: string, problem: string, cause?: unknown) => never;
}

/**
 * Reads the files of an artifact and holds them against the card's checksums.
 * @param train the command that makes the artifact anew.
 * @throws ArtifactError when a file is missing, corrupt, or of another model.
 */
export function readArtifact<Schema extends v.GenericSchema>(
  folder: string,
  model: ModelName,
  { networks: names, vocabulary: schema, train }: { networks: readonly string[]; vocabulary: Schema; train: string },
): ArtifactFiles<v.InferOutput<Schema>> {
  const fix = `Restore it with \`git checkout -- ${folder}\`, or train it with \`${train}\`.`;
  const fail = (file: string, problem: string, cause?: unknown): never => {
    throw new ArtifactError(`${path.join(folder, file)} ${problem}. ${fix}`, { cause });
  };
  const read = (file: string): Buffer => {
    try {
      return readFileSync(path.join(folder, file));
    } catch (error) {
      return fail(file, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'cannot be read', error);
    }
  };
  const readJson = <Json extends v.GenericSchema>(file: string, bytes: Buffer, json: Json): v.InferOutput<Json> => {
    let value: unknown;
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch (error) {
      return fail(file, 'is not JSON', error);
    }
    const result = v.safeParse(json, value);
    if (result.success) return result.output;
    const [issue] = result.issues;
    return fail(file, `is not valid: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  };

  const card = readJson(FILES.card, read(FILES.card), cardSchema);
  if (card.model !== model) fail(FILES.card, `is of a ${card.model}, not a ${model}`);
  const networks = Object.fromEntries(names.map((name) => [name, read(name)]));
  const vocabularyBytes = read(FILES.vocabulary);
  if (checksumOfNetworks(networks) !== card.checksum) {
    fail(names.join(' and '), 'does not match the checksum in card.json');
  }
  if (checksumOf(vocabularyBytes) !== card.vocabularyChecksum) {
    fail(FILES.vocabulary, 'does not match the checksum in card.json');
  }
  return {
    card,
    vocabulary: readJson(FILES.vocabulary, vocabularyBytes, schema),
    createSession: (name) =>
      createSession(networks[name] ?? new Uint8Array()).catch((error: unknown) =>
        fail(name, 'cannot be loaded by ONNX Runtime', error),
      ),
    fail,
  };
}

/**
 * Reads and checks an artifact of one network that goes symbol by symbol, and loads it into ONNX Runtime.
 * @throws ArtifactError when a file is missing, corrupt, or of another model.
 */
export async function loadArtifact(folder: string, model: ModelName): Promise<Artifact> {
  const files = readArtifact(folder, model, {
    networks: [FILES.model],
    vocabulary: vocabularySchema,
    train: `npm run seeds -- --only ${model} --save`,
  });
  const { card, fail } = files;
  const vocabulary = createVocabulary(files.vocabulary.symbols);
  const session = await files.createSession(FILES.model);
  const { inputNames, inputMetadata, outputMetadata } = session;
  const lastDimension = (values: readonly InferenceSession.ValueMetadata[], name: string): unknown =>
    values.map((value) => (value.isTensor && value.name === name ? value.shape.at(-1) : undefined)).find(Boolean);
  const [state] = inputNames.filter((name) => name.endsWith('_hidden'));
  if (!inputNames.includes(NETWORK_INPUTS[model]) || state === undefined) {
    fail(FILES.model, `does not take ${NETWORK_INPUTS[model]} and a state: it is no ${model} network`);
  } else if (lastDimension(inputMetadata, state) !== card.settings.units) {
    fail(FILES.model, `has not the ${card.settings.units} units that card.json gives it`);
  }
  if (lastDimension(outputMetadata, 'logits') !== vocabulary.size) {
    fail(FILES.vocabulary, `has ${vocabulary.size} symbols, which is not what the network writes`);
  }
  return { card, vocabulary, session };
}

/** One thread a run: the networks are too small to gain from more, and the server has other work for the cores. */
export function createSession(model: Uint8Array): Promise<InferenceSession> {
  // Since 1.29 ONNX Runtime tells Microsoft about every model and machine, unless told not to before its first session.
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
}
