/** What only raw WebSocket has: frames, close codes, heartbeats and what waits behind a socket. */
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS, PATHS } from '../shared/protocol.ts';
import { openWebSocket } from './server-clients.ts';
import { createStubInference, request, startServer, translationOf } from './server-support.ts';
import type { TestServer } from './server-support.ts';

describe('raw WebSocket alone', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.close());

  test.each<[string, string | Buffer]>([
    ['malformed JSON', '{"type":'],
    ['JSON that is no object', '[1]'],
    ['an empty frame', ''],
    ['a binary frame', Buffer.from('{"type":"keystroke","seq":1,"text":"w"}')],
  ])('%s is an invalid_json error', async (_what, frame) => {
    const client = await openWebSocket(server.port);
    client.sendFrame(frame);
    expect(await client.next('error')).toMatchObject({ code: 'invalid_json' });
    client.send('keystroke', { seq: 1, text: 'w' });
    await client.next('preview');
    client.close();
  });

  test('a frame over 64 KB is closed with 1009, one of 64 KB is read', async () => {
    const client = await openWebSocket(server.port);
    client.sendFrame('x'.repeat(LIMITS.frameBytes));
    expect(await client.next('error')).toMatchObject({ code: 'invalid_json' });
    client.sendFrame('x'.repeat(LIMITS.frameBytes + 1));
    expect(await client.closed).toBe(1009);
  });

  test('a client that does not read is given up before it fills the memory', async () => {
    const echo = createStubInference({ translate: (text) => Promise.resolve(translationOf(text)) });
    await server.close();
    server = await startServer({
      settings: { MESSAGE_BURST: '1000000' },
      loadInference: () => Promise.resolve(echo),
    });
    const [reader, sleeper] = [await openWebSocket(server.port), await openWebSocket(server.port)];
    sleeper.socket.pause();
    // Kernel buffers take some megabytes before anything waits in the server.
    for (let id = 0; id < 8000; id++) {
      reader.send('message', { id, text: '말'.repeat(500) });
      if (id % 100 === 99) await reader.next('translation', (event) => event.id === id);
    }
    expect(await request(server.port, PATHS.health)).toMatchObject({ status: 200 });
    sleeper.socket.resume();
    expect(await sleeper.closed).toBe(1008);
    reader.close();
  });

  test('a peer that answers no heartbeat is dropped', async () => {
    await server.close();
    server = await startServer({ settings: { HEARTBEAT_MS: '100' } });
    const client = await openWebSocket(server.port);
    const alive = await openWebSocket(server.port);
    client.socket.pause();
    const countSessions = async (): Promise<number> =>
      (JSON.parse((await request(server.port, PATHS.health)).body) as { sessions: number }).sessions;
    while ((await countSessions()) > 1) await delay(20);
    alive.send('keystroke', { seq: 1, text: 'w' });
    await alive.next('preview');
    alive.close();
  });
});
