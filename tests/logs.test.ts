import { describeError } from '../server/logger.ts';
import { LIMITS } from '../shared/protocol.ts';
import { openPolling, openSocketIo, openWebSocket } from './server-clients.ts';
import { createStubInference, request, startServer, UPGRADE_HEADERS } from './server-support.ts';

/** Stands for what a person typed. Any part of it in a log is a leak. */
const SECRET = 'qzxvlettertomother';
const FRAGMENT = 'qzxv';

/** A model that quotes what it was given when it fails, as careless code does. */
function failAndQuote(text: string): Promise<never> {
  return Promise.reject(new TypeError(`cannot encode\n    at ${text} (${text}:1:1)`, { cause: new Error(text) }));
}

test.each([
  ['raw WebSocket', openWebSocket],
  ['Socket.IO', openSocketIo],
  ['Socket.IO over long polling', openPolling],
])('logs never contain what was typed, well or badly formed, over %s', async (_name, open) => {
  const failing = createStubInference({
    suggest: (text) => (text === '' || text === 'w' ? Promise.resolve([]) : failAndQuote(text)),
    translate: failAndQuote,
    explain: failAndQuote,
    classify: () => Promise.resolve({ label: 1, scores: [0, 1] }),
  });
  const server = await startServer({ loadInference: () => Promise.resolve(failing) });
  const client = await open(server.port);
  const sent: [string, unknown][] = [
    ['keystroke', { seq: 1, text: SECRET }],
    ['message', { id: 1, text: SECRET }],
    ['message', { id: 1, text: `${SECRET} again` }],
    ['message', { id: SECRET, text: SECRET }],
    ['message', { id: 2, text: SECRET.repeat(100) }],
    ['message', { id: 3, text: { [SECRET]: SECRET } }],
    ['message', { id: 4, text: 'love', [SECRET]: SECRET }],
    ['digit', { id: 5, pixels: SECRET }],
    ['explain', { id: 7, text: SECRET }],
    ['explain', { id: 8, text: 'love', to: SECRET }],
    [SECRET, { text: SECRET }],
  ];
  for (const [type, payload] of sent) {
    client.send(type, payload);
    await client.next('error');
  }
  for (let id = 100; id < 400; id++) client.send('message', { id, text: `${SECRET} ${id}` });
  await client.closed;

  const tooBig = await open(server.port);
  tooBig.send('message', { id: 6, text: SECRET.repeat(LIMITS.frameBytes / 10) });
  await tooBig.closed;
  await request(server.port, `/${SECRET}?${SECRET}=${SECRET}`);
  await request(server.port, `/%E0%A4%A${SECRET}`);
  await request(server.port, `/ws?${SECRET}`, { ...UPGRADE_HEADERS, Origin: `https://${SECRET}.example` });
  await server.close();

  const logs = server.readLogs();
  expect(logs).not.toContain(FRAGMENT);
  expect(logs).toContain('"name":"TypeError"'); // the failures are there, without their messages
  expect(logs).toContain('closed for flooding');
});

test('frames that are no events leave no trace in the logs', async () => {
  const server = await startServer();
  const client = await openWebSocket(server.port);
  for (const frame of [SECRET, `{"type":"${SECRET}`, `["${SECRET}"]`, Buffer.from(SECRET)]) {
    client.sendFrame(frame);
    await client.next('error');
  }
  client.socket.close(4000, SECRET);
  await client.closed;
  await server.close();
  expect(server.readLogs()).not.toContain(FRAGMENT);
});

test('an error is described by its name, code and frames, without its message', () => {
  const error = Object.assign(new RangeError(`${SECRET}\n    at ${SECRET} (x:1:1)`), { code: 'ERR_SHAPE' });
  const description = describeError(error);
  expect(description).toMatchObject({ name: 'RangeError', code: 'ERR_SHAPE' });
  expect(description.stack[0]).toContain('logs.test');
  expect(JSON.stringify(description)).not.toContain(FRAGMENT);
});

test('what is no error at all is described by its type', () => {
  expect(describeError(SECRET)).toEqual({ name: 'string', stack: [] });
});
