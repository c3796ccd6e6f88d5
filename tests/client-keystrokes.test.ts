import { createKeystrokes } from '../client/keystrokes.ts';
import type { Language } from '../shared/language.ts';
import type { ClientEvent } from '../shared/protocol.ts';

function createTypist() {
  const sent: ClientEvent[] = [];
  const frames: (() => void)[] = [];
  let target: Language | undefined;
  const keystrokes = createKeystrokes({
    send: (event) => sent.push(event) > 0,
    nextFrame: (run) => {
      frames.push(run);
    },
    target: () => target,
  });
  const endFrame = (): void => {
    for (const run of frames.splice(0)) run();
  };
  const translateInto = (next: Language): void => {
    target = next;
  };
  return { keystrokes, sent, endFrame, translateInto };
}

test('the first keystroke of a frame goes at once, the last one when the frame ends, none between', () => {
  const { keystrokes, sent, endFrame } = createTypist();
  for (const text of ['w', 'wo', 'wor']) keystrokes.type(text);
  expect(sent).toEqual([{ type: 'keystroke', seq: 1, text: 'w' }]);
  endFrame();
  expect(sent).toEqual([
    { type: 'keystroke', seq: 1, text: 'w' },
    { type: 'keystroke', seq: 3, text: 'wor' },
  ]);
  endFrame();
  endFrame();
  expect(sent).toHaveLength(2);
});

test('every change makes older answers old, also one that is not sent', () => {
  const { keystrokes, sent, endFrame } = createTypist();
  keystrokes.type('wor');
  expect(keystrokes.isNewest(1)).toBe(true);
  endFrame();
  keystrokes.type('');
  expect(keystrokes.isNewest(1)).toBe(false);
  endFrame();
  keystrokes.type('a'.repeat(501));
  endFrame();
  expect(sent).toHaveLength(1);
});

test('the same text is asked about again under a new number', () => {
  const { keystrokes, sent, endFrame } = createTypist();
  keystrokes.type('wor');
  endFrame();
  keystrokes.repeat();
  expect(sent.at(-1)).toEqual({ type: 'keystroke', seq: 2, text: 'wor' });
});

test('the language to translate into goes along once one is chosen', () => {
  const { keystrokes, sent, endFrame, translateInto } = createTypist();
  keystrokes.type('wor');
  endFrame();
  translateInto('en');
  keystrokes.repeat();
  expect(sent).toEqual([
    { type: 'keystroke', seq: 1, text: 'wor' },
    { type: 'keystroke', seq: 2, text: 'wor', to: 'en' },
  ]);
});
