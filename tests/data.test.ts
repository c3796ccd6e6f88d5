/** How words and phrases are read: form, and errors that say where and what to do. */
import { contentKey, englishKey, koreanKey, koreanMeaning } from '../models/data/key.ts';
import { loadPhrases, parsePhrases } from '../models/data/phrases.ts';
import { DataError, formatFinding, rowsOf, type Source } from '../models/data/tsv.ts';
import { loadWords, parseWords } from '../models/data/words.ts';

const wordsFile = (...rows: string[]): Source => ({
  file: 'words/new.tsv',
  text: `${['english\tpart\tkorean\tnote', ...rows].join('\n')}\n`,
});
const phrasesFile = (...rows: string[]): Source => ({
  file: 'phrases/new.tsv',
  text: `${['english\tkorean', ...rows].join('\n')}\n`,
});

it('reads words with their notes', () => {
  const { rows, findings } = parseWords(
    wordsFile('went\tverb\t갔다\tof:go', 'damn\tinterjection\t젠장|제기랄\tprofane'),
  );
  expect(findings).toEqual([]);
  expect(rows).toEqual([
    { english: 'went', part: 'verb', korean: ['갔다'], lemma: 'go', profane: false, file: 'words/new.tsv', line: 2 },
    {
      english: 'damn',
      part: 'interjection',
      korean: ['젠장', '제기랄'],
      profane: true,
      file: 'words/new.tsv',
      line: 3,
    },
  ]);
});

it('reads phrases, one meaning a row', () => {
  expect(parsePhrases(phrasesFile('Thanks!|Thanks a lot!\t고마워요!|정말 고마워요!')).rows).toEqual([
    {
      topic: 'new',
      english: ['Thanks!', 'Thanks a lot!'],
      korean: ['고마워요!', '정말 고마워요!'],
      file: 'phrases/new.tsv',
      line: 2,
    },
  ]);
});

it.each([
  [
    wordsFile('go\tverb\t가다'),
    'words/new.tsv:2: 3 columns: it takes 4 (english, part, korean, note), one TAB between them',
  ],
  [wordsFile('go\tverbs\t가다\t'), 'words/new.tsv:2: part is verbs: use one of noun, verb, '],
  [wordsFile('go\tverb\t가다\t', '\tverb\t오다\t'), 'words/new.tsv:3: english is empty: fill it'],
  [wordsFile('go \tverb\t가다\t'), 'words/new.tsv:2: english has a space at an end'],
  [wordsFile('go\tverb\t가다|\t'), 'words/new.tsv:2: korean has an empty alternative: fill it or remove the |'],
  [wordsFile('go\tverb\t가다 |오다\t'), 'words/new.tsv:2: korean has a space beside a |'],
  [wordsFile('go\tverb\t가|나|다|라|마\t'), 'words/new.tsv:2: korean has more than 4 alternatives'],
  [wordsFile('went\tverb\t갔다\tgo'), 'words/new.tsv:2: note takes of:LEMMA, profane, both in this order, or nothing'],
  [{ file: 'words/new.tsv', text: 'english\tkorean\n' }, 'words/new.tsv:1: the header is "english\\tkorean": make it '],
  [{ file: 'words/new.tsv', text: 'english\tpart\tkorean\tnote\ngo\tverb\t가다\t' }, 'words/new.tsv:2: the last line'],
])('says where %j goes wrong', (source, message) => {
  const { findings } = parseWords(source);
  expect(findings.map(formatFinding)).toEqual([expect.stringContaining(message)]);
});

it('refuses to load what it could not read, and says no more than one can read', () => {
  const table = parseWords(wordsFile(...Array.from({ length: 30 }, () => 'go\tverb\t')));
  expect(() => rowsOf(table)).toThrow(DataError);
  expect(() => rowsOf(table)).toThrow(/^words\/new\.tsv:2: 3 columns[^]*:21: [^]*and 10 more: npm run data -- check$/);
});

it('holds what the project wrote', () => {
  const words = loadWords();
  const phrases = loadPhrases();
  expect(new Set(words.map(({ english }) => english)).size).toBeGreaterThanOrEqual(5000);
  expect(phrases.length).toBeGreaterThanOrEqual(8000);
  expect(new Set(phrases.map(({ topic }) => topic)).size).toBeGreaterThanOrEqual(25);
  expect(words.find(({ english }) => english === 'love')?.korean).toContain('사랑');
});

describe('keys', () => {
  it('ignore case, punctuation and Korean spacing', () => {
    expect(englishKey("I'm HOME!")).toBe(englishKey('Im home.'));
    expect(koreanKey('뭐 해요?')).toBe(koreanKey('뭐해요'));
    expect(koreanKey('뭐해요')).not.toBe(koreanKey('뭐해'));
  });

  it('find one meaning under two degrees of politeness', () => {
    expect(koreanMeaning('고마워요. 잘 가요!')).toBe(koreanMeaning('고마워. 잘 가!'));
    expect(koreanMeaning('요리해요')).toBe('요리해');
  });

  it.each([
    ["I don't really like it here.", 'We do not like that!', true],
    ["I don't like tea.", 'I like tea.', false],
    ["It can't wait long.", 'It can wait long.', false],
  ])('compare the content of %j and %j', (one, other, same) => {
    expect(contentKey(one) === contentKey(other)).toBe(same);
  });

  it('have nothing to say of a single word', () => {
    expect(contentKey("I'm hungry.")).toBeNull();
  });
});
