/** Headless users: each types a word letter by letter on Socket.IO, sends it, and checks all that comes back. */
import { openSocketIo } from './server-clients.ts';
import { loadSeedInference, startServer } from './server-support.ts';
import type { TestClient } from './server-clients.ts';

const TRANSLATIONS = { word: '단어', wood: '나무', game: '놀이', girl: '소녀', kiss: '키스', love: '사랑' };
const WORDS = Object.keys(TRANSLATIONS) as (keyof typeof TRANSLATIONS)[];
/** The seed's completer knows these, and reads three letters. */
const COMPLETED = new Set(['word', 'wood', 'kiss', 'love']);
const BOT_COUNT = 20;

/** Types `word`, waiting for each answer as a slow typist would, and returns all words suggested and the last preview. */
async function type(
  bot: TestClient,
  word: string,
  firstSeq: number,
): Promise<{ suggestions: string[]; preview: string }> {
  const suggestions: string[] = [];
  let preview = '';
  for (let length = 1; length <= word.length; length++) {
    const seq = firstSeq + length;
    bot.send('keystroke', { seq, text: word.slice(0, length) });
    const { items } = await bot.next('suggestions', (event) => event.seq === seq);
    suggestions.push(...items.map(({ text }) => text));
    preview = (await bot.next('preview', (event) => event.seq === seq)).text;
  }
  return { suggestions, preview };
}

test('twenty bots type and send at once, and each gets its own suggestions, previews and translation', async () => {
  const server = await startServer({ loadInference: loadSeedInference });
  const bots = await Promise.all(Array.from({ length: BOT_COUNT }, () => openSocketIo(server.port)));
  expect(new Set(bots.map(({ welcome }) => welcome.session)).size).toBe(BOT_COUNT);

  await Promise.all(
    bots.map(async (bot, index) => {
      const word = WORDS[index % WORDS.length] ?? 'word';
      const id = `bot-${index}`;
      // Numbers that no other bot uses show an answer that went to the wrong one.
      const { suggestions, preview } = await type(bot, word, index * 1000);
      if (COMPLETED.has(word)) expect(suggestions).toContain(word);
      expect(preview).toBe(TRANSLATIONS[word]);
      bot.send('message', { id, text: word });
      const message = await bot.next('message', (event) => event.id === id);
      expect(message).toMatchObject({ from: bot.welcome.session, text: word });
      const translation = await bot.next('translation', (event) => event.id === id);
      expect(translation.text).toBe(TRANSLATIONS[word]);
    }),
  );

  // A message from each is on its way to all; wait for every one.
  for (const bot of bots) {
    for (let index = 0; index < BOT_COUNT; index++) {
      if (bot === bots[index]) continue;
      const word = WORDS[index % WORDS.length] ?? 'word';
      const translation = await bot.next('translation', (event) => event.id === `bot-${index}`);
      expect(translation.text).toBe(TRANSLATIONS[word]);
    }
  }
  bots.forEach((bot, index) => {
    const numbers = bot.events.flatMap((event) =>
      event.type === 'suggestions' || event.type === 'preview' ? [event.seq] : [],
    );
    expect(numbers).toHaveLength(8);
    expect(numbers.every((seq) => Math.floor(seq / 1000) === index)).toBe(true);
    expect(bot.events.filter((event) => event.type === 'message')).toHaveLength(BOT_COUNT);
    expect(bot.events.filter((event) => event.type === 'error')).toEqual([]);
    bot.close();
  });
  await server.close();
});
