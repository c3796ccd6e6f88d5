import { readFileSync } from 'node:fs';
import { loadCheckpoint } from '../checkpoint.ts';
import { saveArtifact } from '../artifact.ts';
import { translatorArtifact } from './artifact.ts';
import { TRANSLATOR_SETTINGS } from './train.ts';
import { createSourceVocabulary, createTargetVocabulary } from './vocabulary.ts';
import { DIRECTIONS } from './pairs.ts';
for (const direction of ['en-ko','ko-en'] as const) {
 const { tensors } = loadCheckpoint(`/work/run/${direction}`)!;
 const weights = Object.fromEntries(Object.entries(tensors).filter(([n]) => n.startsWith('average/')).map(([n, w]) => [n.slice(8), w]));
 const v = JSON.parse(readFileSync(`/work/run/${direction}/vocabulary.json`, 'utf8'));
 const vocabularies = { source: createSourceVocabulary(DIRECTIONS[direction].source, v.characters, v.units), target: createTargetVocabulary(v.pieces) };
 saveArtifact(`/tmp/everyday/${direction}`, translatorArtifact({ direction, weights, vocabularies, settings: TRANSLATOR_SETTINGS, confidence: { weights: [0,1,0,0,0,0,0], threshold: 0.3, listed: 0.99 }, seed: 1, data: { description: 'x', licence: 'x' }, metrics: {} }));
}
