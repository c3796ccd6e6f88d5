/** What every transport must do, over real sockets and with the real models. */
import fc from 'fast-check';
import * as v from 'valibot';
import type { Inference } from '../server/inference.ts';
import { ERROR_CODES, LIMITS, parseClientEvent, SERVER_EVENTS } from '../shared/protocol.ts';
import { openPolling, openSocketIo, openWebSocket } from './server-clients.ts';
import { loadSeedInference, startServer } from './server-support.ts';
import type { OpenClient, TestClient } from './server-clients.ts';
import type { TestServer } from './server-support.ts';

const PIXELS = new Array<number>(LIMITS.digitPixels).fill(0);

let inference: Inference;
beforeAll(async () => {
  inference = await loadSeedInference();
});
afterAll(() => inference.release());

describe.each<[string, OpenClient, number | string]>([
  ['raw WebSocket', openWebSocket, 1008],
  ['Socket.IO over WebSocket', openSocketIo, 'io server disconnect'],
  ['Socket.IO over long polling', openPolling, 'io server disconnect'],
])('%s', (_name, open, closedForPolicy) => {
  let server: TestServer;
  let client: TestClient;
  let bystander: TestClient;

  async function start(settings: Record<string, string> = {}, overrides: Partial<Inference> = {}): Promise<void> {
    // The models are shared by all tests, so a server that closes must leave them.
    const loadInference = () => Promise.resolve({ ...inference, ...overrides, release: () => Promise.resolve() });
    server = await startServer({ loadInference, settings });
    client = await open(server.port);
    bystander = await open(server.port);
  }

  /** The other client has seen nothing but `expected`, and is still served. */
  async function expectUnaffected(...expected: string[]): Promise<void> {
    bystander.send('keystroke', { seq: 99, text: 'w' });
    await bystander.next('preview', ({ seq }) => seq === 99);
    expect(bystander.events.map(({ type }) => type)).toEqual(['welcome', ...expected, 'suggestions', 'preview']);
  }

  beforeEach(() => start());
  afterEach(async () => {
    client.close();
    bystander.close();
    await server.close();
  });

  test('a client is welcomed with its session and the models', () => {
    expect(client.welcome.models).toEqual(inference.models);
    expect(client.welcome.session).not.toBe(bystander.welcome.session);
  });

  test('a keystroke is answered with suggestions and a preview under its number', async () => {
    client.send('keystroke', { seq: 5, text: 'word wor' });
    const suggestions = await client.next('suggestions');
    expect(suggestions.seq).toBe(5);
    expect(suggestions.items.map(({ text }) => text)).toContain('word');
    expect((await client.next('preview')).seq).toBe(5);
    client.send('keystroke', { seq: 6, text: 'word' });
    expect(await client.next('preview')).toMatchObject({ seq: 6, text: '단어' });
    await expectUnaffected();
  });

  test('numbers of answers only ever rise, and the newest keystroke is answered', async () => {
    const text = 'love';
    for (let seq = 0; seq < 200; seq++) client.send('keystroke', { seq, text: text.slice(0, 1 + (seq % 4)) });
    await client.next('preview', ({ seq }) => seq === 199);
    for (const type of ['suggestions', 'preview'] as const) {
      const numbers = client.events.flatMap((event) => (event.type === type ? [event.seq] : []));
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
    await expectUnaffected();
  });

  test('a message reaches everyone as written, then its translation', async () => {
    client.send('message', { id: 'a', text: 'word' });
    for (const one of [client, bystander]) {
      expect(await one.next('message')).toMatchObject({ id: 'a', from: client.welcome.session, text: 'word' });
      expect(await one.next('translation')).toMatchObject({ id: 'a', text: '단어' });
    }
    await expectUnaffected('message', 'translation');
  });

  test('a keystroke and a message are translated into the language they ask for', async () => {
    client.send('keystroke', { seq: 1, text: 'love' });
    expect(await client.next('preview')).toMatchObject({ text: '사랑', isSure: true, alternatives: [], to: 'ko' });
    client.send('keystroke', { seq: 2, text: 'love', to: 'en' });
    expect(await client.next('preview')).toMatchObject({ text: 'love', score: 0, isSure: false, to: 'en' });
    client.send('message', { id: 'a', text: 'love', to: 'en' });
    for (const one of [client, bystander]) {
      expect(await one.next('translation')).toMatchObject({ id: 'a', text: 'love', score: 0, isSure: false, to: 'en' });
    }
    await expectUnaffected('message', 'translation');
  });

  test('an explanation goes to the one who asked, or an error where the model has none', async () => {
    client.send('explain', { id: 'a', text: 'love' });
    expect(await client.next('error')).toMatchObject({ code: 'no_explanation', id: 'a' });
    await expectUnaffected();
    client.close();
    bystander.close();
    await server.close();

    const asked: unknown[] = [];
    await start(
      {},
      {
        explain: (text, options) => {
          asked.push([text, options?.to]);
          return Promise.resolve({
            source: Array.from(text),
            target: ['사', '랑'],
            weights: [
              [0.25, 0.75],
              [1, 0],
            ],
          });
        },
      },
    );
    client.send('explain', { id: 7, text: 'ab' });
    expect(await client.next('explanation')).toEqual({
      type: 'explanation',
      id: 7,
      source: ['a', 'b'],
      target: ['사', '랑'],
      weights: [
        [0.25, 0.75],
        [1, 0],
      ],
    });
    client.send('explain', { id: 8, text: 'ab', to: 'en' });
    expect((await client.next('explanation')).id).toBe(8);
    expect(asked).toEqual([
      ['ab', 'ko'],
      ['ab', 'en'],
    ]);
    await expectUnaffected();
  });

  test('the same message again, from a new connection, changes nothing', async () => {
    client.send('message', { id: 'a', text: 'love' });
    const first = [await client.next('message'), await client.next('translation')];
    const again = await open(server.port);
    again.send('message', { id: 'a', text: 'love' });
    expect([await again.next('message'), await again.next('translation')]).toEqual(first);
    again.close();
    await expectUnaffected('message', 'translation');
  });

  test('another text under the same id is refused', async () => {
    client.send('message', { id: 'a', text: 'love' });
    client.send('message', { id: 'a', text: 'kiss' });
    expect(await client.next('error')).toMatchObject({ code: 'id_taken', id: 'a' });
    await client.next('translation');
    await expectUnaffected('message', 'translation');
  });

  test('a digit is answered to its sender', async () => {
    client.send('digit', { id: 3, pixels: PIXELS });
    const digit = await client.next('digit');
    expect(digit.id).toBe(3);
    expect(digit.scores).toHaveLength(10);
    expect(digit.scores[digit.label]).toBe(Math.max(...digit.scores));
    await expectUnaffected();
  });

  test.each<[string, string, unknown, object]>([
    ['an unknown type', 'shout', { seq: 1 }, { code: 'unknown_type', seq: 1 }],
    ['a wrong field', 'keystroke', { seq: 2, text: 7 }, { code: 'invalid_field', seq: 2 }],
    ['an unknown field', 'keystroke', { seq: 3, text: 'w', txet: 'w' }, { code: 'invalid_field', seq: 3 }],
    ['a missing field', 'message', { id: 'b' }, { code: 'invalid_field', id: 'b' }],
    ['a language unknown here', 'keystroke', { seq: 4, text: 'w', to: 'fr' }, { code: 'invalid_field', seq: 4 }],
    ['an explain of nothing', 'explain', { id: 'd', text: '' }, { code: 'invalid_field', id: 'd' }],
    ['no payload', 'digit', undefined, { code: 'invalid_field' }],
    ['a pixel out of bounds', 'digit', { id: 4, pixels: [...PIXELS.slice(1), 2] }, { code: 'invalid_field', id: 4 }],
    ['501 characters', 'message', { id: 'c', text: '🙂'.repeat(501) }, { code: 'text_too_long', id: 'c' }],
  ])('%s gets its error, and the next event is answered', async (_what, type, payload, error) => {
    client.send(type, payload);
    expect(await client.next('error')).toMatchObject(error);
    client.send('keystroke', { seq: 50, text: 'w' });
    await client.next('preview', ({ seq }) => seq === 50);
    await expectUnaffected();
  });

  test.each(['🙂', '한'.normalize('NFD')])('500 characters are taken: %s', async (character) => {
    client.send('message', { id: 'a', text: character.repeat(500) });
    expect((await client.next('message')).text).toBe(character.normalize('NFC').repeat(500));
    await client.next('translation');
    await bystander.next('translation');
    await expectUnaffected('message', 'translation');
  });

  test('a frame over 64 KB ends the connection', async () => {
    client.send('message', { id: 'a', text: 'x'.repeat(LIMITS.frameBytes) });
    const reason = await client.closed;
    expect([1009, 'transport close', 'transport error']).toContain(reason);
    await expectUnaffected();
  });

  test('a flood of messages is refused, told so, and closed', async () => {
    for (let id = 0; id < 400; id++) client.send('message', { id, text: 'love' });
    expect(await client.closed).toBe(closedForPolicy);
    const errors = client.events.filter((event) => event.type === 'error');
    expect(errors.every(({ code }) => code === 'rate_limited')).toBe(true);
    expect(errors.at(-1)?.message).toMatch(/closed/);
    const accepted = bystander.events.filter(({ type }) => type === 'message').length;
    expect(accepted).toBeLessThan(100);
    bystander.send('message', { id: 'mine', text: 'love' });
    await bystander.next('translation', ({ id }) => id === 'mine');
    expect(bystander.events.some(({ type }) => type === 'error')).toBe(false);
  });

  test('whatever is sent gets a valid answer or a documented error, and nothing crashes', async () => {
    await server.close();
    const plenty = {
      MESSAGE_BURST: '100000',
      EXPLAIN_BURST: '100000',
      INVALID_BURST: '100000',
      RECENT_MESSAGES: '100000',
    };
    await start(plenty);
    const fieldsOf = { seq: fc.jsonValue(), id: fc.jsonValue(), text: fc.jsonValue(), pixels: fc.constant(PIXELS) };
    const payloads = fc.oneof(
      fc.jsonValue(),
      fc.record(fieldsOf, { requiredKeys: [] }),
      fc.record({ seq: fc.nat(), text: fc.string({ unit: 'grapheme' }) }),
      fc.record({ id: fc.uuid(), text: fc.string({ unit: 'grapheme', minLength: 1 }) }),
    );
    // Socket.IO keeps some names for itself; its client refuses to send them.
    const names = fc.oneof(
      fc.constantFrom('keystroke', 'message', 'explain', 'digit'),
      fc
        .string()
        .filter((name) => !/^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/.test(name)),
    );
    const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
    await fc.assert(
      fc.asyncProperty(names, payloads, async (name, payload) => {
        // On raw WebSocket the payload's fields stand beside the type, so only an object can be sent.
        const sent = isObject(payload) ? payload : {};
        const parsed = parseClientEvent(name, JSON.parse(JSON.stringify(sent)));
        client.send(name, sent);
        if (!parsed.ok) {
          expect(Object.keys(ERROR_CODES)).toContain((await client.next('error')).code);
        } else if (parsed.event.type === 'keystroke') {
          await client.next('preview');
        } else if (parsed.event.type === 'explain') {
          expect((await client.next('error')).code).toBe('no_explanation');
        } else {
          await client.next(parsed.event.type);
        }
      }),
      { numRuns: 100 },
    );
    for (const { type, ...payload } of client.events) v.parse(SERVER_EVENTS[type], payload);
    expect(server.readLogs()).not.toMatch(/"level":(50|60)/);
  });
});
