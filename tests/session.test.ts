import type { Typist } from '../server/inference.ts';
import { createGate, createStubInference, translationOf } from './server-support.ts';
import { createTestRoom, settled } from './session-support.ts';

test('a session begins with a welcome that names it and the models', () => {
  const client = createTestRoom().connect();
  expect(client.events).toEqual([{ type: 'welcome', session: client.id, models: createStubInference().models }]);
});

test('a keystroke gets suggestions, then the preview, under its number', async () => {
  const client = createTestRoom().connect();
  client.receive('keystroke', { seq: 3, text: 'word' });
  await settled(client);
  expect(client.events.slice(1)).toEqual([
    { type: 'suggestions', seq: 3, items: [{ text: 'word', score: 0.5 }] },
    { type: 'preview', seq: 3, text: '단어', score: 0.5, isSure: true, alternatives: [], to: 'ko' },
  ]);
});

test('of the keystrokes that come during an inference only the newest is answered, and nothing older follows', async () => {
  const gate = createGate();
  const seen: string[] = [];
  const client = createTestRoom({
    suggest: async (text) => {
      seen.push(text);
      await gate.opened;
      return [];
    },
  }).connect();
  ['w', 'wo', 'wor', 'word'].forEach((text, seq) => {
    client.receive('keystroke', { seq, text });
  });
  gate.open();
  await settled(client);
  expect(seen).toEqual(['w', 'word']);
  expect(client.summary()).toEqual(['suggestions 3', 'preview 3']);
});

test('a keystroke that comes during the preview keeps the older preview back', async () => {
  const gate = createGate();
  const started = createGate();
  const client = createTestRoom({
    preview: async (text) => {
      started.open();
      await gate.opened;
      return translationOf(text);
    },
  }).connect();
  client.receive('keystroke', { seq: 1, text: 'w' });
  await started.opened;
  client.receive('keystroke', { seq: 2, text: 'wo' });
  gate.open();
  await settled(client);
  expect(client.summary()).toEqual(['suggestions 1', 'suggestions 2', 'preview 2']);
});

test('a newer keystroke, or leaving, stops the work on an older preview without an error', async () => {
  const stopped: string[] = [];
  const started: (() => void)[] = [];
  const client = createTestRoom({
    preview: (text, { signal } = {}) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          stopped.push(text);
          reject(signal.reason as Error);
        });
        started.shift()?.();
      }),
  }).connect();
  for (const [seq, text] of ['w', 'wo', 'wor'].entries()) {
    const isStarted = new Promise<void>((resolve) => started.push(resolve));
    client.receive('keystroke', { seq, text });
    await isStarted;
  }
  client.session.end();
  await settled(client);
  expect(stopped).toEqual(['w', 'wo', 'wor']);
  expect(client.summary()).toEqual(['suggestions 0', 'suggestions 1', 'suggestions 2']);
});

test('at most one inference of a session is in flight, whatever is typed', async () => {
  let inFlight = 0;
  let most = 0;
  const infer = async <Result>(result: Result): Promise<Result> => {
    most = Math.max(most, ++inFlight);
    await new Promise(setImmediate);
    inFlight -= 1;
    return result;
  };
  const client = createTestRoom({ suggest: () => infer([]), preview: () => infer(translationOf('', 0)) }).connect();
  for (let seq = 0; seq < 50; seq++) {
    client.receive('keystroke', { seq, text: 'w' });
    if (seq % 3 === 0) await new Promise(setImmediate);
  }
  await settled(client);
  expect(most).toBe(1);
  expect(client.summary().at(-1)).toBe('preview 49');
});

test('a digit is answered to its sender alone', async () => {
  const { connect } = createTestRoom();
  const [sender, other] = [connect(), connect()];
  sender.receive('digit', { id: 7, pixels: new Array(784).fill(0) });
  await settled(sender);
  expect(sender.events.at(-1)).toMatchObject({ type: 'digit', id: 7, label: 1 });
  expect(other.summary()).toEqual([]);
});

test('a failing model is an internal error to the sender, and the next event is answered', async () => {
  const fail = (): Promise<never> => Promise.reject(new Error('shapes do not match'));
  const failing = { suggest: fail, translate: fail, explain: fail, classify: fail };
  const { connect, logs } = createTestRoom(failing);
  const [sender, other] = [connect(), connect()];
  sender.receive('keystroke', { seq: 1, text: 'w' });
  sender.receive('message', { id: 2, text: 'love' });
  sender.receive('digit', { id: 3, pixels: new Array(784).fill(0) });
  sender.receive('explain', { id: 4, text: 'love' });
  await settled(sender);
  expect(sender.summary().sort()).toEqual([
    'error internal 1',
    'error internal 2',
    'error internal 3',
    'error internal 4',
    'message 2',
  ]);
  expect(other.summary()).toEqual(['message 2']);
  expect(logs.filter((line) => line.includes('could not be handled'))).toHaveLength(4);
});

test('events beyond the rate are refused with their number, each type for itself', () => {
  const client = createTestRoom({}, { MESSAGE_BURST: '2', INVALID_BURST: '1' }).connect();
  for (const id of [1, 2, 3]) client.receive('message', { id, text: 'love' });
  client.receive('shout', {});
  client.receive('message', { id: 4 });
  expect(client.summary()).toEqual([
    'message 1',
    'message 2',
    'error rate_limited 3',
    'error unknown_type',
    'error rate_limited 4',
  ]);
});

test('a flood that goes on is told so and closed with 1008, and nothing after it is answered', () => {
  const { connect, room } = createTestRoom({}, { MESSAGE_BURST: '1', MESSAGE_PER_S: '1' });
  const client = connect();
  for (let id = 0; id < 300; id++) client.receive('message', { id, text: 'love' });
  expect(client.closedWith).toBe(1008);
  expect(client.summary().at(-1)).toBe('error rate_limited');
  const count = client.events.length;
  client.receive('message', { id: 'late', text: 'love' });
  expect(client.events).toHaveLength(count);
  expect(room.size).toBe(0);
});

test('a finishing session answers what it has, refuses what is new, and says good-bye', async () => {
  const gate = createGate();
  const client = createTestRoom({
    translate: async (text) => {
      await gate.opened;
      return translationOf(text);
    },
  }).connect();
  client.receive('message', { id: 1, text: 'love' });
  const finished = client.session.finish();
  client.receive('message', { id: 2, text: 'kiss' });
  gate.open();
  await finished;
  client.session.dismiss();
  expect(client.summary()).toEqual(['message 1', 'error shutting_down 2', 'translation 1', 'error shutting_down']);
  expect(client.closedWith).toBe(1001);
});

test('a preview is in the language asked for, else in the other one than what is typed', async () => {
  const asked: unknown[] = [];
  const preview: Typist['preview'] = (text, { to } = {}) => {
    asked.push(to);
    return Promise.resolve(translationOf(text));
  };
  const client = createTestRoom({ preview }).connect();
  for (const [seq, fields] of [{ text: 'love' }, { text: '사랑' }, { text: '사랑', to: 'ko' }].entries()) {
    client.receive('keystroke', { seq, ...fields });
    await new Promise(setImmediate);
  }
  await settled(client);
  expect(asked).toEqual(['ko', 'en', 'ko']);
  expect(client.events.flatMap((event) => (event.type === 'preview' ? [event.to] : []))).toEqual(asked);
});

test('no more alternatives are sent than the protocol has room for', async () => {
  const alternatives = Array.from({ length: 20 }, (_, index) => String(index));
  const client = createTestRoom({
    preview: (text) => Promise.resolve({ ...translationOf(text), alternatives }),
  }).connect();
  client.receive('keystroke', { seq: 1, text: 'love' });
  await settled(client);
  expect(client.events.at(-1)).toMatchObject({ alternatives: alternatives.slice(0, 8) });
});

describe('explanations', () => {
  const explanation = { source: ['a', 'b'], target: ['가'], weights: [[0.33349, 1.0000001]] };

  test('go to the one who asked, in order, with weights of three decimals', async () => {
    const gate = createGate();
    const { connect } = createTestRoom({
      explain: async (text) => {
        if (text === 'slow') await gate.opened;
        return explanation;
      },
    });
    const [asker, other] = [connect(), connect()];
    asker.receive('explain', { id: 1, text: 'slow' });
    asker.receive('explain', { id: 2, text: 'fast' });
    gate.open();
    await settled(asker);
    expect(asker.summary()).toEqual(['explanation 1', 'explanation 2']);
    expect(asker.events.at(-1)).toEqual({ type: 'explanation', id: 2, ...explanation, weights: [[0.333, 1]] });
    expect(other.summary()).toEqual([]);
  });

  test('are refused where there is none, or one too large to look at', async () => {
    const long = new Array<string>(500).fill('a');
    const huge = { source: long, target: long, weights: long.map(() => long.map(() => 0)) };
    const client = createTestRoom({
      explain: (text) => Promise.resolve(text === 'huge' ? huge : undefined),
    }).connect();
    client.receive('explain', { id: 1, text: 'love' });
    client.receive('explain', { id: 2, text: 'huge' });
    await settled(client);
    expect(client.summary()).toEqual(['error no_explanation 1', 'error no_explanation 2']);
  });

  test('have a rate of their own', () => {
    const client = createTestRoom({}, { EXPLAIN_BURST: '1', EXPLAIN_PER_S: '1' }).connect();
    client.receive('explain', { id: 1, text: 'love' });
    client.receive('explain', { id: 2, text: 'love' });
    client.receive('keystroke', { seq: 3, text: 'love' });
    expect(client.summary()).toEqual(['error rate_limited 2']);
  });

  test('cost nothing once the client has left', async () => {
    let asked = 0;
    const client = createTestRoom({
      explain: () => {
        asked += 1;
        return Promise.resolve(undefined);
      },
    }).connect();
    client.receive('explain', { id: 1, text: 'love' });
    client.session.end();
    await settled(client);
    expect(asked).toBe(0);
  });
});
