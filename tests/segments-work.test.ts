/** Texts made to be slow to read. The work is counted, so that a busy machine fails no test. */
import type { Language } from '../shared/language.ts';
import { createGlossary } from '../models/translator/glossary.ts';
import { splitSegments } from '../models/translator/segments.ts';
import { findTerms } from '../models/translator/terms.ts';

const glossary = createGlossary([{ english: 'a a a b', korean: '가 가 가 나' }]);
const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** Code units that regular expressions went over and that segmenters were given. */
function countWork(work: () => void): number {
  let units = 0;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its expression below
  const { exec } = RegExp.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its segmenter below
  const { segment } = Intl.Segmenter.prototype;
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    units += match ? match.index + match[0].length - from : this.sticky ? 1 : text.length - from;
    return match;
  };
  Intl.Segmenter.prototype.segment = function (text) {
    units += text.length;
    return segment.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
    Intl.Segmenter.prototype.segment = segment;
  }
  return units;
}

function workFor(unit: string, length: number): number {
  const text = unit.repeat(Math.ceil(length / unit.length));
  return countWork(() => {
    for (const language of LANGUAGES) splitSegments(text, 60, findTerms(text, { language, glossary }));
  });
}

const LETTERS = [
  'a',
  'a ',
  'and ',
  'ㅋ',
  'ㅋㅋ ',
  '각',
  '고 ',
  '\u1100',
  '\u0301',
  'ж',
  'ж ',
  '/가',
  '1',
  '1 ',
  '$1',
  '12-',
];
const SIGNS = [' ', '\n', '.', '. ', 'a.', '다.', '요. ', '…', ', ', '-', '"', '(', '+', '`', '```', '`a\n'];
const OTHERS = ['@', 'a@', '#', '/', 'http://', 'www.', 'a.a', '👨\u200d', '\u200d', '🇰', '\ue000'];

test.each([...LETTERS, ...SIGNS, ...OTHERS])('ten times as much of %j is ten times the work', (unit) => {
  // Quadratic would be a hundred times.
  expect(workFor(unit, 100_000)).toBeLessThan(12 * workFor(unit, 10_000));
});
