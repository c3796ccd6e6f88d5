import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '../shared/protocol.ts';
import { openSocketIo, openWebSocket } from './server-clients.ts';
import {
  createGate,
  createStubInference,
  listenServer,
  request,
  startServer,
  UPGRADE_HEADERS,
} from './server-support.ts';
import type { HttpAnswer, TestServer } from './server-support.ts';

const json = ({ body }: HttpAnswer): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;

describe('while the models load', () => {
  const SOCKET_IO = `${PATHS.socketIo}/?EIO=4&transport=`;
  let server: TestServer;
  const gate = createGate();
  let warmUps = 0;

  beforeAll(async () => {
    server = await listenServer({
      loadInference: async () => {
        await gate.opened;
        const stub = createStubInference();
        return { ...stub, classify: (pixels) => (warmUps++, stub.classify(pixels)) };
      },
    });
  });
  afterAll(() => server.close());

  test('health is 503 and starting, and no client may connect; then it is 200 and ok', async () => {
    const loaded = server.app.load();
    const health = await request(server.port, PATHS.health);
    expect([health.status, json(health)]).toEqual([503, { status: 'starting' }]);
    for (const path of [PATHS.webSocket, `${SOCKET_IO}websocket`]) {
      const refused = await request(server.port, path, UPGRADE_HEADERS);
      expect([refused.status, json(refused)['error']]).toEqual([503, 'not_ready']);
    }
    expect((await request(server.port, `${SOCKET_IO}polling`)).status).toBe(503);
    expect(warmUps).toBe(0);

    gate.open();
    await loaded;
    expect(warmUps).toBeGreaterThan(1);
    const ready = await request(server.port, PATHS.health);
    expect(ready.status).toBe(200);
    expect(json(ready)).toEqual({
      status: 'ok',
      version: 'test',
      uptimeS: expect.any(Number) as number,
      sessions: 0,
      models: createStubInference().models,
    });
  });
});

test('a server whose models fail to load never becomes ready', async () => {
  const server = await listenServer({ loadInference: () => Promise.reject(new Error('model.onnx is missing')) });
  await expect(server.app.load()).rejects.toThrow('model.onnx is missing');
  expect((await request(server.port, PATHS.health)).status).toBe(503);
  await server.close();
});

test('a server whose digits model answers nonsense never becomes ready', async () => {
  const broken = createStubInference({ classify: () => Promise.resolve({ label: NaN, scores: [] }) });
  const server = await listenServer({ loadInference: () => Promise.resolve(broken) });
  await expect(server.app.load()).rejects.toThrow(/digits/);
  expect((await request(server.port, PATHS.health)).status).toBe(503);
  await server.close();
});

test('health counts sessions of every transport', async () => {
  const server = await startServer();
  const clients = [await openWebSocket(server.port), await openSocketIo(server.port)];
  expect(json(await request(server.port, PATHS.health))['sessions']).toBe(2);
  clients.forEach((client) => {
    client.close();
  });
  while (json(await request(server.port, PATHS.health))['sessions'] !== 0);
  await server.close();
});

describe('over plain HTTP', () => {
  let server: TestServer;
  let pageDir: string;
  beforeAll(async () => {
    pageDir = await mkdtemp(join(tmpdir(), 'malbeot-page-'));
    await writeFile(join(pageDir, 'index.html'), '<!doctype html><title>Malbeot</title>');
    server = await startServer({ pageDir });
  });
  afterAll(async () => {
    await server.close();
    await rm(pageDir, { recursive: true });
  });

  test('the page comes with headers that keep foreign and inline scripts out', async () => {
    const { status, headers, body } = await request(server.port, '/');
    expect(status).toBe(200);
    expect(body).toContain('Malbeot');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('a browser that has the page already gets 304', async () => {
    const { headers } = await request(server.port, '/');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await request(server.port, '/', { 'If-None-Match': String(headers.etag) });
    expect(again.status).toBe(304);
  });

  test.each([
    ['an unknown address', '/nothing', 404, 'not_found'],
    ['a path outside the page', '/../package.json', 404, 'not_found'],
    ['a malformed path', '/%E0%A4%A', 404, 'not_found'],
    ['the WebSocket address without an upgrade', '/ws', 426, 'upgrade_required'],
  ])('%s gets an error in JSON', async (_what, path, status, error) => {
    const answer = await request(server.port, path);
    expect([answer.status, json(answer)['error']]).toEqual([status, error]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });
});
