import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataError } from '../models/data/tsv.ts';
import { loadMisspellings } from '../models/translator/misspellings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'misspellings-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEADER = 'misspelling\tcorrect\tsource\tedit_distance';

const write = (...lines: string[]): string => {
  const file = path.join(folder, 'typos.tsv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

it('reads misspellings with their source and distance', () => {
  expect(loadMisspellings(write(HEADER, 'abotu\tabout\twikipedia\t1', 'alot\ta lot\tcodespell\t2'))).toEqual([
    { misspelling: 'abotu', correct: 'about', source: 'wikipedia', editDistance: 1 },
    { misspelling: 'alot', correct: 'a lot', source: 'codespell', editDistance: 2 },
  ]);
});

it.each([
  [['misspelling\tcorrect'], ':1: the header is "misspelling\\tcorrect": make it "misspelling\\tcorrect\\tsource'],
  [[HEADER, 'abotu\tabout\twikipedia'], ':2: 3 columns: it takes 4'],
  [[HEADER, 'abotu\tabout\twikipedia\t1', 'abotu\t\twikipedia\t1'], ':3: correct is empty: fill it'],
  [[HEADER, 'abotu\tabout\twikipedia\tone'], ':2: edit_distance is "one": write a whole number from 1'],
])('says where %j goes wrong', (lines, message) => {
  const file = write(...lines);
  expect(() => loadMisspellings(file)).toThrow(DataError);
  expect(() => loadMisspellings(file)).toThrow(file + message);
});

it('says which file is missing', () => {
  const file = path.join(folder, 'nowhere.tsv');
  expect(() => loadMisspellings(file)).toThrow(`${file} cannot be read: name a table of misspellings that exists`);
});
