/** The committed translator, as `npm start` serves it: over a real socket, and directly. */
import fc from 'fast-check';
import { artifactFolder } from '../models/artifact.ts';
import { loadWords } from '../models/data/words.ts';
import { createGlossary } from '../models/translator/glossary.ts';
import { loadTranslator } from '../models/translator/infer.ts';
import { DIRECTIONS, wordMeanings, type DirectionName } from '../models/translator/pairs.ts';
import type { Translator } from '../models/translation.ts';
import { openSocketIo } from './server-clients.ts';
import { loadDefaultInference, startServer } from './server-support.ts';

const FOLDER = artifactFolder('models', 'translator', 'everyday');
let translator: Translator;

beforeAll(async () => {
  translator = await loadTranslator(FOLDER);
});
afterAll(() => translator.release());

test.each(Object.keys(DIRECTIONS) as DirectionName[])('every listed word comes out as listed, %s', async (name) => {
  const { target } = DIRECTIONS[name];
  const wrong: string[] = [];
  for (const { source, target: known } of wordMeanings(loadWords(), DIRECTIONS[name])) {
    const { text } = await translator.translate(source[0] ?? '', { to: target });
    if (!known.includes(text)) wrong.push(`${source[0] ?? ''} → ${text}`);
  }
  // A few that end in a full stop (Mr.) are sentences to it, and others hold what is protected.
  expect(wrong.length).toBeLessThan(30);
});

test('what must not change passes through both ways, with the particle that it asks for', async () => {
  const glossary = createGlossary([{ english: 'Malbeot', korean: '말벗' }]);
  const withTerms = await loadTranslator(FOLDER, { glossary });
  const { text } = await withTerms.translate('I like Malbeot. See https://example.com/a?b=1 at 10:30 😀');
  expect(text).toContain('말벗');
  expect(text).toContain('https://example.com/a?b=1');
  expect(text).toContain('10:30');
  expect(text).toContain('😀');
  expect((await withTerms.translate('말벗 좋아해요?')).text).toContain('Malbeot');
  await withTerms.release();
});

test('a long text is translated sentence by sentence, and nothing of it is dropped', async () => {
  const sentence = 'I want to go home.';
  const once = (await translator.translate(sentence)).text;
  const { text } = await translator.translate(Array.from({ length: 12 }, () => sentence).join(' '));
  expect(text).toBe(Array.from({ length: 12 }, () => once).join(' '));
});

test('any text of Unicode gets an answer with a score', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
      const { score, alternatives } = await translator.translate(text);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(alternatives.length).toBeLessThanOrEqual(8);
    }),
    { numRuns: 150 },
  );
});

test('it translates as one types, in both directions, and shows what it attended to', async () => {
  const server = await startServer({ loadInference: loadDefaultInference });
  const bot = await openSocketIo(server.port);
  bot.send('keystroke', { seq: 1, text: 'I want to drink coffee.' });
  const preview = await bot.next('preview', ({ seq }) => seq === 1);
  expect(preview.to).toBe('ko');
  expect(preview.text).toContain('커피');
  bot.send('message', { id: 'one', text: '사랑' });
  expect(await bot.next('translation', ({ id }) => id === 'one')).toMatchObject({
    text: 'love',
    isSure: true,
    to: 'en',
  });
  bot.send('explain', { id: 'two', text: 'I want to drink coffee.' });
  const { source, target, weights } = await bot.next('explanation', ({ id }) => id === 'two');
  expect(source.join('')).toBe('i want to drink coffee.');
  expect(weights).toHaveLength(target.length);
  bot.close();
  await server.close();
});
