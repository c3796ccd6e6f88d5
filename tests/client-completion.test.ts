import { complete, completionsFor, ghostOf } from '../client/completion.ts';
import type { Answer } from '../client/completion.ts';

const answer = (text: string, ...words: string[]): Answer => ({
  text,
  items: words.map((word, index) => ({ text: word, score: 0.9 / (index + 1) })),
});
const ghostAfter = (given: Answer, text: string): string => ghostOf(completionsFor(given, text)[0], text);

describe('complete', () => {
  test('replaces the word at the end, and only that, in the case that was typed', () => {
    expect(complete('a wor', 'word')).toBe('a word');
    expect(complete('Wo', 'word')).toBe('Word');
    expect(complete('WO', 'word')).toBe('WORD');
    expect(complete('say, ', 'word')).toBe('say, word');
    expect(complete('나의 단', '단어')).toBe('나의 단어');
  });
});

describe('completionsFor', () => {
  test('shows the words of the newest answer, best first, at most five, none twice and none that changes nothing', () => {
    const words = completionsFor(answer('wor', 'word', 'word', 'wor', 'work', 'worm', 'worn', 'worth', 'wort'), 'wor');
    expect(words.map(({ word }) => word)).toEqual(['word', 'work', 'worm', 'worn', 'worth']);
  });

  test('keeps the ghost while the letters typed since the answer agree with it', () => {
    const given = answer('wo', 'word');
    expect(ghostAfter(given, 'wo')).toBe('rd');
    expect(ghostAfter(given, 'wor')).toBe('d');
    expect(ghostAfter(given, 'word')).toBe('');
    expect(ghostAfter(given, 'woo')).toBe('');
  });

  test('an answer about more letters than there are now says nothing', () => {
    expect(completionsFor(answer('wor', 'word'), 'wo')).toEqual([]);
    expect(completionsFor(answer('wor', 'word'), '')).toEqual([]);
    expect(completionsFor(undefined, 'wor')).toEqual([]);
  });

  test('a correction is offered in the list, without a ghost, until more is typed', () => {
    const given = answer('wrod', 'word');
    expect(completionsFor(given, 'wrod').map(({ text }) => text)).toEqual(['word']);
    expect(ghostAfter(given, 'wrod')).toBe('');
    expect(completionsFor(given, 'wrodx')).toEqual([]);
  });

  test('the ghost agrees with letters of either case', () => {
    expect(ghostAfter(answer('Wor', 'word'), 'Wor')).toBe('d');
    expect(ghostAfter(answer('WOR', 'word'), 'WOR')).toBe('D');
    expect(ghostAfter(answer('wOr', 'word'), 'wOr')).toBe('d');
  });
});
