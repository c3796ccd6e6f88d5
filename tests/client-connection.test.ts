import { backOffMs, createConnection } from '../client/connection.ts';
import type { ConnectionState, SocketHandlers } from '../client/connection.ts';
import type { ServerEvent } from '../shared/protocol.ts';

const model = { name: 'seed', network: 'RNN', checksum: '0' };
const WELCOME = JSON.stringify({
  type: 'welcome',
  session: 's',
  models: { digits: model, completer: model, translator: model },
});

function createLine() {
  const sockets: (SocketHandlers & { sent: string[]; isClosed: boolean })[] = [];
  const states: ConnectionState[] = [];
  const events: ServerEvent[] = [];
  const connection = createConnection({
    open: (handlers) => {
      const socket = { ...handlers, sent: [] as string[], isClosed: false };
      sockets.push(socket);
      return {
        isOpen: () => !socket.isClosed,
        send: (frame) => socket.sent.push(frame),
        close: () => {
          socket.isClosed = true;
        },
      };
    },
    onState: (state) => states.push(state),
    onEvent: (event) => events.push(event),
    random: () => 1,
  });
  const newest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('No socket was opened.');
    return socket;
  };
  return { connection, sockets, states, events, newest, state: () => states.at(-1) };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('back-off doubles up to a bound, half of it by chance', () => {
  expect([0, 1, 2, 3].map((attempt) => backOffMs(attempt, () => 1))).toEqual([500, 1_000, 2_000, 4_000]);
  expect(backOffMs(0, () => 0)).toBe(250);
  expect(backOffMs(50, () => 1)).toBe(30_000);
});

test('it is online from the welcome on, and sends nothing before', () => {
  const { connection, newest, events, state } = createLine();
  connection.connect();
  expect(state()).toEqual({ name: 'connecting' });
  expect(connection.send({ type: 'keystroke', seq: 1, text: 'w' })).toBe(false);
  newest().onFrame(WELCOME);
  expect(state()).toEqual({ name: 'online' });
  expect(connection.send({ type: 'keystroke', seq: 1, text: 'w' })).toBe(true);
  expect(newest().sent).toEqual(['{"type":"keystroke","seq":1,"text":"w"}']);
  expect(events.map(({ type }) => type)).toEqual(['welcome']);
});

test('frames it does not understand are passed over', () => {
  const { connection, newest, events } = createLine();
  connection.connect();
  newest().onFrame(WELCOME);
  newest().onFrame('{');
  newest().onFrame('{"type":"from a newer server"}');
  newest().onFrame('{"type":"preview","seq":"1"}');
  expect(events).toHaveLength(1);
});

test('it comes back by itself, later each time, and at once when asked', () => {
  const { connection, sockets, newest, state } = createLine();
  connection.connect();
  newest().onFrame(WELCOME);
  newest().onClose(1006);
  expect(state()).toEqual({ name: 'waiting', reason: 'lost', retryAt: Date.now() + 500 });
  jest.advanceTimersByTime(499);
  expect(sockets).toHaveLength(1);
  jest.advanceTimersByTime(1);
  expect(sockets).toHaveLength(2);
  newest().onClose(1006);
  expect(state()).toMatchObject({ retryAt: Date.now() + 1_000 });
  connection.retryNow();
  connection.retryNow();
  expect(sockets).toHaveLength(3);
});

test('a server that says goodbye or had too much is given more time', () => {
  const { connection, newest, state } = createLine();
  connection.connect();
  newest().onFrame(WELCOME);
  newest().onClose(1001);
  expect(state()).toEqual({ name: 'waiting', reason: 'restarting', retryAt: Date.now() + 1_000 });
  connection.retryNow();
  newest().onClose(1008);
  expect(state()).toEqual({ name: 'waiting', reason: 'flooded', retryAt: Date.now() + 10_500 });
});

test('a connection that held starts the back-off anew; one that falls at once does not', () => {
  const { connection, newest, state } = createLine();
  connection.connect();
  newest().onClose(1006);
  jest.advanceTimersByTime(500);
  newest().onFrame(WELCOME);
  newest().onClose(1006);
  expect(state()).toMatchObject({ retryAt: Date.now() + 1_000 });
  jest.advanceTimersByTime(1_000);
  newest().onFrame(WELCOME);
  jest.advanceTimersByTime(5_000);
  newest().onClose(1006);
  expect(state()).toMatchObject({ retryAt: Date.now() + 500 });
});

test('a socket that never says welcome, or is silent where it should not be, is given up', () => {
  const { connection, sockets, newest, state } = createLine();
  connection.connect();
  jest.advanceTimersByTime(10_000);
  expect(newest().isClosed).toBe(true);
  expect(state()).toMatchObject({ name: 'waiting' });
  jest.advanceTimersByTime(500);
  newest().onFrame(WELCOME);
  connection.suspect();
  expect(newest().isClosed).toBe(true);
  newest().onClose(1006); // the close event that comes late says nothing new
  jest.advanceTimersByTime(1_000);
  expect(sockets).toHaveLength(3);
});

test('without a network it says so, goes on trying, and connects when the network is back', () => {
  const { connection, sockets, newest, state } = createLine();
  connection.connect();
  newest().onFrame(WELCOME);
  connection.networkLost();
  expect(state()).toEqual({ name: 'offline' });
  jest.advanceTimersByTime(1_000);
  newest().onClose(1006);
  expect(state()).toEqual({ name: 'offline' });
  connection.retryNow();
  expect(state()).toEqual({ name: 'connecting' });
  newest().onFrame(WELCOME);
  expect(state()).toEqual({ name: 'online' });
  expect(sockets).toHaveLength(3);
  connection.networkLost();
  jest.advanceTimersByTime(1_500);
  newest().onFrame(WELCOME); // a server on the same machine is there all the same
  expect(state()).toEqual({ name: 'online' });
});
