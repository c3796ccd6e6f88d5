import { createGate, translationOf } from './server-support.ts';
import { createTestRoom, settled } from './session-support.ts';

test('a message reaches everyone as written, and its translation follows under the same id', async () => {
  const { connect } = createTestRoom();
  const [sender, other] = [connect(), connect()];
  sender.receive('message', { id: 'a', text: 'love' });
  await settled(sender);
  for (const { events } of [sender, other]) {
    expect(events.slice(1)).toEqual([
      { type: 'message', id: 'a', from: sender.id, text: 'love', at: expect.stringMatching(/^\d{4}-.*Z$/) as string },
      { type: 'translation', id: 'a', text: '사랑', score: 0.5, isSure: true, alternatives: [], to: 'ko' },
    ]);
  }
});

test('the same message again changes nothing: only its sender gets the recorded one, also from a new session', async () => {
  const { connect } = createTestRoom();
  const [sender, other] = [connect(), connect()];
  sender.receive('message', { id: 'a', text: 'love' });
  await settled(sender);
  const again = connect();
  again.receive('message', { id: 'a', text: 'love' });
  await settled(again);
  expect(again.events.slice(1)).toEqual(sender.events.slice(1));
  expect(other.summary()).toEqual(['message a', 'translation a']);
});

test('a message sent again before its translation is there gets it with everyone else, once', async () => {
  const gate = createGate();
  const { connect } = createTestRoom({
    translate: async (text) => {
      await gate.opened;
      return translationOf(text);
    },
  });
  const sender = connect();
  sender.receive('message', { id: 'a', text: 'love' });
  const again = connect();
  again.receive('message', { id: 'a', text: 'love' });
  gate.open();
  await settled(sender);
  expect(again.summary()).toEqual(['message a', 'translation a']);
});

test('another text under a known id is refused, and ids of different types are different', () => {
  const { connect } = createTestRoom();
  const [sender, other] = [connect(), connect()];
  sender.receive('message', { id: 1, text: 'love' });
  sender.receive('message', { id: 1, text: 'kiss' });
  sender.receive('message', { id: '1', text: 'kiss' });
  expect(sender.summary()).toEqual(['message 1', 'error id_taken 1', 'message 1']);
  expect(other.summary()).toEqual(['message 1', 'message 1']);
});

test('the oldest message is forgotten beyond the bound', () => {
  const client = createTestRoom({}, { RECENT_MESSAGES: '2' }).connect();
  for (const id of [1, 2, 3]) client.receive('message', { id, text: 'love' });
  client.receive('message', { id: 2, text: 'kiss' });
  client.receive('message', { id: 1, text: 'kiss' });
  expect(client.summary()).toEqual(['message 1', 'message 2', 'message 3', 'error id_taken 2', 'message 1']);
});

test('translations of a session keep the order of its messages, and do not wait for those of another', async () => {
  const gate = createGate();
  const { connect } = createTestRoom({
    translate: async (text) => {
      if (text === 'slow') await gate.opened;
      return translationOf(text);
    },
  });
  const [first, second] = [connect(), connect()];
  first.receive('message', { id: 1, text: 'slow' });
  first.receive('message', { id: 2, text: 'fast' });
  second.receive('message', { id: 3, text: 'fast' });
  await settled(second);
  expect(second.summary().filter((line) => line.startsWith('translation'))).toEqual(['translation 3']);
  gate.open();
  await settled(first);
  expect(first.summary().filter((line) => line.startsWith('translation'))).toEqual([
    'translation 3',
    'translation 1',
    'translation 2',
  ]);
});

test('a translation is delivered although its author has left', async () => {
  const gate = createGate();
  const { connect, room } = createTestRoom({
    translate: async (text) => {
      await gate.opened;
      return translationOf(text);
    },
  });
  const [author, other] = [connect(), connect()];
  author.receive('message', { id: 1, text: 'love' });
  author.session.end();
  expect(room.size).toBe(1);
  gate.open();
  await settled(author);
  expect(other.summary()).toEqual(['message 1', 'translation 1']);
  expect(author.summary()).toEqual(['message 1']);
});

test('a message whose translation failed is translated when it is sent again', async () => {
  let isBroken = true;
  const { connect } = createTestRoom({
    translate: (text) => (isBroken ? Promise.reject(new Error('broken')) : Promise.resolve(translationOf(text))),
  });
  const [sender, other] = [connect(), connect()];
  sender.receive('message', { id: 1, text: 'love' });
  await new Promise(setImmediate);
  isBroken = false;
  sender.receive('message', { id: 1, text: 'love' });
  await settled(sender);
  expect(sender.summary()).toEqual(['message 1', 'error internal 1', 'message 1', 'translation 1']);
  expect(other.summary()).toEqual(['message 1', 'translation 1']);
});

test('a message is translated into the language asked for, else into the other one than it is in', async () => {
  const asked: unknown[] = [];
  const { connect } = createTestRoom({
    translate: (text, options) => {
      asked.push(options?.to);
      return Promise.resolve(translationOf(text));
    },
  });
  const client = connect();
  client.receive('message', { id: 1, text: 'love' });
  client.receive('message', { id: 2, text: '사랑' });
  client.receive('message', { id: 3, text: '사랑', to: 'ko' });
  await settled(client);
  expect(asked).toEqual(['ko', 'en', 'ko']);
  expect(client.events.flatMap((event) => (event.type === 'translation' ? [event.to] : []))).toEqual(asked);
});
