import { PATHS } from '../shared/protocol.ts';
import { openWebSocket } from './server-clients.ts';
import { request, startServer, UPGRADE_HEADERS } from './server-support.ts';
import type { TestServer } from './server-support.ts';

describe('the Origin of a page', () => {
  const paths = [PATHS.webSocket, `${PATHS.socketIo}/?EIO=4&transport=websocket`];
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ settings: { ALLOWED_ORIGINS: 'https://friend.example' } });
  });
  afterAll(() => server.close());

  const upgrade = (path: string, origin?: string): ReturnType<typeof request> =>
    request(server.port, path, { ...UPGRADE_HEADERS, ...(origin !== undefined && { Origin: origin }) });

  test.each(paths)('a foreign one is turned away with 403 and JSON at %s', async (path) => {
    const bystander = await openWebSocket(server.port);
    for (const origin of ['https://evil.example', 'null', `http://localhost:${server.port + 1}`, 'nonsense']) {
      const { status, headers, body } = await upgrade(path, origin);
      expect({ origin, status, type: headers['content-type'] }).toEqual({
        origin,
        status: 403,
        type: 'application/json; charset=utf-8',
      });
      expect(JSON.parse(body)).toMatchObject({ error: 'foreign_origin' });
    }
    bystander.send('keystroke', { seq: 1, text: 'w' });
    await bystander.next('preview');
    expect(bystander.events).toHaveLength(3);
    bystander.close();
  });

  test.each(paths)("the server's own, an allowed one and none may connect at %s", async (path) => {
    for (const origin of [`http://127.0.0.1:${server.port}`, 'https://friend.example', undefined]) {
      expect((await upgrade(path, origin)).status).toBe(101);
    }
  });

  test('long polling is checked the same way', async () => {
    const path = `${PATHS.socketIo}/?EIO=4&transport=polling`;
    const foreign = await request(server.port, path, { Origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(JSON.parse(foreign.body)).toMatchObject({ error: 'foreign_origin' });
    const allowed = await request(server.port, path, { Origin: 'https://friend.example' });
    expect(allowed).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': 'https://friend.example' },
    });
  });

  test('an upgrade to an address without WebSocket is a 404 in JSON', async () => {
    const { status, body } = await upgrade('/elsewhere');
    expect({ status, error: (JSON.parse(body) as { error: string }).error }).toEqual({
      status: 404,
      error: 'not_found',
    });
  });
});
