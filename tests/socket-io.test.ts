/** What a Socket.IO client library would not do, but a hand-made client can. */
import { WebSocket } from 'ws';
import { PATHS } from '../shared/protocol.ts';
import { openWebSocket } from './server-clients.ts';
import { createStubInference, request, startServer, translationOf } from './server-support.ts';
import type { TestServer } from './server-support.ts';

let server: TestServer;
let socket: WebSocket;
let packets: string[];
let closed: Promise<void>;

const countSessions = async (): Promise<number> =>
  (JSON.parse((await request(server.port, PATHS.health)).body) as { sessions: number }).sessions;

/** Resolves when a packet that starts like this has come. */
async function packet(start: string): Promise<string> {
  for (;;) {
    const found = packets.find((one) => one.startsWith(start));
    if (found !== undefined) return found;
    await new Promise((resolve) => socket.once('message', resolve));
  }
}

beforeEach(async () => {
  const echo = createStubInference({ translate: (text) => Promise.resolve(translationOf(text)) });
  server = await startServer({
    settings: { MESSAGE_BURST: '1000000' },
    loadInference: () => Promise.resolve(echo),
  });
  socket = new WebSocket(`ws://127.0.0.1:${server.port}${PATHS.socketIo}/?EIO=4&transport=websocket`);
  packets = [];
  socket.on('message', (data: Buffer) => packets.push(data.toString()));
  closed = new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  await packet('0'); // the engine's handshake
});
afterEach(async () => {
  socket.terminate();
  await server.close();
});

test('one connection gets one session, however often it asks', async () => {
  for (let i = 0; i < 50; i++) socket.send('40');
  await packet('40');
  await closed;
  expect(packets.filter((one) => one.startsWith('42["welcome"')).length).toBeLessThan(2);
  while ((await countSessions()) > 0);
});

test('an event without a payload, with a name that is a number, or with bytes in it is an error, not a crash', async () => {
  socket.send('40');
  await packet('42["welcome"');
  socket.send('42["keystroke"]');
  socket.send('42[7,{}]');
  socket.send('42["message",[1,2]]');
  socket.send('451-["message",{"_placeholder":true,"num":0}]');
  socket.send(Buffer.from('bytes'));
  socket.send('42["keystroke",{"seq":9,"text":"w"},"more","arguments"]');
  await packet('42["preview",{"seq":9');
  expect(packets.filter((one) => one.startsWith('42["error"'))).toHaveLength(4);
});

test.each(['4', '4x', '42', '42{', '42["a"', '9', 'x', '45999-["a"]', '44'])(
  'the broken packet %s harms no one else',
  async (broken) => {
    const bystander = await openWebSocket(server.port);
    socket.send('40');
    await packet('40');
    socket.send(broken);
    bystander.send('keystroke', { seq: 1, text: 'w' });
    await bystander.next('preview');
    expect(bystander.events).toHaveLength(3);
    expect(server.readLogs()).not.toMatch(/"level":(50|60)/);
    bystander.close();
  },
);

test('a client that does not read is given up before it fills the memory', async () => {
  socket.send('40');
  await packet('42["welcome"');
  socket.pause();
  const reader = await openWebSocket(server.port);
  // Kernel buffers take some megabytes before anything waits in the server.
  for (let id = 0; id < 8000; id++) {
    reader.send('message', { id, text: '말'.repeat(500) });
    if (id % 100 === 99) await reader.next('translation', (event) => event.id === id);
  }
  expect(await countSessions()).toBe(1);
  socket.resume();
  await closed;
  reader.close();
});
