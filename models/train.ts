/** `npm run train -- TASK`: trains a task with checkpoints, a log and a plot, and prints how good it is. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BACKENDS, startBackend } from './backend.ts';
import { UsageError, integerOption, nameOption, print, runCommand } from './command.ts';
import { plotTraining } from './loss-plot.ts';
import { createProgressLine, formatDuration } from './progress.ts';
import { STRING_TASKS } from './strings/data.ts';
import { STRINGS_SETTINGS, trainStrings } from './strings/train.ts';
import { readTrainingLog } from './training-log.ts';
import { runTranslatorCommand } from './translator/command.ts';
import { CELLS } from './weights.ts';

const HELP = `Trains a model. Each has options of its own:

  npm run train -- translator     learns to translate everyday English and Korean (npm run train -- translator --help)

Or trains an attention encoder-decoder on a synthetic task, to show that the layers and the loop learn:

  npm run train -- reverse        learns to reverse strings of random letters
  npm run train -- copy           learns to copy them

  --seed N          (default 1)
  --cell CELL       ${CELLS.join(', ')} (default ${STRINGS_SETTINGS.cell})
  --attention KIND  dot, additive (default ${STRINGS_SETTINGS.attention})
  --units N         (default ${STRINGS_SETTINGS.units})
  --epochs N        at most so many (default ${STRINGS_SETTINGS.epochs})
  --batches N       of ${STRINGS_SETTINGS.batchSize} strings in an epoch (default ${STRINGS_SETTINGS.batchesAnEpoch})
  --unseen N        strings to evaluate on after each epoch, and as many to test on (default ${STRINGS_SETTINGS.unseen})
  --folder DIR      for checkpoint and log (default .cache/training/TASK)
  --resume          goes on from the folder's checkpoint: to the same curve as without the break
  --every SECONDS   between checkpoints (default 60; 0 makes one after each step)
  --plot FILE       draws the log as SVG
  --backend NAME    ${BACKENDS.join(', ')} instead of the fastest there is
  --help            this text
`;

function readOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: text,
      cell: text,
      attention: text,
      units: text,
      epochs: text,
      batches: text,
      unseen: text,
      folder: text,
      every: text,
      plot: text,
      backend: text,
      resume: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const [task, ...others] = positionals;
  if (task === undefined || others.length > 0)
    throw new UsageError(`Name one model or task: translator, ${STRING_TASKS.join(' or ')}.`);
  const name = nameOption('The task', task, STRING_TASKS);
  const units = integerOption('units', values.units, 2, 2048) ?? STRINGS_SETTINGS.units;
  if (units % 2 !== 0) throw new UsageError(`--units takes an even number, not ${units}.`);
  return {
    task: name,
    settings: {
      ...STRINGS_SETTINGS,
      units,
      epochs: integerOption('epochs', values.epochs, 1, 10_000) ?? STRINGS_SETTINGS.epochs,
      batchesAnEpoch: integerOption('batches', values.batches, 1, 10_000) ?? STRINGS_SETTINGS.batchesAnEpoch,
      unseen: integerOption('unseen', values.unseen, 1, 100_000) ?? STRINGS_SETTINGS.unseen,
      cell: values.cell === undefined ? STRINGS_SETTINGS.cell : nameOption('--cell', values.cell, CELLS),
      attention:
        values.attention === undefined
          ? STRINGS_SETTINGS.attention
          : nameOption('--attention', values.attention, ['dot', 'additive'] as const),
    },
    seed: integerOption('seed', values.seed, 0, 2 ** 32 - 1) ?? 1,
    folder: values.folder ?? path.join('.cache', 'training', name),
    everySeconds: integerOption('every', values.every, 0, 86_400) ?? 60,
    resume: values.resume,
    plot: values.plot,
    backend: values.backend === undefined ? undefined : nameOption('--backend', values.backend, BACKENDS),
  };
}

async function main(): Promise<void> {
  const [first, ...others] = process.argv.slice(2);
  if (first === 'translator') {
    await runTranslatorCommand(others);
    return;
  }
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    print(HELP);
    return;
  }
  const { task, settings, seed, folder, everySeconds, resume, plot } = options;
  print((await startBackend(options.backend)).reason);
  const logFile = path.join(folder, 'log.jsonl');
  const { losses, steps, seconds, testAccuracy, samples } = await trainStrings({
    task,
    settings,
    seed,
    checkpoint: { folder, resume, everySeconds, fingerprint: JSON.stringify({ task, seed, ...settings }) },
    logFile,
    onProgress: createProgressLine(task),
  });
  print(
    `${task}: ${(testAccuracy * 100).toFixed(1)}% of ${settings.unseen} unseen strings of ${settings.minLength}–` +
      `${settings.maxLength} letters exact, after ${steps} steps (${formatDuration(seconds)}), ` +
      `loss ${losses.at(-1)?.toFixed(4) ?? '-'}`,
  );
  for (const { source, output } of samples) print(`  ${source} → ${output}`);
  print(`Log and checkpoint: ${folder}`);
  if (plot !== undefined) {
    writeFileSync(plot, plotTraining(task, readTrainingLog(logFile)));
    print(`Plot: ${plot}`);
  }
}

await runCommand('train', main);
