import fc from 'fast-check';
import { detectLanguage, targetLanguage } from '../shared/language.ts';

test.each([
  ['hello', 'en'],
  ['Ça va', 'en'],
  ['단어', 'ko'],
  ['단어'.normalize('NFD'), 'ko'],
  ['ㅋㅋ', 'ko'],
  ['ㅋㅋ OK', 'ko'],
  ['Привет ok', 'en'],
  ['大韓民國 만세', 'ko'],
  ['Instagram DM 보내줘', 'ko'],
  ['YouTube에서 봤어요', 'ko'],
  ['Netflix 봐?', 'ko'],
  ['https://example.com/to/you 이거 봐', 'ko'],
  ['What does 사랑 mean?', 'en'],
  ["I'm learning “한국어”", 'en'],
  ['ㅋㅋ how are you', 'en'],
  ['나는 진짜 the best', 'ko'],
])('%s is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});

test.each(['', '1 + 1 🙂', 'Привет', '大学', 'ありがとう', '①㉠Ⅷ', '٣'])('nobody can say what "%s" is', (text) => {
  expect(detectLanguage(text)).toBeUndefined();
});

test('a text in one of the two scripts is in its language, whatever else stands there', () => {
  const noise = fc.string({ unit: fc.constantFrom(...Array.from(' \n.,!?-1234@#/🙂👩‍👩‍👧Ждいろ漢')) });
  const hangul = fc.string({ unit: fc.constantFrom(...Array.from('가나다라ㅋㅏ각힣')), minLength: 1 });
  const latin = fc.string({ unit: fc.constantFrom(...Array.from('abcXYZéß')), minLength: 1 });
  fc.assert(fc.property(noise, hangul, noise, (before, word, after) => detectLanguage(before + word + after) === 'ko'));
  fc.assert(fc.property(noise, latin, noise, (before, word, after) => detectLanguage(before + word + after) === 'en'));
});

test('a text is translated into the language asked for, else into the other one, Korean where nobody can say', () => {
  expect(targetLanguage('love')).toBe('ko');
  expect(targetLanguage('사랑')).toBe('en');
  expect(targetLanguage('1 + 1')).toBe('ko');
  expect(targetLanguage('사랑', 'ko')).toBe('ko');
  expect(targetLanguage('love', 'en')).toBe('en');
});
