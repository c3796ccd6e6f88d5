import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCheckpoint } from '../models/checkpoint.ts';
import { readTrainingLog } from '../models/training-log.ts';
import { runScript, type Outcome } from './run-script.ts';

const runTrain = (...args: string[]): Promise<Outcome> => runScript('models/train.ts', ...args);

describe('npm run train', () => {
  it('trains, says how good it got, and leaves checkpoint, log and plot', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'train-'));
    const plot = path.join(folder, 'copy.svg');
    const size = ['--units', '8', '--epochs', '2', '--batches', '10', '--unseen', '20', '--cell', 'gru'];
    const { code, stdout, stderr } = await runTrain('copy', ...size, '--folder', folder, '--plot', plot);
    expect(code).toBe(0);
    expect(stderr).toMatch(/copy {2}epoch 2\/2 {2}step 10\/10 {2}loss \d\.\d{4} {2}exact \d\.\d{4} /);
    expect(stdout).toContain('TensorFlow.js backend: ');
    expect(stdout).toMatch(
      /copy: \d+\.\d% of 20 unseen strings of 5–15 letters exact, after 20 steps \(\d+ s\), loss \d/,
    );
    expect(stdout.match(/^ {2}[a-z]+ → [a-z]*$/gm)).toHaveLength(3);
    expect(loadCheckpoint(folder)?.state).toMatchObject({ step: 20, isFinished: true });
    expect(readTrainingLog(path.join(folder, 'log.jsonl')).map(({ step }) => step)).toEqual([10, 20, 20]);
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg /);
    rmSync(folder, { recursive: true });
  });

  it('explains itself', async () => {
    const { code, stdout } = await runTrain('--help');
    expect(code).toBe(0);
    // Every option that its source declares.
    const [, declared = ''] = /options: \{(.*?)\n {4}\}/s.exec(readFileSync('models/train.ts', 'utf8')) ?? [];
    const options = Array.from(declared.matchAll(/^ +(\w+): /gm), ([, name = '']) => name);
    expect(options).toEqual(expect.arrayContaining(['seed', 'units', 'epochs', 'folder', 'resume', 'plot', 'backend']));
    for (const option of options) expect(stdout).toContain(`  --${option} `);
    for (const task of ['copy', 'reverse']) expect(stdout).toContain(`npm run train -- ${task}`);
  });

  it.each([
    [[], 'Name one model or task: translator, copy or reverse.'],
    [['sort'], 'The task takes copy, reverse, not sort.'],
    [['copy', '--units', '33'], '--units takes an even number, not 33.'],
    [['copy', '--every', '0.5'], '--every takes a whole number from 0 to 86400, not 0.5.'],
    [['copy', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j in one line', async (args, message) => {
    const { code, stdout, stderr } = await runTrain(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});
