/** `npm run evaluate`: measures the committed translator on text that it was not trained on. */
import { existsSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { artifactFolder } from './artifact.ts';
import { UsageError, integerOption, nameOption, print, runCommand } from './command.ts';
import { table } from './report.ts';
import { loadDirection } from './translator/direction.ts';
import {
  evaluateSet,
  measureSpeed,
  translateRandom,
  type RandomResult,
  type SetResult,
  type Speed,
} from './translator/evaluate.ts';
import { createTranslator } from './translator/infer.ts';
import { createEvaluationSets } from './translator/evaluation-sets.ts';
import { createNearestNeighbour } from './translator/nearest-neighbour.ts';
import { DIRECTIONS, loadCorpus, readPairs, trainingPairs, type DirectionName } from './translator/pairs.ts';
import { createRandom } from './random.ts';

const SHARED = path.join(import.meta.dirname, '..', '..', 'shared', 'data');
const FILES = {
  pairs: 'tatoeba_en_ko.tsv',
  names: 'transliteration_train.tsv',
  heldOutNames: 'transliteration_dev.tsv',
  misspellings: 'typos_dev.tsv',
} as const;
const NAMES = Object.keys(DIRECTIONS) as DirectionName[];

const HELP = `Measures the translator on text that it was not trained on, beside a nearest-neighbour dictionary.

  npm run evaluate

  --direction NAME  ${NAMES.join(' or ')} (default both)
  --part PART       development (default) or test: the test parts are for final figures only
  --limit N         of each set, at most (default 1000)
  --random N        random inputs of any Unicode on which the output must end (default 2000)
  --artifact DIR    another translator than the committed one
  --json FILE       writes everything measured, with the calibration curves and samples
  --samples         prints some translations of each set, as they come
  --help            this text

The words, phrases and grammar are the repository's. These tables are used where they exist, and named in the output:
  --pairs FILE          English TAB Korean (default ../shared/data/${FILES.pairs})
  --names FILE          Latin TAB Hangul, of which the translator learnt (default ../shared/data/${FILES.names})
  --held-out-names FILE and of which it did not (default ../shared/data/${FILES.heldOutNames})
  --misspellings FILE   real misspellings (default ../shared/data/${FILES.misspellings})
`;

function readOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      direction: text,
      part: text,
      limit: text,
      random: text,
      artifact: text,
      json: text,
      pairs: text,
      names: text,
      'held-out-names': text,
      misspellings: text,
      samples: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  for (const name of ['artifact', 'pairs', 'names', 'held-out-names', 'misspellings'] as const) {
    const file = values[name];
    if (file !== undefined && !existsSync(file)) throw new UsageError(`--${name}: there is no ${file}.`);
  }
  const fileOf = (given: string | undefined, name: string): string | undefined => {
    if (given !== undefined) return given;
    const file = path.join(SHARED, name);
    return existsSync(file) ? file : undefined;
  };
  return {
    directions: values.direction === undefined ? NAMES : [nameOption('--direction', values.direction, NAMES)],
    part:
      values.part === undefined ? 'development' : nameOption('--part', values.part, ['development', 'test'] as const),
    limit: integerOption('limit', values.limit, 1, 100_000) ?? 1_000,
    random: integerOption('random', values.random, 0, 10_000_000) ?? 2_000,
    artifact: values.artifact ?? artifactFolder(import.meta.dirname, 'translator', 'everyday'),
    json: values.json,
    samples: values.samples,
    files: {
      pairs: fileOf(values.pairs, FILES.pairs),
      names: fileOf(values.names, FILES.names),
      heldOutNames: fileOf(values['held-out-names'], FILES.heldOutNames),
      misspellings: fileOf(values.misspellings, FILES.misspellings),
    },
  };
}

const percent = (share: number | undefined): string => (share === undefined ? '' : (100 * share).toFixed(1));
const score = (value: number | undefined): string => (value === undefined ? '' : value.toFixed(3));

function setTable(results: readonly SetResult[]): string {
  return table([
    ['', 'count', 'exact %', 'chrF', 'network', 'nearest', 'chrF', 'sure %', 'right', 'ECE', 'cut %'],
    ...results.map(({ name, count, translator, networkAlone, baseline, sure, calibration, cut }) => [
      name,
      String(count),
      percent(translator.exact),
      score(translator.chrF),
      percent(networkAlone?.exact),
      percent(baseline.exact),
      score(baseline.chrF),
      percent(sure.share),
      percent(sure.right),
      score(calibration.error),
      percent(cut),
    ]),
  ]);
}

/** Characters of a sentence for the measurement of time. */
const SENTENCE_CHARACTERS = { least: 26, most: 34 };
const TIMED_SENTENCES = 300;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    print(HELP);
    return;
  }
  const { files, part, limit } = options;
  const corpus = loadCorpus(files);
  const names = files.heldOutNames === undefined ? undefined : readPairs(files.heldOutNames);
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'CPU'}, Node ${process.version}`;
  print(
    `${machine}; one thread; ${part} parts; ${Object.values(files).filter(Boolean).join(', ') || 'no other tables'}`,
  );
  const report: Record<string, { sets: SetResult[]; speed: Speed } | RandomResult> = {};
  for (const name of options.directions) {
    const direction = DIRECTIONS[name];
    const translator = await loadDirection(options.artifact, name);
    const baseline = createNearestNeighbour(trainingPairs(corpus, direction));
    const sets = createEvaluationSets(corpus, direction, { part, limit, names, misspellings: files.misspellings });
    const results: SetResult[] = [];
    for (const set of sets) results.push(await evaluateSet(translator, set, baseline));
    print(`\n${name}: ${translator.card.network}; ${translator.card.parameters.toLocaleString('en')} weights`);
    print(setTable(results));
    if (options.samples) {
      for (const { name: set, samples } of results) {
        print(`\n  ${set}`);
        for (const { source, output, reference, score: sure } of samples) {
          print(`    ${source} → ${output} (${percent(sure)}%); reference: ${reference}`);
        }
      }
    }
    const timed = sets
      .filter(({ name: set }) => set === 'grammar' || set === 'phrases')
      .flatMap(({ items }) => items.map(({ source }) => source))
      .filter((source) => source.length >= SENTENCE_CHARACTERS.least && source.length <= SENTENCE_CHARACTERS.most)
      .slice(0, TIMED_SENTENCES);
    const speed = await measureSpeed(translator, timed);
    print(
      `  ${speed.sentences} sentences of ${SENTENCE_CHARACTERS.least}–${SENTENCE_CHARACTERS.most} characters: p50 ` +
        `${speed.p50Ms.toFixed(2)} ms, p99 ${speed.p99Ms.toFixed(2)} ms; ${speed.perSecond.toFixed(0)} a second one by one, ` +
        `${speed.perSecondBatched.toFixed(0)} in batches of 32`,
    );
    report[name] = { sets: results, speed };
    await translator.release();
  }
  if (options.random > 0) {
    const translator = createTranslator({
      'en-ko': await loadDirection(options.artifact, 'en-ko'),
      'ko-en': await loadDirection(options.artifact, 'ko-en'),
    });
    const random = await translateRandom(translator, options.random, createRandom(1));
    print(
      `\n${random.inputs} random inputs of any Unicode: ${random.loops} outputs loop, ${random.failures} without an ` +
        `answer; the slowest took ${random.slowestMs.toFixed(0)} ms`,
    );
    report['random'] = random;
    await translator.release();
  }
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ machine, part, ...report }, null, 2)}\n`);
}

await runCommand('evaluate', main);
