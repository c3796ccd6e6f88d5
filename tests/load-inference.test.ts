import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../server/config.ts';
import { loadGlossary, loadInference } from '../server/load-inference.ts';
import { ROOT } from './server-support.ts';

test('the lesson’s translator is chosen by its name, whatever the default is', async () => {
  const inference = await loadInference(parseConfig({ TRANSLATOR: 'seed' }, ROOT));
  const typist = inference.createTypist();
  expect(await typist.preview('love')).toMatchObject({ text: '사랑', isSure: true, alternatives: [] });
  expect(await inference.translate('사랑', { to: 'en' })).toMatchObject({ text: '사랑', score: 0, isSure: false });
  expect(await inference.explain('love')).toBeUndefined();
  await inference.release();
});

test('a folder without the two directions is taken for the lesson’s, and its error says what is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'malbeot-translator-'));
  const config = parseConfig({}, ROOT);
  const load = (): Promise<unknown> =>
    loadInference({ ...config, artifacts: { ...config.artifacts, translator: folder } });
  try {
    await expect(load()).rejects.toThrow('card.json is missing');
    // With them it is no longer the lesson's file that is looked for.
    mkdirSync(join(folder, 'en-ko'));
    await expect(load()).rejects.not.toThrow(join(folder, 'card.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a glossary that cannot be taken is refused with its file and its lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'malbeot-glossary-'));
  const file = join(folder, 'terms.tsv');
  try {
    expect(() => loadGlossary(file)).toThrow(/terms\.tsv cannot be read \(ENOENT\)/);
    writeFileSync(file, 'widget\t위젯\nno tab here\n');
    expect(() => loadGlossary(file)).toThrow(/terms\.tsv has lines that cannot be taken:\nline 2/);
    writeFileSync(file, 'widget\t위젯\n');
    expect(loadGlossary(file).pairs).toEqual([{ english: 'widget', korean: '위젯' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
