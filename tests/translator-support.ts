/** What tests of the translator share: a corpus of a few words, and networks of a few units. */
import fc from 'fast-check';
import type { GrammarPart } from '../models/data/grammar-part.ts';
import type { Phrase } from '../models/data/phrases.ts';
import type { PartOfSpeech, Word } from '../models/data/words.ts';
import type { EncodedExample } from '../models/translator/batches.ts';
import type { Corpus, Pair } from '../models/translator/pairs.ts';
import type { TranslatorRunSettings } from '../models/translator/train.ts';

const PLACE = { file: 'toy.tsv', line: 1 };

export const word = (
  english: string,
  part: PartOfSpeech,
  korean: string[],
  more: Partial<Pick<Word, 'lemma'>> = {},
): Word => ({ english, part, korean, profane: false, ...more, ...PLACE });

export const phrase = (english: string[], korean: string[]): Phrase => ({ topic: 'toy', english, korean, ...PLACE });

const ANIMALS = [
  ['dog', '개'],
  ['cat', '고양이'],
  ['bear', '곰'],
  ['tiger', '호랑이'],
] as const;
const SEEN = [
  ['see', '봐요'],
  ['like', '좋아해요'],
] as const;

/** "I like the cat." in every combination. */
const sentences: Pair[] = ANIMALS.flatMap(([animal, 동물]) =>
  SEEN.map(([verb, 동사]) => ({ english: `I ${verb} the ${animal}.`, korean: `저는 ${동물}를 ${동사}.` })),
);

const grammar: GrammarPart = {
  draw(random) {
    const pair = sentences[Math.floor(random.uniform() * sentences.length)] as Pair;
    return { ...pair, rule: 'toy', combination: pair.english };
  },
};

/** Draws of the toy corpus take no time. */
export function createToyCorpus(): Corpus {
  return {
    words: [
      ...ANIMALS.map(([english, korean]) => word(english, 'noun', [korean])),
      word('light', 'noun', ['빛', '불']),
      word('Minsu', 'name', ['민수']),
      word('Jisoo', 'name', ['지수']),
      word('Sujin', 'name', ['수진']),
    ],
    phrases: {
      train: [phrase(['Hello!', 'Hi!'], ['안녕하세요!', '안녕!']), phrase(['Minsu is here.'], ['민수가 여기 있어요.'])],
      development: [phrase(['Good night, dear bear.'], ['잘 자요, 곰.'])],
      test: [phrase(['See you tomorrow.'], ['내일 봐요.'])],
    },
    grammar,
    heldOut: { development: [], test: [] },
    pairs: {
      train: [{ english: 'Jisoo likes Minsu.', korean: '지수는 민수를 좋아한다.' }],
      development: [{ english: 'The tiger came.', korean: '호랑이가 왔다.' }],
      test: [{ english: 'The cat went.', korean: '고양이가 갔다.' }],
    },
    names: {
      train: [{ english: 'Anna', korean: '안나' }],
      development: [{ english: 'Nana', korean: '나나' }],
      test: [],
    },
  };
}

/** Learns a little in a few dozen steps. */
export const TOY_SETTINGS: TranslatorRunSettings = {
  characterEmbedding: 6,
  characterUnits: 6,
  unitEmbedding: 8,
  encoderUnits: 8,
  decoderUnits: 8,
  targetEmbedding: 8,
  keepProbability: 0.9,
  labelSmoothing: 0,
  sourceUnits: 60,
  targetPieces: 140,
  vocabularyExamples: 200,
  hiddenUnits: 0.1,
  batchSize: 8,
  examplesAnEpoch: 40,
  epochs: 4,
  learningRate: 0.5,
  averageDecay: 0.9,
  maxCharacters: 60,
  maxPieces: 20,
};

/** Any example as the vocabularies encode it: characters in runs, a unit each, one space or none between two. */
export function encodedExample(
  characters: number,
  units: number,
  pieces: number,
  { min, max } = { min: 1, max: 6 },
): fc.Arbitrary<EncodedExample> {
  const below = (count: number, from: number): fc.Arbitrary<number> => fc.integer({ min: from, max: count - 1 });
  const unit = fc.record({
    unit: below(units, 1),
    spelling: fc.array(below(characters, 1), { minLength: 1, maxLength: 4 }),
    isSpaced: fc.boolean(),
  });
  return fc
    .record({
      task: fc.integer({ min: 2, max: 4 }),
      read: fc.array(unit, { minLength: min, maxLength: max }),
      target: fc.array(below(pieces, 3), { minLength: min, maxLength: max }),
    })
    .map(({ task, read, target }) => {
      const source = { characters: [task], units: [task], first: [0], last: [0] };
      for (const { unit: id, spelling, isSpaced } of read) {
        if (isSpaced) source.characters.push(1);
        source.units.push(id);
        source.first.push(source.characters.length);
        source.characters.push(...spelling);
        source.last.push(source.characters.length - 1);
      }
      return { source, target };
    });
}
