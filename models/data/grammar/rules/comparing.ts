/** Qualities compared and set against each other, and liking something for what it is like. */
import { type Random } from '../../../random.ts';
import { type Adjective } from '../adjective.ts';
import { chance, pick, weighted } from '../choice.ts';
import { statement } from '../clause.ts';
import { being, type Description, descriptions, thing } from '../describing.ts';
import { contracts, type Kit, type Rule, sentence, topic } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { degree, isPerson, isPlural, key } from './describing.ts';

const RANGES: readonly (readonly [string, string])[] = [
  ['here', '여기서 '],
  ['I know', '제가 아는 것 중에서 '],
  ['in the world', '세상에서 '],
];

interface Pairing {
  noun: Noun;
  first: Adjective;
  second: Adjective;
}

/** Two qualities of one noun: of opposite tone for `but`, of the same for `and`. */
function contrasts(all: readonly Description[], sign: -1 | 1): Pairing[] {
  const byNoun = new Map<Noun, Adjective[]>();
  for (const { noun, adjective } of all) byNoun.set(noun, [...(byNoun.get(noun) ?? []), adjective]);
  const pairs: Pairing[] = [];
  for (const [noun, list] of byNoun) {
    for (const first of list) {
      for (const second of list) {
        const different = first.english !== second.english && first.word.dictionary !== second.word.dictionary;
        if (different && first.tone * second.tone === sign && !OPPOSED.has(`${first.english}/${second.english}`))
          pairs.push({ noun, first, second });
      }
    }
  }
  return pairs;
}

/** What nothing is at once, either way round. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['expensive', 'cheap'],
  ['clean', 'dirty'],
  ['quiet', 'noisy'],
  ['fast', 'slow'],
  ['light', 'heavy'],
  ['bright', 'dark'],
  ['easy', 'difficult'],
  ['close', 'far'],
  ['easy', 'complicated'],
  ['simple', 'difficult'],
  ['simple', 'hard'],
  ['easy', 'hard'],
  ['simple', 'complicated'],
  ['useful', 'useless'],
  ['interesting', 'boring'],
  ['comfortable', 'uncomfortable'],
  ['convenient', 'inconvenient'],
  ['safe', 'dangerous'],
  ['good', 'bad'],
  ['fair', 'unfair'],
  ['tidy', 'messy'],
  ['clean', 'messy'],
  ['spacious', 'narrow'],
  ['peaceful', 'noisy'],
  ['peaceful', 'crowded'],
  ['quiet', 'crowded'],
  ['quiet', 'lively'],
  ['gentle', 'fierce'],
  ['kind', 'rude'],
  ['polite', 'rude'],
  ['natural', 'awkward'],
  ['exciting', 'boring'],
  ['great', 'terrible'],
  ['fun', 'boring'],
  ['sweet', 'bitter'],
  ['dirty', 'tidy'],
  ['clear', 'vague'],
  ['bad', 'clever'],
  ['touching', 'boring'],
  ['enjoyable', 'boring'],
  ['enjoyable', 'stressful'],
  ['fun', 'stressful'],
  ['impressive', 'boring'],
  ['good', 'terrible'],
  ['cozy', 'dirty'],
  ['cozy', 'noisy'],
  ['cozy', 'messy'],
  ['tight', 'loose'],
  ['amazing', 'boring'],
  ['lively', 'quiet'],
  ['loud', 'relaxing'],
  ['excellent', 'boring'],
  ['great', 'boring'],
  ['popular', 'boring'],
  ['gentle', 'dangerous'],
  ['safe', 'crowded'],
  ['sunny', 'bad'],
  ['mild', 'bad'],
  ['clear', 'bad'],
  ['good', 'cold'],
  ['bad', 'perfect'],
  ['perfect', 'vague'],
  ['correct', 'vague'],
  ['nice', 'rude'],
  ['delicious', 'bland'],
  ['tasty', 'bland'],
  ['delicious', 'bitter'],
];

const OPPOSED = new Set(OPPOSITES.flatMap(([one, other]) => [`${one}/${other}`, `${other}/${one}`]));

function joined(
  { noun, first, second }: Pairing,
  english: string,
  ending: string,
  random: Random,
): ReturnType<typeof sentence> {
  const subject = thing(noun, random);
  return sentence(
    statement(subject, { ...being(first), after: ` ${first.english} ${english} ${second.english}` }, 'present'),
    `${topic(subject, random)}${first.word.form(ending)} ${second.word.form('아요')}`,
    `${first.english}+${second.english}+${noun.english}`,
  );
}

export function comparingRules(kit: Kit): Rule[] {
  const said = ({ adjective }: Description): boolean => !adjective.uses.has('attr') && !adjective.uses.has('color');
  const all = descriptions(kit.lexicon, said);
  const before = descriptions(kit.lexicon, ({ adjective: { uses } }) => !uses.has('predicate') && !uses.has('color'));
  const comparable = all.filter(({ noun }) => noun.count !== 'n' && !isPerson(noun));
  const attributive = weighted(
    before.filter(({ noun }) => noun.count !== 'n' && !isPerson(noun)),
    () => 1,
  );
  const degreeOf = degree(kit);
  const contrasted = contrasts(all, -1);
  const matched = contrasts(all, 1);
  const praised = all.filter(({ adjective }) => adjective.tone > 0);
  const blamed = all.filter(({ adjective }) => adjective.tone < 0);

  return [
    {
      name: 'compare',
      weight: 4,
      draw(random) {
        const pair = pick(comparable, random);
        const { noun, adjective } = pair;
        const one = isPlural(noun) ? 'ones' : 'one';
        const more = chance(0.3, random);
        const ways: readonly (readonly [english: string, korean: string])[] = [
          [
            `than that ${noun.count === 'u' ? noun.english : one}`.replace('that ones', 'those ones'),
            `저 ${noun.head.text}보다 `,
          ],
          ['than I thought', '생각보다 '],
          ['than before', '전보다 '],
        ];
        const [than, thanKorean] = pick(ways, random);
        const subject = thing(noun, random, 'this');
        return sentence(
          statement(
            subject,
            { ...being(adjective), after: ` ${more ? 'much ' : ''}${adjective.comparative} ${than}` },
            'present',
          ),
          `${topic(subject, random)}${thanKorean}${more ? '훨씬 ' : '더 '}${adjective.word.form('아요')}`,
          key(pair),
        );
      },
    },
    {
      name: 'compare-not-as',
      weight: 1.5,
      draw(random) {
        const pair = pick(comparable, random);
        const { noun, adjective } = pair;
        const subject = thing(noun, random, 'this');
        const that = noun.count === 'u' ? `that ${noun.english}` : isPlural(noun) ? 'those ones' : 'that one';
        return sentence(
          statement(subject, { ...being(adjective), after: ` as ${adjective.english} as ${that}` }, 'present', {
            negative: true,
            contract: contracts(random),
          }),
          `${topic(subject, random)}저 ${noun.head.text}만큼 ${adjective.word.form('지')} 않아요`,
          key(pair),
        );
      },
    },
    {
      name: 'which-is-more',
      weight: 2,
      draw(random) {
        const pair = pick(comparable, random);
        const { noun, adjective } = pair;
        return sentence(
          `which ${noun.english} ${isPlural(noun) ? 'are' : 'is'} ${adjective.comparative}`,
          `어느 ${noun.head.with('이')} 더 ${adjective.word.form('아요')}`,
          key(pair),
          '?',
        );
      },
    },
    {
      name: 'superlative',
      weight: 2,
      draw(random) {
        const pair = attributive(random);
        const { noun, adjective } = pair;
        const [english, korean] = pick(RANGES, random);
        return sentence(
          `${isPlural(noun) ? 'these are' : 'this is'} the ${adjective.superlative} ${noun.english} ${english}`,
          `이게 ${korean}제일 ${adjective.adnominal} ${noun.head.with('이에요')}`,
          key(pair),
        );
      },
    },
    {
      name: 'contrast',
      weight: 3,
      draw: (random) => joined(pick(contrasted, random), 'but', '지만', random),
    },
    {
      name: 'and-qualities',
      weight: 3,
      draw: (random) => joined(pick(matched, random), 'and', '고', random),
    },
    {
      name: 'like-because',
      weight: 2.5,
      draw(random) {
        const liked = chance(0.6, random);
        const pair = pick(liked ? praised : blamed, random);
        const subject = thing(pair.noun, random, 'this');
        const [english, korean] = degreeOf(pair.adjective, random);
        const it = isPlural(pair.noun) ? "they're" : "it's";
        const disliked = pair.noun.count === 'n' ? ['싫어요'] : ['싫어요', '마음에 안 들어요'];
        return sentence(
          `I ${liked ? 'like' : "don't like"} ${subject.english} because ${it} ${english}${pair.adjective.english}`,
          `${topic(subject, random)}${korean}${pair.adjective.word.form('아서')} ${liked ? '좋아요' : pick(disliked, random)}`,
          key(pair),
        );
      },
    },
  ];
}
