import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { summarise, table } from '../models/report.ts';
import { runScript, type Outcome } from './run-script.ts';

/** What `--json` writes for two runs. */
const losses = v.array(v.number());
const predictions = v.record(v.string(), v.string());
const results = v.object({
  digits: v.object({
    losses,
    testAccuracy: v.number(),
    repeats: v.object({
      testAccuracy: v.object({ median: v.number(), min: v.number(), max: v.number() }),
      runs: v.pipe(v.array(v.object({ losses })), v.length(2)),
    }),
  }),
  completer: v.object({ losses, accuracy: v.number(), predictions }),
  translator: v.object({ losses, predictions }),
});

const runSeeds = (...args: string[]): Promise<Outcome> => runScript('models/seeds.ts', ...args);

describe('npm run seeds', () => {
  it('trains, prints each result beside the notebook and writes it as JSON', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'seeds-'));
    const file = path.join(folder, 'seeds.json');
    const { code, stdout, stderr } = await runSeeds(
      '--limit',
      '1024',
      '--epochs',
      '5',
      '--repeat',
      '2',
      '--json',
      file,
    );
    expect(stderr).toContain('digits 1/2  epoch 1/5  step 2/2  loss ');
    expect(code).toBe(0);
    expect(stdout).toContain('TensorFlow.js backend: ');
    expect(stdout).toMatch(/notebook {2}1\.0040/);
    expect(stdout).toMatch(/test accuracy 0\.\d{4} \(median of 2, .*\); notebook 0\.9719/);
    expect(stdout).toMatch(/loev → .*; notebook 사랑/);
    const { digits, translator, completer } = v.parse(results, JSON.parse(readFileSync(file, 'utf8')));
    expect(digits.losses).toHaveLength(5);
    expect(digits.repeats.testAccuracy.max).toBeGreaterThanOrEqual(digits.repeats.testAccuracy.min);
    expect(Object.keys(completer.predictions)).toHaveLength(10);
    expect(Object.keys(translator.predictions)).toHaveLength(9);
    rmSync(folder, { recursive: true });
  });

  it('explains itself', async () => {
    const { code, stdout } = await runSeeds('--help');
    expect(code).toBe(0);
    for (const option of ['--only', '--seed', '--repeat', '--cell', '--compare', '--backend', '--json', '--save']) {
      expect(stdout).toContain(option);
    }
  });

  it.each([
    [['--only', 'poet'], '--only takes digits, completer, translator, not poet.'],
    [['--cell', 'cnn'], '--cell takes rnn, lstm, gru, not cnn.'],
    [['--repeat', '0'], '--repeat takes a whole number from 1 to 100, not 0.'],
    [['--fast'], "Unknown option '--fast'"],
  ])('refuses %j in one line', async (args, message) => {
    const { code, stdout, stderr } = await runSeeds(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${message}\n`);
    expect(stderr).not.toContain('    at ');
  });
});

it('npm run seeds fails with the reason when something goes wrong', async () => {
  const { code, stderr } = await runSeeds(
    '--only',
    'completer',
    '--epochs',
    '1',
    '--json',
    '/no/such/folder/file.json',
  );
  expect(code).toBe(1);
  expect(stderr).toContain('no such file or directory');
  expect(stderr.length).toBeLessThan(5000);
});

it.each([
  [[3], { median: 3, min: 3, max: 3 }],
  [[4, 1, 3], { median: 3, min: 1, max: 4 }],
  [[4, 1, 3, 2], { median: 2.5, min: 1, max: 4 }],
])('summarises %j', (values, spread) => {
  expect(summarise(values)).toEqual(spread);
});

it('lines columns up', () => {
  expect(
    table([
      ['a', 'b'],
      ['long', '1.5'],
    ]),
  ).toBe('  a       b\n  long  1.5');
});
