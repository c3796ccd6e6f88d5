/** Each check finds the fault that it is there for, and what the project wrote has none. */
import { check, checkAll, parseLexicon } from '../models/data/check.ts';
import { problemsOfText } from '../models/data/checks/script.ts';
import { parsePhrases } from '../models/data/phrases.ts';
import { formatFinding } from '../models/data/tsv.ts';
import { parseWords } from '../models/data/words.ts';

/** Enough of a word list that nothing is missing, and nouns that particles follow. */
const WORDS = [
  'word\tnoun\t단어\t',
  'wood\tnoun\t나무\t',
  'game\tnoun\t놀이|게임\t',
  'girl\tnoun\t소녀\t',
  'kiss\tnoun\t키스\t',
  'love\tnoun\t사랑\t',
  'friend\tnoun\t친구\t',
  'student\tnoun\t학생\t',
  'fall\tnoun\t가을\t',
  'writer\tnoun\t작가\t',
];

/** Rows of the lexicon's tables: what a row says in either language. */
interface PlantedLexicon {
  nouns?: string[];
  people?: string[];
  adjectives?: string[];
  adverbs?: string[];
  verbs?: string[];
}

interface Planted extends PlantedLexicon {
  words?: string[];
  phrases?: string[];
}

function problems({ words = [], phrases = [], ...tables }: Planted): string[] {
  const table = (header: string, rows: string[]): string => `${[header, ...rows].join('\n')}\n`;
  const wordTable = parseWords({ file: 'w', text: table('english\tpart\tkorean\tnote', [...WORDS, ...words]) });
  const phraseTable = parsePhrases({ file: 'p', text: table('english\tkorean', phrases) });
  const lexicon = Object.entries(tables).flatMap(([name, rows]: [string, string[]]) =>
    parseLexicon({ file: `l/${name}.tsv`, text: table('english\tkorean\tclass', rows) }),
  );
  expect([...wordTable.findings, ...phraseTable.findings]).toEqual([]);
  return check({ words: wordTable.rows, phrases: phraseTable.rows, lexicon }).map(formatFinding);
}

it('finds nothing in what is right', () => {
  expect(
    problems({
      words: [
        'café\tnoun\t카페\t',
        'wrote\tverb\t썼다\tof:write',
        'write\tverb\t쓰다\t',
        'shit\tnoun\t똥\tprofane',
        'USB stick\tnoun\tUSB\t',
      ],
      phrases: [
        "I'm a writer.|I am a writer.\t작가예요.|작가입니다.|작가야.",
        'Wow, 3 TVs!\tㅋㅋㅋ, TV가 세 대네요!',
        'Thanks, see you in the fall.\t감사합니다. 가을에 봐요.',
        'In the blink of an eye.\t눈 깜짝할 사이에요.',
        "I'll drop by.\t잠깐 들를 거예요.",
        'I like hanging out the laundry.\t빨래를 너는 걸 좋아해요.',
      ],
      nouns: ['USB stick\tUSB'],
    }),
  ).toEqual([]);
});

it.each<[string, Planted, string]>([
  ['text that is not composed', { phrases: [`Hello.\t${'안녕하세요.'.normalize('NFD')}`] }, 'not in Unicode NFC'],
  ['Hangul in English', { phrases: ['Hello 민수.\t안녕하세요.'] }, 'English with Hangul'],
  ['Latin letters in Korean', { phrases: ['Hello.\thello 하세요.'] }, 'Korean with hello'],
  ['curly quotes', { phrases: ['I’m here.\t왔어요.'] }, 'has ’'],
  ['full-width punctuation', { phrases: ['Here.\t왔어요。'] }, 'has 。'],
  ['a sentence without an end', { phrases: ['Hello\t안녕하세요.'] }, 'does not end in . ? or !'],
  ['a sentence without a capital', { phrases: ['hello.\t안녕하세요.'] }, 'does not begin with a capital'],
  ['an alternative twice', { phrases: ['Hi.|hi!\t안녕하세요.'] }, '"hi!" stands twice in this row'],
  ['Korean twice but for a space', { phrases: ["What's up?\t뭐 해요?|뭐해요?"] }, '"뭐해요?" stands twice'],
  ['a word twice', { words: ['love\tnoun\t애정\t'] }, 'w:12: love (noun) stands in w:7 already'],
  [
    'a sentence in two rows',
    { phrases: ['Hi.\t안녕하세요.', 'Hi!\t안녕하세요!|안녕!'] },
    'p:3: "Hi!" stands in p:2 already',
  ],
  [
    'a contradiction',
    { phrases: ["I'm fine.\t괜찮아요.", 'Im fine\t벌금이에요.'] },
    '"Im fine" means "괜찮아요." in p:2',
  ],
  [
    'a noun of the lexicon twice',
    { nouns: ['cup\t컵', 'cup\t잔'] },
    'l/nouns.tsv:3: cup stands in l/nouns.tsv:2 already',
  ],
  ['a lemma that is no entry', { words: ['went\tverb\t갔다\tof:go'] }, 'went is of:go, which is no entry'],
  ['a word that is its own lemma', { words: ['cut\tverb\t자르다\tof:cut'] }, 'cut is of:cut, itself'],
  ['profanity without a mark', { words: ['fuckers\tnoun\t놈들\t'] }, 'fuckers is profane: mark it'],
  ['Korean profanity without a mark', { words: ['fool\tnoun\t바보|병신\t'] }, 'fool is profane: mark it'],
  ['profanity in a phrase', { phrases: ['Oh shit!\t이런!'] }, '"Oh shit!" is profane: leave it out'],
  ['를 after a consonant', { phrases: ['I met a student.\t학생를 만났어요.'] }, '학생를 should be 학생을'],
  ['을 after a vowel', { phrases: ['I met a friend.\t친구을 만났어요.'] }, '친구을 should be 친구를'],
  ['은 after a vowel', { phrases: ['My friend is here.\t친구은 왔어요.'] }, '친구은 should be 친구는'],
  ['가 after a consonant', { phrases: ['A student came.\t학생가 왔어요.'] }, '학생가 should be 학생이'],
  ['와 after a consonant', { phrases: ['With a student.\t학생와 갔어요.'] }, '학생와 should be 학생과'],
  ['으로 after ㄹ', { phrases: ['To Seoul.\t서울으로 가요.'] }, '서울으로 should be 서울로'],
  ['예요 after a consonant', { phrases: ["I'm a student.\t학생예요."] }, '학생예요 should be 학생이에요'],
  ['이에요 after a vowel', { phrases: ["We're friends.\t친구이에요."] }, '친구이에요 should be 친구예요'],
  ['casual and polite', { phrases: ['Eat. Thanks.\t먹어. 고마워요.'] }, 'mixes registers: casual and polite'],
  ['formal and polite', { phrases: ['I go. See you.\t저는 갑니다. 또 봐요.'] }, 'mixes registers: polite and formal'],
  ['a polite yes to a casual answer', { phrases: ['Yes, I ate.\t네, 먹었어.'] }, 'a polite yes or no with a casual'],
  ['a casual yes to a polite answer', { phrases: ['Yes, I ate.\t응, 먹었어요.'] }, 'a casual yes or no with a polite'],
  ['a polite I', { phrases: ['I ate.\t제가 먹었어.'] }, 'a polite I with a casual'],
  ['a casual you', { phrases: ['Did you eat?\t너 먹었어요?'] }, 'a casual you with a polite'],
])('finds %s', (_, planted, problem) => {
  expect(problems(planted)).toContainEqual(expect.stringContaining(problem));
});

const LISTED = [
  'orange\tnoun\t오렌지\t',
  'juice\tnoun\t주스\t',
  'cup\tnoun\t컵|잔\t',
  'mother\tnoun\t어머니\t',
  'pretty\tadjective\t예쁜\t',
  'strong\tadjective\t힘세다\t',
  'quickly\tadverb\t빨리\t',
  'take\tverb\t가져가다|타다\t',
  'let out\tverb\t내보내다\t',
  'breathe\tverb\t숨 쉬다\t',
  'worry\tverb\t걱정하다\t',
];

it.each<[string, PlantedLexicon]>([
  ['a noun that it has', { nouns: ['cup\t잔'] }],
  ['a plural whose singular it has', { nouns: ['oranges\t오렌지'] }],
  ['a compound of its words', { nouns: ['orange juice\t오렌지주스'] }],
  ['a compound that ends in its word', { nouns: ['fall juice\t계절 주스'] }],
  ['Korean that says more', { nouns: ['writer\t전문 작가'] }],
  ['Korean that says less', { adjectives: ['strong\t세다'] }],
  ['one of the family', { people: ['my mother\t우리 어머니'] }],
  ['an adjective that it has as it stands before a noun', { adjectives: ['pretty\t예쁘다'] }],
  ['an adjective with a particle', { adjectives: ['strong\t힘이 세다'] }],
  ['a verb one of whose frames agrees', { verbs: ['take a shower\t샤워하다', 'take {the:bus}\t{을} 타다'] }],
  [
    'a verb of two words around its object',
    { verbs: ['let {the:dog} out\t{을} 내보내다', 'let the cat out\t내보내다'] },
  ],
  ['a verb with an adverb amid its Korean', { verbs: ['breathe deeply\t숨을 깊게 쉬다'] }],
  ['a verb of 하다 that is taken apart', { verbs: ['worry a lot\t걱정을 많이 하다'] }],
])('finds %s in the word list', (_, tables) => {
  expect(problems({ words: LISTED, ...tables })).toEqual([]);
});

it.each<[string, PlantedLexicon, string]>([
  ['a noun that it lacks', { nouns: ['mug\t머그잔'] }, 'l/nouns.tsv:2: mug (머그잔) is not in the word list'],
  ['a compound with a word that it lacks', { nouns: ['lime juice\t라임 주스'] }, 'lime juice (라임 주스) is not in'],
  ['a compound that it does not compose', { nouns: ['orange cup\t귤'] }, 'orange cup (귤) is not in'],
  ['a noun with other Korean', { nouns: ['cup\t사발'] }, 'cup is 사발 here, 컵|잔 in the word list: make them agree'],
  ['one syllable that is in many words', { nouns: ['cup\t잔디'] }, 'cup is 잔디 here, 컵|잔 in the word list'],
  ['a person that it lacks', { people: ['my aunt\t이모'] }, 'aunt (이모) is not in'],
  ['another part of speech', { adjectives: ['quickly\t빠르다'] }, 'quickly (빠르다) is not in'],
  ['an adjective with other Korean', { adjectives: ['pretty\t밉다\tㅂ'] }, 'pretty is 밉다 here, 예쁜 in'],
  ['an adverb with other Korean', { adverbs: ['quickly\t금방'] }, 'quickly is 금방 here, 빨리 in'],
  ['a verb that it lacks', { verbs: ['hum {the:song}\t{을} 흥얼거리다'] }, 'hum (흥얼거리다) is not in'],
  [
    'a verb none of whose frames agrees',
    { verbs: ['take a shower\t샤워하다', 'take a walk\t산책하다'] },
    'l/verbs.tsv:2: take is 샤워하다 here, 가져가다|타다 in the word list: make them agree',
  ],
  [
    'a verb of two words with the Korean of another',
    { verbs: ['let {the:dog} out\t{을} 타다'] },
    'let out is 타다 here, 내보내다 in',
  ],
])('misses %s in the word list', (_, tables, problem) => {
  expect(problems({ words: LISTED, ...tables })).toEqual([expect.stringContaining(problem)]);
});

it('finds spaces too many in what the grammar says', () => {
  const problems = problemsOfText({ language: 'Korean', text: '빵을  먹었어요.', kind: 'sentence' });
  expect(problems).toEqual(['"빵을  먹었어요." has a space at an end or two in a row: remove it']);
});

it("misses the seed's pairs", () => {
  const findings = check({ words: [], phrases: [], lexicon: [] }).map(({ problem }) => problem);
  expect(findings).toHaveLength(6);
  expect(findings).toContain("the seed's pair love 사랑 is missing: add it");
});

it('finds nothing in what the project wrote, nor in what its grammar says', () => {
  expect(checkAll(1, 5000).map(formatFinding)).toEqual([]);
});
