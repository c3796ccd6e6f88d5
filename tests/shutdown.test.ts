import { PATHS } from '../shared/protocol.ts';
import { openPolling, openSocketIo, openWebSocket } from './server-clients.ts';
import {
  createGate,
  createStubInference,
  listenServer,
  request,
  startServer,
  UPGRADE_HEADERS,
  translationOf,
} from './server-support.ts';

const SHORT = { SHUTDOWN_TIMEOUT_MS: '500' };

test.each([
  ['raw WebSocket', openWebSocket, 1001],
  ['Socket.IO', openSocketIo, 'io server disconnect'],
  ['Socket.IO over long polling', openPolling, 'io server disconnect'],
])('a stopping server finishes what is in hand and says good-bye, over %s', async (_name, open, closedWith) => {
  const gate = createGate();
  const inference = createStubInference({
    translate: async (text) => {
      await gate.opened;
      return translationOf(`${text}!`);
    },
  });
  const server = await startServer({ loadInference: () => Promise.resolve(inference) });
  const client = await open(server.port);
  client.send('message', { id: 1, text: 'love' });
  await client.next('message');
  const closed = server.close();
  client.send('message', { id: 2, text: 'kiss' });
  expect(await client.next('error')).toMatchObject({ code: 'shutting_down', id: 2 });
  const health = await request(server.port, PATHS.health);
  expect([health.status, health.body]).toEqual([503, '{"status":"stopping"}']);
  for (const path of [PATHS.webSocket, `${PATHS.webSocket}?sid=1`, `${PATHS.socketIo}/?EIO=4&transport=websocket`]) {
    expect((await request(server.port, path, UPGRADE_HEADERS)).status).toBe(503);
  }
  gate.open();
  expect(await client.closed).toBe(closedWith);
  expect(client.events.slice(-2)).toEqual([
    { type: 'translation', id: 1, ...translationOf('love!'), to: 'ko' },
    expect.objectContaining({ type: 'error', code: 'shutting_down' }),
  ]);
  await closed;
});

test('a stopping server takes no new connection', async () => {
  const server = await startServer();
  const client = await openWebSocket(server.port);
  await server.close();
  expect(await client.closed).toBe(1001);
  await expect(openWebSocket(server.port)).rejects.toThrow('1006');
});

test('a model that never answers does not keep the server', async () => {
  const stuck = createStubInference({ translate: () => new Promise(() => undefined) });
  const server = await startServer({ settings: SHORT, loadInference: () => Promise.resolve(stuck) });
  const client = await openWebSocket(server.port);
  client.send('message', { id: 1, text: 'love' });
  await client.next('message');
  await server.close();
  expect(await client.closed).toBe(1001);
  expect(server.readLogs()).toContain('not answered in time');
});

test('clients that do not read do not keep the server', async () => {
  const server = await startServer({ settings: SHORT });
  const client = await openWebSocket(server.port);
  client.socket.pause();
  await server.close();
  client.socket.terminate();
});

test('a server that is stopped while its models load gives them back', async () => {
  const gate = createGate();
  let isReleased = false;
  const inference = createStubInference({
    release: () => {
      isReleased = true;
      return Promise.resolve();
    },
  });
  const server = await listenServer({
    loadInference: async () => {
      await gate.opened;
      return inference;
    },
  });
  const loaded = server.app.load();
  await server.close();
  gate.open();
  await loaded;
  expect(isReleased).toBe(true);
});

test('closing twice is closing once', async () => {
  const server = await startServer();
  await Promise.all([server.close(), server.close()]);
});
