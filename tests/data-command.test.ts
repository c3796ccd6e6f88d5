/** `npm run data` as people run it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { runCommand } from '../models/data/command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'data-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('hands on what it prints and its exit status', () => {
  const args = ['--import', 'tsx', 'models/data/main.ts', 'bake'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ code: status, stdout, stderr }).toEqual(runCommand(['bake']));
  expect(status).toBe(2);
});

it('explains itself', () => {
  const { code, stdout } = runCommand(['--help']);
  expect(code).toBe(0);
  for (const word of ['check', 'stats', 'sample', 'coverage FILE', 'hints']) expect(stdout).toContain(word);
  for (const option of ['--seed', '--draws', '--count', '--from', '--split', '--json'])
    expect(stdout).toContain(option);
});

it.each([
  [[], 'Say what to do: check, stats, sample, coverage, hints.'],
  [['bake'], 'The command takes check, stats, sample, coverage, hints, not bake.'],
  [['check', '--count', '3'], 'check does not take --count.'],
  [['coverage'], 'coverage takes one file.'],
  [['stats', 'file'], 'stats takes no file.'],
  [['sample', '--from', 'books'], '--from takes words, phrases, grammar, not books.'],
  [['sample', '--split', 'all'], '--split takes train, development, test, not all.'],
  [['sample', '--seed', '-1'], "Option '--seed' argument is ambiguous."],
  [['stats', '--draws', 'many'], '--draws takes a whole number from 1 to 10000000, not many.'],
  [['check', '--fast'], "Unknown option '--fast'"],
])('refuses %j with one reason', (args, message) => {
  const { code, stdout, stderr } = runCommand(args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run data -- --help');
  expect(stderr).not.toContain('    at ');
});

it('says which file it cannot read', () => {
  const { code, stderr } = runCommand(['coverage', '/no/such/file']);
  expect(code).toBe(1);
  expect(stderr).toBe("ENOENT: no such file or directory, open '/no/such/file'\n");
});

it.each(['words', 'phrases', 'grammar'])('samples the same %s by the same seed', (from) => {
  const args = ['sample', '--from', from, '--count', '5'];
  const [one, same, other] = ['3', '3', '4'].map((seed) => runCommand([...args, '--seed', seed]));
  expect(one?.stdout.trimEnd().split('\n')).toHaveLength(5);
  expect(one?.stdout).toMatch(/^[^\t\n]+\t[^\t\n]+\t\S+$/m);
  expect(same).toEqual(one);
  expect(other?.stdout).not.toBe(one?.stdout);
});

it.each(['words', 'phrases', 'grammar'])('samples %s for one part', (from) => {
  const { code, stdout } = runCommand(['sample', '--from', from, '--split', 'test', '--count', '3']);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(3);
});

it('counts', () => {
  const file = path.join(folder, 'stats.json');
  const { code, stdout } = runCommand(['stats', '--draws', '2000', '--json', file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^words: [\d,]+ in /m);
  expect(stdout).toMatch(/of the 3,000 most frequent words of film subtitles 3,000$/m);
  expect(stdout).toMatch(/^ {2}2,000 draws: 1,\d{3} English/m);
  const stats = v.parse(
    v.object({
      words: v.object({ distinct: v.number() }),
      phrases: v.object({ rows: v.number(), topics: v.record(v.string(), v.number()) }),
      subtlex: v.object({ missing: v.array(v.string()) }),
    }),
    JSON.parse(readFileSync(file, 'utf8')),
  );
  expect(stats.subtlex.missing).toEqual([]);
  expect(Object.values(stats.phrases.topics).reduce((sum, rows) => sum + rows, 0)).toBe(stats.phrases.rows);
});

it.each([
  ['a sentence a line', "I don't eat ice cream.\nThe children's 3 dogs were running faster than Zorblax.\n"],
  ['a table', "en\tko\nI don't eat ice cream.\t.\nThe children's 3 dogs were running faster than Zorblax.\t.\n"],
])('measures the coverage of %s', (_, text) => {
  const file = path.join(folder, 'text');
  writeFileSync(file, text);
  const { code, stdout } = runCommand(['coverage', file]);
  expect(code).toBe(0);
  expect(stdout).toBe('13 of 14 running words are reached (92.86%); 1 different words are missing\n  1  zorblax\n');
});

it('lists hints', () => {
  const file = path.join(folder, 'hints.json');
  const { code, stdout } = runCommand(['hints', '--json', file]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ names of emoji that are no entry:$/m);
});

it('lists what is wrong and fails, or finds nothing and does not', () => {
  const file = path.join(folder, 'check.json');
  const { code, stdout } = runCommand(['check', '--draws', '1000', '--json', file]);
  const findings = v.parse(v.array(v.unknown()), JSON.parse(readFileSync(file, 'utf8')));
  expect(code).toBe(findings.length === 0 ? 0 : 1);
  expect(stdout).toMatch(/(?:Nothing|\d+) to put right\.\n$/);
});
