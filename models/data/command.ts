/** The commands of `npm run data`: their options, what they print, and the exit status they end with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError, integerOption, nameOption } from '../command.ts';
import { checkAll, readLexicon } from './check.ts';
import { createVocabulary, measureCoverage, sentencesOf } from './coverage.ts';
import { LexiconError } from './grammar/tables.ts';
import { compareWithEmoji } from './hints.ts';
import { ORIGINS, sample, type Origin } from './sample.ts';
import { PARTS, type Part } from './split.ts';
import { countAll, describeStats } from './stats.ts';
import { DataError, formatFinding } from './tsv.ts';
import { loadWords } from './words.ts';

const DEFAULTS = {
  seed: 1,
  count: 20,
  from: 'phrases',
  missing: 50,
  checkedDraws: 20_000,
  countedDraws: 100_000,
} as const;

const HELP = `Checks, counts, samples and measures the project's own words, phrases and grammar (models/data/README.md).

  npm run data -- check                    lists what is wrong, as file:line: problem; exits 1 if anything is
  npm run data -- stats                    counts everything
  npm run data -- sample                   prints some pairs to read: English, Korean, where from
  npm run data -- coverage FILE            how much of an English text the words and the grammar reach
  npm run data -- hints                    where the words differ from the names of emoji in Unicode CLDR

  --seed N          of what is drawn (default ${DEFAULTS.seed}): the same seed, the same bytes
  --draws N         check, stats: pairs drawn from the grammar (default ${DEFAULTS.checkedDraws} and ${DEFAULTS.countedDraws})
  --count N         sample: how many (default ${DEFAULTS.count}); coverage: missing words shown (default ${DEFAULTS.missing})
  --from ORIGIN     sample: ${ORIGINS.join(', ')} (default ${DEFAULTS.from})
  --split PART      sample: only what is for ${PARTS.join(', ')}
  --json FILE       writes the result
  --help            this text

FILE has a sentence a line, or is a table whose first column is headed en or english.
`;

/** Which options each command takes; --json and --help go with any. */
const COMMANDS = {
  check: ['seed', 'draws'],
  stats: ['seed', 'draws'],
  sample: ['seed', 'count', 'from', 'split'],
  coverage: ['count'],
  hints: [],
} as const satisfies Record<string, readonly string[]>;
type Command = keyof typeof COMMANDS;
const COMMAND_NAMES = Object.keys(COMMANDS) as Command[];

interface Options {
  command: Command;
  /** What `coverage` reads. */
  file: string;
  seed: number;
  draws?: number | undefined;
  count?: number | undefined;
  from: Origin;
  part?: Part | undefined;
  json?: string | undefined;
}

function readOptions(args: string[]): Options | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      draws: { type: 'string' },
      count: { type: 'string' },
      from: { type: 'string' },
      split: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [name, ...files] = positionals;
  if (name === undefined) throw new UsageError(`Say what to do: ${COMMAND_NAMES.join(', ')}.`);
  const command = nameOption('The command', name, COMMAND_NAMES);
  const taken: readonly string[] = [...COMMANDS[command], 'json', 'help'];
  const strange = Object.keys(values).find((option) => !taken.includes(option));
  if (strange !== undefined) throw new UsageError(`${command} does not take --${strange}.`);
  const expected = command === 'coverage' ? 1 : 0;
  if (files.length !== expected) throw new UsageError(`${command} takes ${expected === 1 ? 'one file' : 'no file'}.`);

  const integer = (option: 'seed' | 'draws' | 'count', lowest: number, highest: number): number | undefined =>
    integerOption(option, values[option], lowest, highest);
  return {
    command,
    file: files[0] ?? '',
    seed: integer('seed', 0, 2 ** 32 - 1) ?? DEFAULTS.seed,
    draws: integer('draws', 1, 10_000_000),
    count: integer('count', 1, 1_000_000),
    from: nameOption('--from', values.from ?? DEFAULTS.from, ORIGINS),
    part: values.split === undefined ? undefined : nameOption('--split', values.split, PARTS),
    json: values.json,
  };
}

/** What a command prints, what it writes as JSON, and whether all is well. */
interface Result {
  text: string;
  json: unknown;
  ok?: boolean;
}

const RUN: Record<Command, (options: Options) => Result> = {
  check({ seed, draws = DEFAULTS.checkedDraws }) {
    const findings = checkAll(seed, draws);
    const closing = `${findings.length === 0 ? 'Nothing' : findings.length} to put right.`;
    return { text: [...findings.map(formatFinding), closing].join('\n'), json: findings, ok: findings.length === 0 };
  },

  stats({ seed, draws = DEFAULTS.countedDraws }) {
    const stats = countAll(seed, draws);
    return { text: describeStats(stats), json: stats };
  },

  sample({ from, seed, count = DEFAULTS.count, part }) {
    const rows = sample({ from, seed, count, part });
    const json = rows.map(([english, korean, origin]) => ({ english, korean, origin }));
    return { text: rows.map((row) => row.join('\t')).join('\n'), json };
  },

  coverage({ file, count = DEFAULTS.missing }) {
    const sentences = sentencesOf(readFileSync(file, 'utf8'));
    const coverage = measureCoverage(sentences, createVocabulary(loadWords(), readLexicon()));
    const { words, reached, missing } = coverage;
    const share = words === 0 ? '' : ` (${((100 * reached) / words).toFixed(2)}%)`;
    const shown = missing.slice(0, count).map(([word, times]) => `  ${times}  ${word}`);
    const heading = `${reached} of ${words} running words are reached${share}; ${missing.length} different words are missing`;
    return { text: [heading, ...shown].join('\n'), json: coverage };
  },

  hints() {
    const hints = compareWithEmoji(loadWords());
    const lines = [
      `${hints.disagreements.length} words whose Korean shares nothing with the emoji's:`,
      ...hints.disagreements.map(
        ({ english, ours, theirs }) => `  ${english}: ${ours.join('|')}; CLDR ${theirs.join('|')}`,
      ),
      `${hints.gaps.length} names of emoji that are no entry:`,
      ...hints.gaps.map(({ english, theirs }) => `  ${english}; CLDR ${theirs.join('|')}`),
    ];
    return { text: lines.join('\n'), json: hints };
  },
};

/** What a command leaves: text for the two outputs, and the exit status. */
export interface Outcome {
  stdout: string;
  stderr: string;
  code: 0 | 1 | 2;
}

function execute(args: string[]): Outcome {
  const options = readOptions(args);
  if (options === 'help') return { stdout: HELP, stderr: '', code: 0 };
  const { text, json, ok = true } = RUN[options.command](options);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
  return { stdout: `${text}\n`, stderr: '', code: ok ? 0 : 1 };
}

/** 0 where all is well, 1 where something is to be put right, 2 where the arguments are wrong. */
export function runCommand(args: string[]): Outcome {
  try {
    return execute(args);
  } catch (error) {
    const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
    const isData = error instanceof DataError || error instanceof LexiconError;
    // What the reader can put right shows its message alone.
    const isPlain = isUsage || isData || (error as NodeJS.ErrnoException).syscall === 'open';
    const { message, stack = message } = error as Error;
    const help = isUsage ? '\nnpm run data -- --help lists commands and options.' : '';
    return { stdout: '', stderr: `${isPlain ? message : stack}${help}\n`, code: isUsage ? 2 : 1 };
  }
}
