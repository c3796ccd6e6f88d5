import { createId } from '../client/identifier.ts';
import { isStringKey, preferredLanguage, translate } from '../client/strings.ts';
import { isTranslation, langOf, percent } from '../client/text-language.ts';
import { ERROR_CODES, LIMITS } from '../shared/protocol.ts';

test('an id is unique, and fits, also where the page has no randomUUID', () => {
  const withoutUuid = jest.replaceProperty(globalThis, 'crypto', {
    getRandomValues: crypto.getRandomValues.bind(crypto),
  } as typeof crypto);
  const ids = [createId(), createId()];
  withoutUuid.restore();
  ids.push(createId());
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => id.length >= 32 && id.length <= LIMITS.idChars)).toBe(true);
});

test('a lang attribute is empty where a text is in neither language', () => {
  expect(['hello', '단어', '1 + 1 🙂'].map(langOf)).toEqual(['en', 'ko', '']);
});

test('what is unsure to the point of nothing, empty or the same again is no translation', () => {
  expect(isTranslation('word', { text: '단어', score: 0.9 })).toBe(true);
  expect(isTranslation('word', { text: '단어', score: 0 })).toBe(false);
  expect(isTranslation('word', { text: ' Word', score: 1 })).toBe(false);
  expect(isTranslation('word', { text: ' ', score: 1 })).toBe(false);
});

test('only what is certain is 100%', () => {
  expect([0, 0.004, 0.934, 0.9999, 1].map(percent)).toEqual(['0%', '0%', '93%', '99%', '100%']);
});

test('the page speaks the first of its languages that the browser asks for', () => {
  expect(preferredLanguage(['ko-KR', 'en'])).toBe('ko');
  expect(preferredLanguage(['fr', 'ko'])).toBe('ko');
  expect(preferredLanguage(['en-GB', 'ko'])).toBe('en');
  expect(preferredLanguage(['fr'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

test('every error code has words in both languages', () => {
  for (const code of Object.keys(ERROR_CODES)) {
    const key = `error_${code}`;
    if (!isStringKey(key)) throw new Error(`strings.ts has no words for the error ${code}.`);
    expect(translate('ko', key)).not.toBe(translate('en', key));
  }
  expect(translate('ko', 'waitingLost', 3)).toBe('3초 뒤 다시 연결');
});
