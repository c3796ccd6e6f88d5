import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig } from '../server/config.ts';
import { loadInference } from '../server/load-inference.ts';
import { ROOT } from './server-support.ts';

test('the lesson’s translator is chosen by its name, whatever the default is', async () => {
  const inference = await loadInference(parseConfig({ TRANSLATOR: 'seed' }, ROOT).artifacts);
  const typist = inference.createTypist();
  expect(await typist.preview('love')).toMatchObject({ text: '사랑', isSure: true, alternatives: [] });
  expect(await inference.translate('사랑', { to: 'en' })).toMatchObject({ text: '사랑', score: 0, isSure: false });
  expect(await inference.explain('love')).toBeUndefined();
  await inference.release();
});

test('a folder without the two directions is taken for the lesson’s, and its error says what is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'malbeot-translator-'));
  const { artifacts } = parseConfig({}, ROOT);
  const load = (): Promise<unknown> => loadInference({ ...artifacts, translator: folder });
  try {
    await expect(load()).rejects.toThrow('card.json is missing');
    // With them it is no longer the lesson's file that is looked for.
    mkdirSync(join(folder, 'en-ko'));
    await expect(load()).rejects.not.toThrow(join(folder, 'card.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
