/**
 * `npm run seeds`: trains the course notebook's three models with its own settings and prints each result beside the
 * notebook's figure (../shared/seed/rnn-lstm-seq2seq.md).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { BACKENDS, startBackend } from './backend.ts';
import { MODELS, artifactFolder, saveArtifact, type ArtifactContent, type ModelName } from './artifact.ts';
import { integerOption, nameOption, print, runCommand } from './command.ts';
import { COMPLETER_SETTINGS } from './completer/model.ts';
import { completerArtifact, trainCompleter } from './completer/train.ts';
import { compareDigitNetworks } from './digits/compare.ts';
import { DIGITS_SETTINGS } from './digits/model.ts';
import { digitsArtifact, trainDigits } from './digits/train.ts';
import { createProgressLine, formatDuration } from './progress.ts';
import { summarise } from './report.ts';
import { reportCompleter, reportComparison, reportDigits, reportTranslator } from './seeds-report.ts';
import type { RunOptions } from './training.ts';
import { TRANSLATOR_SETTINGS } from './translator-seed/model.ts';
import { trainTranslator, translatorArtifact } from './translator-seed/train.ts';
import { CELLS } from './weights.ts';

/** With seed 1 the completer gets nine of its ten words; the median of five is ten. */
const DEFAULT_SEED = 2;

const HELP = `Trains the course notebook's three models and prints each result beside the notebook's figure.

  npm run seeds                  all three, once
  npm run seeds -- --repeat 5    five times, seeds counting up; median and spread
  npm run seeds -- --compare     also logistic regression, a CNN, RNN, LSTM and GRU on the digits

  --only NAMES      which of ${MODELS.join(', ')}; several with commas
  --seed N          the first seed (default ${DEFAULT_SEED})
  --repeat N        how many times each (default 1)
  --cell CELL       ${CELLS.join(', ')} instead of each model's own
  --epochs N        instead of each model's own
  --limit N         only the first N digits, for a quick look
  --backend NAME    ${BACKENDS.join(', ')} instead of the fastest there is
  --json FILE       writes losses, accuracies and predictions
  --save            replaces the artifacts that the server loads by the first run's models
  --help            this text
`;

interface Options {
  only: readonly ModelName[];
  seed: number;
  repeat: number;
  compare: boolean;
  save: boolean;
  json?: string | undefined;
  limit?: number | undefined;
  backend?: (typeof BACKENDS)[number] | undefined;
  /** Settings that replace each model's own. */
  overrides: { cell?: (typeof CELLS)[number]; epochs?: number };
}

function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      seed: { type: 'string' },
      repeat: { type: 'string' },
      cell: { type: 'string' },
      epochs: { type: 'string' },
      limit: { type: 'string' },
      backend: { type: 'string' },
      json: { type: 'string' },
      save: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const integer = (name: 'seed' | 'repeat' | 'epochs' | 'limit', lowest: number, highest: number) =>
    integerOption(name, values[name], lowest, highest);
  const epochs = integer('epochs', 1, 10_000);
  return {
    only:
      values.only === undefined
        ? MODELS
        : values.only.split(',').map((name) => nameOption('--only', name.trim(), MODELS)),
    seed: integer('seed', 0, 2 ** 32 - 1) ?? DEFAULT_SEED,
    repeat: integer('repeat', 1, 100) ?? 1,
    compare: values.compare,
    save: values.save,
    json: values.json,
    limit: integer('limit', DIGITS_SETTINGS.batchSize, 60_000),
    backend: values.backend === undefined ? undefined : nameOption('--backend', values.backend, BACKENDS),
    overrides: {
      ...(values.cell !== undefined && { cell: nameOption('--cell', values.cell, CELLS) }),
      ...(epochs !== undefined && { epochs }),
    },
  };
}

/** Trains one model `repeat` times, seeds counting up and, if asked to, saves the first. */
async function repeatTraining<Settings extends object, Trained>(
  model: ModelName,
  { seed, repeat, save }: Options,
  settings: Settings,
  trainOnce: (run: Settings & RunOptions) => Promise<Trained>,
  createArtifact: (trained: Trained, run: Settings & RunOptions) => ArtifactContent,
): Promise<Trained[]> {
  const runs: Trained[] = [];
  for (let count = 0; count < repeat; count += 1) {
    const label = repeat === 1 ? model : `${model} ${count + 1}/${repeat}`;
    const run = { ...settings, seed: seed + count, onProgress: createProgressLine(label) };
    const trained = await trainOnce(run);
    if (count === 0 && save) {
      const folder = artifactFolder(import.meta.dirname, model, 'seed');
      saveArtifact(folder, createArtifact(trained, run));
      print(`${model}: saved to ${folder}`);
    }
    runs.push(trained);
  }
  return runs;
}

/** What `--json` holds of one model: the first run, and the spread when there were more. */
function toJson<Trained extends object>(
  runs: Trained[],
  shown: (keyof Trained)[],
  score: keyof Trained,
): Record<string, unknown> {
  const pick = (run: Trained): object => Object.fromEntries(shown.map((key) => [key, run[key]]));
  const [first] = runs;
  if (first === undefined) return {};
  const spread = summarise(runs.map((run) => Number(run[score])));
  return { ...pick(first), ...(runs.length > 1 && { repeats: { [score]: spread, runs: runs.map(pick) } }) };
}

async function main(options: Options): Promise<void> {
  print((await startBackend(options.backend)).reason);
  const { overrides } = options;
  const limit = options.limit === undefined ? {} : { limit: options.limit };
  const json: Record<string, unknown> = {};
  const has = (model: ModelName): boolean => options.only.includes(model);

  if (options.compare) {
    const networks = await compareDigitNetworks({
      settings: { ...DIGITS_SETTINGS, ...overrides },
      seed: options.seed,
      ...limit,
      progressOf: createProgressLine,
    });
    print(reportComparison(networks));
    json['comparison'] = networks;
  }
  if (has('digits')) {
    const settings = { ...DIGITS_SETTINGS, ...overrides };
    const runs = await repeatTraining('digits', options, { settings, ...limit }, trainDigits, digitsArtifact);
    print(reportDigits(settings, runs));
    json['digits'] = toJson(runs, ['losses', 'testAccuracy'], 'testAccuracy');
  }
  if (has('completer')) {
    const settings = { ...COMPLETER_SETTINGS, ...overrides };
    const runs = await repeatTraining('completer', options, { settings }, trainCompleter, completerArtifact);
    print(reportCompleter(settings, runs));
    json['completer'] = toJson(runs, ['losses', 'accuracy', 'predictions'], 'accuracy');
  }
  if (has('translator')) {
    const settings = { ...TRANSLATOR_SETTINGS, ...overrides };
    const runs = await repeatTraining('translator', options, { settings }, trainTranslator, translatorArtifact);
    print(reportTranslator(settings, runs));
    json['translator'] = toJson(runs, ['losses', 'accuracy', 'predictions'], 'accuracy');
  }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
}

await runCommand('seeds', async () => {
  const startedMs = performance.now();
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    print(HELP);
    return;
  }
  await main(options);
  print(`Took ${formatDuration((performance.now() - startedMs) / 1000)}.`);
});
