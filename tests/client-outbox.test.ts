import { createOutbox } from '../client/outbox.ts';

function createPost() {
  const sent: unknown[] = [];
  const deliveries: string[] = [];
  const line = { isUp: true, suspected: 0 };
  const outbox = createOutbox({
    send: (event) => line.isUp && sent.push(event) > 0,
    suspect: () => {
      line.suspected += 1;
    },
    onDelivery: (id, delivery) => {
      deliveries.push(`${id} ${delivery.state}${delivery.state === 'failed' ? ` ${delivery.reason}` : ''}`);
    },
    echoTimeoutMs: 1_000,
    maxAttempts: 3,
  });
  return { outbox, sent, deliveries, line };
}

const message = (id: string, text: string): unknown => ({ type: 'message', id, text });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('a message is pending until its echo', () => {
  const { outbox, sent, deliveries } = createPost();
  outbox.add('a', 'word');
  expect(sent).toEqual([message('a', 'word')]);
  outbox.confirm('a');
  outbox.confirm('a');
  outbox.confirm('of someone else');
  expect(deliveries).toEqual(['a pending', 'a sent']);
  expect(outbox.has('a')).toBe(false);
});

test('what was not echoed is sent again, in order and under the same ids', () => {
  const { outbox, sent, line } = createPost();
  outbox.add('a', 'word');
  line.isUp = false;
  outbox.pause();
  outbox.add('b', 'wood');
  outbox.add('c', 'love');
  line.isUp = true;
  outbox.confirm('a');
  outbox.resend();
  expect(sent).toEqual([message('a', 'word'), message('b', 'wood'), message('c', 'love')]);
});

test('silence is suspicious, and after some attempts a failure that can be tried again', () => {
  const { outbox, sent, deliveries, line } = createPost();
  outbox.add('a', 'word');
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    jest.advanceTimersByTime(1_000);
    expect(line.suspected).toBe(attempt);
    outbox.resend();
  }
  expect(deliveries).toEqual(['a pending', 'a failed no_answer']);
  expect(sent).toHaveLength(3);
  outbox.retry('a');
  expect(sent).toHaveLength(4);
  outbox.confirm('a');
  expect(deliveries.at(-1)).toBe('a sent');
});

test('a refused message fails with the reason, and an echo that comes after all settles it', () => {
  const { outbox, deliveries } = createPost();
  outbox.add('a', 'word');
  outbox.fail('a', 'rate_limited');
  outbox.fail('unknown', 'rate_limited');
  expect(outbox.has('a')).toBe(true);
  outbox.confirm('a');
  expect(deliveries).toEqual(['a pending', 'a failed rate_limited', 'a sent']);
});

test('a message keeps the language it is translated into, however often it is sent', () => {
  const { outbox, sent } = createPost();
  outbox.add('a', 'word', 'en');
  outbox.resend();
  outbox.fail('a', 'rate_limited');
  outbox.retry('a');
  expect(sent).toEqual(new Array(3).fill({ type: 'message', id: 'a', text: 'word', to: 'en' }));
});
