/** `npm run train -- translator`: trains both directions, one after the other, and says how good they are. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { artifactFolder, saveArtifact } from '../artifact.ts';
import { BACKENDS, startBackend } from '../backend.ts';
import { UsageError, integerOption, nameOption, print } from '../command.ts';
import { plotTraining } from '../loss-plot.ts';
import { createProgressLine, formatDuration } from '../progress.ts';
import { table } from '../report.ts';
import { readTrainingLog } from '../training-log.ts';
import { finishTranslator } from './finish.ts';
import { DIRECTIONS, loadCorpus, type CorpusFiles, type DirectionName } from './pairs.ts';
import { TRANSLATOR_SETTINGS, trainTranslator } from './train.ts';

const NAMES = Object.keys(DIRECTIONS) as DirectionName[];

export const TRANSLATOR_HELP = `Trains the translator on the repository's words, phrases and grammar: about an hour a direction on one core.

  npm run train -- translator

  --direction NAME  ${NAMES.join(' or ')} (default: one after the other)
  --pairs FILE      learns from this table too: a header line, then English, a TAB, and Korean
  --names FILE      and from this one: names in Latin letters and in Hangul
  --data TEXT       what the tables are, and their licence, for the card
  --save            writes the artifact that the server loads (models/translator/artifacts/everyday)
  --seed N          (default 1)
  --epochs N        of ${TRANSLATOR_SETTINGS.examplesAnEpoch} examples (default ${TRANSLATOR_SETTINGS.epochs})
  --examples N      in an epoch
  --folder DIR      for checkpoints and logs (default .cache/training/translator)
  --resume          goes on from the folder's checkpoint
  --every SECONDS   between checkpoints (default 60)
  --plot FILE       draws the log as SVG; the direction's name is put before its ending
  --backend NAME    ${BACKENDS.join(', ')} instead of the fastest there is
  --help            this text

The committed weights also learnt from tables that the repository does not hold; their cards name them. Retrained without,
the translator knows fewer sentences that are not of the grammar's kind, and transliterates no names.
`;

function readOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      direction: text,
      pairs: text,
      names: text,
      data: text,
      seed: text,
      epochs: text,
      examples: text,
      folder: text,
      every: text,
      plot: text,
      backend: text,
      save: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (positionals.length > 0) throw new UsageError(`The translator takes no ${positionals.join(' ')}.`);
  for (const name of ['pairs', 'names'] as const) {
    const file = values[name];
    if (file !== undefined && !existsSync(file)) throw new UsageError(`--${name}: there is no ${file}.`);
  }
  return {
    directions: values.direction === undefined ? NAMES : [nameOption('--direction', values.direction, NAMES)],
    files: { pairs: values.pairs, names: values.names },
    data: values.data,
    settings: {
      ...TRANSLATOR_SETTINGS,
      epochs: integerOption('epochs', values.epochs, 1, 100_000) ?? TRANSLATOR_SETTINGS.epochs,
      examplesAnEpoch: integerOption('examples', values.examples, 1, 10_000_000) ?? TRANSLATOR_SETTINGS.examplesAnEpoch,
    },
    seed: integerOption('seed', values.seed, 0, 2 ** 32 - 1) ?? 1,
    folder: values.folder ?? path.join('.cache', 'training', 'translator'),
    everySeconds: integerOption('every', values.every, 0, 86_400) ?? 60,
    resume: values.resume,
    save: values.save,
    plot: values.plot,
    backend: values.backend === undefined ? undefined : nameOption('--backend', values.backend, BACKENDS),
  };
}

function describeData(
  { pairs, names }: CorpusFiles,
  told: string | undefined,
): { description: string; licence: string } {
  const own = "This repository's words (all), phrases (the training part) and grammar (draws of the training part)";
  const others = [pairs, names].filter((file) => file !== undefined).map((file) => path.basename(file));
  return {
    description: [own, ...others].join(', '),
    licence: others.length === 0 ? 'part of this repository' : `part of this repository; ${told ?? 'not stated'}`,
  };
}

export async function runTranslatorCommand(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (options === undefined) {
    print(TRANSLATOR_HELP);
    return;
  }
  const { files, settings, seed, everySeconds, resume, plot } = options;
  print((await startBackend(options.backend)).reason);
  const corpus = loadCorpus(files);
  for (const direction of options.directions) {
    const folder = path.join(options.folder, direction);
    const logFile = path.join(folder, 'log.jsonl');
    const run = {
      direction,
      settings,
      corpus,
      seed,
      checkpoint: {
        folder,
        resume,
        everySeconds,
        fingerprint: JSON.stringify({ direction, seed, ...files, ...settings }),
      },
      logFile,
      onProgress: createProgressLine(direction),
    };
    const trained = await trainTranslator(run);
    const content = await finishTranslator(trained, run, describeData(files, options.data));
    print(`${direction}: ${trained.steps} steps (${formatDuration(trained.seconds)}); on development text:`);
    print(
      table([
        ['', 'count', 'exact %', 'chrF'],
        ...Object.entries(content.metrics).map(([name, { count, exact, chrF }]) => [
          name,
          String(count),
          (100 * exact).toFixed(1),
          chrF.toFixed(3),
        ]),
      ]),
    );
    if (options.save) {
      const target = path.join(
        artifactFolder(path.join(import.meta.dirname, '..'), 'translator', 'everyday'),
        direction,
      );
      saveArtifact(target, content.artifact);
      print(`Artifact: ${target}`);
    }
    print(`Log and checkpoint: ${folder}`);
    if (plot !== undefined) {
      const { dir, name, ext } = path.parse(plot);
      writeFileSync(path.join(dir, `${name}.${direction}${ext}`), plotTraining(direction, readTrainingLog(logFile)));
    }
  }
}
