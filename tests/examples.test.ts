import fc from 'fast-check';
import { englishKey, koreanMeaning } from '../models/data/key.ts';
import { loadPhrases } from '../models/data/phrases.ts';
import { splitCorpus } from '../models/data/split.ts';
import { loadWords } from '../models/data/words.ts';
import { createRandom } from '../models/random.ts';
import { createExampleSource, exchangeName, NOISE, SHARES, taskOf, type Example } from '../models/translator/examples.ts';
import { DIRECTIONS, type Corpus, type DirectionName } from '../models/translator/pairs.ts';
import { PLACEHOLDERS } from '../models/translator/protect.ts';
import { createToyCorpus } from './translator-support.ts';

const NAMES = Object.keys(DIRECTIONS) as DirectionName[];
const QUIET = { typo: 0, wordTypo: 0, manyTypos: 0, unpunctuated: 0, otherName: 0, placeholder: 0 };

function drawMany(corpus: Corpus, name: DirectionName, count: number, noise = QUIET, seed = 1): Example[] {
  const source = createExampleSource(corpus, DIRECTIONS[name], noise);
  const random = createRandom(seed);
  return Array.from({ length: count }, () => source.draw(random));
}

describe('a name exchanged for another', () => {
  const minsu = { english: 'Minsu', korean: '민수' };
  const sujin = { english: 'Sujin', korean: '수진' };

  it.each([
    ['Minsu is here.', '민수는 여기 있어요.', 'Sujin is here.', '수진은 여기 있어요.'],
    ['I saw Minsu.', '민수를 봤어요.', 'I saw Sujin.', '수진을 봤어요.'],
    ['It is Minsu, Minsu!', '민수예요, 민수!', 'It is Sujin, Sujin!', '수진이에요, 수진!'],
    ["Minsu's here with me", '민수가 나랑 있다', "Sujin's here with me", '수진이 나랑 있다'],
  ])('takes its particle: %s', (english, korean, newEnglish, newKorean) => {
    expect(exchangeName({ english, korean }, minsu, sujin)).toEqual({ english: newEnglish, korean: newKorean });
    expect(exchangeName({ english: newEnglish, korean: newKorean }, sujin, minsu)).toEqual({ english, korean });
  });

  it.each([
    ['another word that begins alike', 'Minsuk is here.', '민수는 여기 있어요.'],
    ['a particle that is not known', 'Minsu is here.', '민수도 여기 있어요.'],
    ['as many in the other language', 'Minsu and Minsu', '민수'],
    ['any in Korean', 'Minsu is here.', '그는 여기 있어요.'],
  ])('is left where there is not exactly that: %s', (_, english, korean) => {
    expect(exchangeName({ english, korean }, minsu, sujin)).toBeUndefined();
  });
});

it.each([
  ['저는 가요.', 'translate'],
  ['감사합니다!', 'translate'],
  ['어디 가십니까?', 'translate'],
  ['안녕!', 'translate'],
  ['곰', 'translate'],
  ['나는 학교에 갔다.', 'plain'],
  ['뭐 해?', 'plain'],
  ['같이 가자!', 'plain'],
  ['그거 봤어', 'plain'],
] as const)('%s is asked for as %s', (korean, task) => {
  expect(taskOf(korean)).toBe(task);
});

/** Which kind an example is of: the sources of the toy corpus do not meet. */
function kindOf(corpus: Corpus, { source, task }: Example): keyof typeof SHARES {
  if (task === 'name') return 'names';
  if (/^I (?:see|like) the/.test(source)) return 'grammar';
  if (corpus.pairs.train.some(({ english }) => english === source)) return 'pairs';
  return corpus.phrases.train.some(({ english }) => english.includes(source)) ? 'phrases' : 'words';
}

describe('the shares of the kinds', () => {
  const empty = { train: [], development: [], test: [] };
  const whole = createToyCorpus();

  it.each([
    ['all kinds', whole],
    ['no names', { ...whole, names: empty }],
    ['nothing but words and grammar', { ...whole, names: empty, pairs: empty, phrases: empty }],
  ] as const)('stay in proportion with %s', (_, corpus) => {
    const drawn = drawMany(corpus, 'en-ko', 4000);
    const kinds = Object.keys(SHARES) as (keyof typeof SHARES)[];
    const isThere = { grammar: true, words: true, phrases: corpus.phrases, pairs: corpus.pairs, names: corpus.names };
    const shareOf = (kind: keyof typeof SHARES): number => {
      const there = isThere[kind];
      return there === true || there.train.length > 0 ? SHARES[kind] : 0;
    };
    const total = kinds.reduce((sum, kind) => sum + shareOf(kind), 0);
    for (const kind of kinds) {
      const share = drawn.filter((example) => kindOf(corpus, example) === kind).length / drawn.length;
      expect(Math.abs(share - shareOf(kind) / total)).toBeLessThan(0.03); // four deviations
    }
  });
});

describe('what is drawn', () => {
  it('is the same from the same random numbers', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...NAMES), (seed, name) => {
        const draw = (): Example[] => drawMany(createToyCorpus(), name, 20, NOISE, seed);
        expect(draw()).toEqual(draw());
      }),
      { numRuns: 10 },
    );
  });

  it.each(NAMES)('says nothing of the toy corpus that is held out, from %s', (name) => {
    const corpus = createToyCorpus();
    const drawn = new Set(drawMany(corpus, name, 2000).map(({ source }) => source));
    for (const part of ['development', 'test'] as const) {
      const held = corpus.phrases[part].flatMap(({ english, korean }) => [...english, ...korean]);
      const pairs = [...corpus.pairs[part], ...corpus.names[part]].flatMap(({ english, korean }) => [english, korean]);
      for (const text of [...held, ...pairs]) expect(drawn).not.toContain(text);
    }
  });

  it.each(NAMES)('says no phrase of the repository that is held out, from %s', (name) => {
    const { phrases } = splitCorpus({ words: loadWords(), phrases: loadPhrases() });
    const held = [...phrases.development, ...phrases.test];
    const english = new Set(held.flatMap((phrase) => phrase.english.map(englishKey)));
    const korean = new Set(held.flatMap((phrase) => phrase.korean.map(koreanMeaning)));
    const corpus = { ...createToyCorpus(), words: [], phrases };
    for (const { source, target } of drawMany(corpus, name, 4000)) {
      const [said, meant] = name === 'en-ko' ? [source, target] : [target, source];
      expect(english).not.toContain(englishKey(said));
      expect(korean).not.toContain(koreanMeaning(meant));
    }
  });

  it('asks for the plain style only into Korean, and for a name only where it is one', () => {
    const corpus = createToyCorpus();
    expect(new Set(drawMany(corpus, 'ko-en', 500).map(({ task }) => task))).toEqual(new Set(['translate', 'name']));
    for (const { target, task } of drawMany(corpus, 'en-ko', 500)) {
      expect(task === 'plain').toBe(target.endsWith('좋아한다.'));
      expect(task === 'name').toBe(target === '안나');
    }
  });
});

describe('the noise', () => {
  const corpus = createToyCorpus();

  it('is typing errors in the source alone, none in names', () => {
    const known = new Set(drawMany(corpus, 'en-ko', 1000).map(({ source, target }) => `${source} ${target}`));
    const targets = new Set(drawMany(corpus, 'en-ko', 1000).map(({ target }) => target));
    const drawn = drawMany(corpus, 'en-ko', 1000, { ...QUIET, typo: 1, wordTypo: 1 });
    for (const { source, target, task } of drawn) {
      expect(targets).toContain(target);
      expect(known.has(`${source} ${target}`)).toBe(task === 'name');
    }
  });

  it('takes the stop away on both sides or on none', () => {
    for (const { source, target } of drawMany(corpus, 'ko-en', 500, { ...QUIET, unpunctuated: 1 })) {
      expect([source, target].join('')).not.toMatch(/[.!]/);
    }
  });

  it('exchanges names and puts placeholders in both texts', () => {
    const drawn = drawMany(corpus, 'en-ko', 3000, { ...QUIET, otherName: 0.5, placeholder: 0.5 });
    const liked = drawn.filter(({ source }) => source.includes(' likes '));
    const sources = new Set(liked.map(({ source }) => source));
    expect(sources).toContain('Sujin likes Minsu.');
    expect(liked.find(({ source }) => source === 'Sujin likes Minsu.')?.target).toBe('수진은 민수를 좋아한다.');
    for (const { source, target } of liked) {
      for (const placeholder of PLACEHOLDERS) expect(target.includes(placeholder)).toBe(source.includes(placeholder));
    }
    expect(liked.some(({ source }) => PLACEHOLDERS.some((placeholder) => source.includes(placeholder)))).toBe(true);
  });
});
