import * as v from 'valibot';
import {
  CLIENT_EVENTS,
  ERROR_CODES,
  LIMITS,
  parseClientEvent,
  parseClientFrame,
  parseServerFrame,
} from '../shared/protocol.ts';
import fc from 'fast-check';

const keystroke = (text: string, more: object = {}): string =>
  JSON.stringify({ type: 'keystroke', seq: 1, text, ...more });

const codeOf = (frame: string): string => {
  const parsed = parseClientFrame(frame);
  return parsed.ok ? 'ok' : parsed.error.code;
};

test('a frame and a name with its payload give the same event', () => {
  const event = { type: 'message', id: 'a', text: 'word' };
  expect(parseClientFrame(JSON.stringify(event))).toEqual({ ok: true, event });
  expect(parseClientEvent('message', { id: 'a', text: 'word' })).toEqual({ ok: true, event });
});

test.each([
  ['text that is not JSON', '{"type":', 'invalid_json'],
  ['JSON that is not an object', '["keystroke"]', 'invalid_json'],
  ['null', 'null', 'invalid_json'],
  ['no type', '{"seq":1}', 'unknown_type'],
  ['a type of the wrong type', '{"type":7}', 'unknown_type'],
  ['an unknown type', '{"type":"shout"}', 'unknown_type'],
  ['a type that every object inherits', '{"type":"constructor"}', 'unknown_type'],
  ['the name of an event that only the server sends', '{"type":"welcome"}', 'unknown_type'],
  ['a missing field', '{"type":"keystroke","seq":1}', 'invalid_field'],
  ['a field of the wrong type', '{"type":"keystroke","seq":"1","text":"w"}', 'invalid_field'],
  ['a negative number', '{"type":"keystroke","seq":-1,"text":"w"}', 'invalid_field'],
  ['an unknown field', '{"type":"keystroke","seq":1,"text":"w","txet":"w"}', 'invalid_field'],
  [
    'an unknown field that every object inherits',
    '{"type":"keystroke","seq":1,"text":"w","__proto__":1}',
    'invalid_field',
  ],
  ['a message without text', '{"type":"message","id":1,"text":" "}', 'invalid_field'],
  ['an empty id', '{"type":"message","id":"","text":"w"}', 'invalid_field'],
  ['a language that is not one of the two', '{"type":"message","id":1,"text":"w","to":"fr"}', 'invalid_field'],
  ['an explain without text', '{"type":"explain","id":1,"text":" "}', 'invalid_field'],
  ['a digit with too few pixels', '{"type":"digit","id":1,"pixels":[0,1]}', 'invalid_field'],
])('%s is refused', (_what, frame, code) => {
  expect(codeOf(frame)).toBe(code);
});

test('an error names the field and carries the number or id of the event it is about', () => {
  const parsed = parseClientFrame('{"type":"keystroke","seq":7,"text":7}');
  expect(parsed).toMatchObject({ ok: false, error: { seq: 7, message: expect.stringContaining('text') as string } });
  expect(parseClientFrame('{"type":"message","id":"a"}')).toMatchObject({ error: { id: 'a' } });
});

test('an error with a broken number carries none', () => {
  expect(parseClientFrame('{"type":"keystroke","seq":1.5,"text":"w"}')).not.toHaveProperty('error.seq');
});

test.each([
  ['letters', 'a'],
  ['emoji, which are two code units each', '🙂'],
  ['syllables in NFD, which are three code points each', '한'.normalize('NFD')],
])('500 characters are taken and 501 refused: %s', (_what, character) => {
  expect(codeOf(keystroke(character.repeat(LIMITS.textChars)))).toBe('ok');
  expect(codeOf(keystroke(character.repeat(LIMITS.textChars + 1)))).toBe('text_too_long');
});

test('every character that Unicode can compose fits 500 times into a text in its decomposed form', () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
    const decomposed = String.fromCodePoint(codePoint).normalize('NFD');
    const composed = decomposed.normalize('NFC');
    // The schema refuses more than 6 code units a character before it normalises.
    if (decomposed.length > 6 * Array.from(composed).length) throw new Error(`U+${codePoint.toString(16)}`);
  }
});

test('text comes out composed and well formed', () => {
  expect(parseClientFrame(keystroke('한'.normalize('NFD')))).toMatchObject({ event: { text: '한' } });
  expect(parseClientFrame(String.raw`{"type":"keystroke","seq":1,"text":"\ud83d"}`)).toMatchObject({
    event: { text: '\ufffd' },
  });
});

test('whatever a client sends is an event that fits its schema or an error with a documented code', () => {
  const name = fc.oneof(fc.constantFrom(...Object.keys(CLIENT_EVENTS)), fc.string());
  fc.assert(
    fc.property(name, fc.jsonValue(), (type, payload) => {
      const parsed = parseClientEvent(type, payload);
      if (!parsed.ok) return Object.hasOwn(ERROR_CODES, parsed.error.code);
      const { type: parsedType, ...fields } = parsed.event;
      return v.is(CLIENT_EVENTS[parsedType], fields);
    }),
  );
});

test('a client understands what the server sends, and ignores fields that came later', () => {
  const event = { type: 'preview', seq: 1, text: '단어', score: 0.5, isSure: true, alternatives: ['말'], to: 'ko' };
  expect(parseServerFrame(JSON.stringify({ ...event, later: true }))).toEqual({ ok: true, event });
});

test('what is typed, sent or asked about may name the language to translate into', () => {
  for (const event of [
    { type: 'keystroke', seq: 1, text: 'love' },
    { type: 'message', id: 1, text: 'love' },
    { type: 'explain', id: 1, text: 'love' },
  ]) {
    expect(parseClientFrame(JSON.stringify(event))).toEqual({ ok: true, event });
    expect(parseClientFrame(JSON.stringify({ ...event, to: 'en' }))).toEqual({
      ok: true,
      event: { ...event, to: 'en' },
    });
  }
});

test.each([
  ['of one row and two letters', ['a', 'b'], ['가'], [[0.5, 0.5]], true],
  ['of nothing', [], [], [], true],
  ['with a row too few', ['a'], ['가', '나'], [[1]], false],
  ['with a row too short', ['a', 'b'], ['가'], [[1]], false],
  ['with a weight over 1', ['a'], ['가'], [[1.5]], false],
  ['with more weights than a picture can show', new Array(201).fill('a'), new Array(200).fill('가'), 'full', false],
])('an explanation %s', (_what, source, target, weights, isValid) => {
  const rows = weights === 'full' ? target.map(() => source.map(() => 0)) : weights;
  const frame = JSON.stringify({ type: 'explanation', id: 1, source, target, weights: rows });
  expect(parseServerFrame(frame).ok).toBe(isValid);
});

test('no more than eight alternatives', () => {
  const event = { type: 'translation', id: 1, text: '단어', score: 0.5, isSure: true, to: 'ko' };
  const withAlternatives = (count: number) =>
    parseServerFrame(JSON.stringify({ ...event, alternatives: new Array(count).fill('말') })).ok;
  expect([8, 9].map(withAlternatives)).toEqual([true, false]);
});
