import { startBackend } from '../backend.ts';
import { createProgressLine } from '../progress.ts';
import { saveCheckpoint } from '../checkpoint.ts';
import { trainTranslator, TRANSLATOR_SETTINGS } from './train.ts';
import { loadCorpus } from './pairs.ts';
const [direction = 'en-ko', folder = '/tmp/exp', json = '{}'] = process.argv.slice(2);
void saveCheckpoint;
await startBackend();
console.time('corpus');
const corpus = loadCorpus({
  pairs: '../shared/data/tatoeba_en_ko.tsv',
  names: '../shared/data/transliteration_train.tsv',
});
console.timeEnd('corpus');
const settings = { ...TRANSLATOR_SETTINGS, ...(JSON.parse(json) as object) };
const result = await trainTranslator({
  direction: direction as 'en-ko',
  settings,
  corpus,
  seed: 1,
  logFile: `${folder}/log.jsonl`,
  checkpoint: { folder, resume: process.argv.includes('--resume'), fingerprint: 'x' },
  onProgress: createProgressLine(direction),
});
console.log(result.best, result.seconds);
