/** Qualities compared and set against each other, and liking something for what it is like. */
import { type Random } from '../../../random.ts';
import { type Adjective } from '../adjective.ts';
import { chance, pick, weighted } from '../choice.ts';
import { statement } from '../clause.ts';
import { being, type Description, descriptions, thing } from '../describing.ts';
import { contracts, type Kit, type Rule, sentence, topic } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { ABSOLUTE, degree, isPerson, isPlural, key } from './describing.ts';

const HERE = ['here', '여기서 '] as const;
const SEEN = ["I've ever seen", '제가 본 것 중에서 '] as const;
const KNOWN = ['I know', '제가 아는 것 중에서 '] as const;
const EVERYWHERE = ['in the world', '세상에서 '] as const;

/** Kinds of what is best of all here, of all one has seen, or in the world. */
const ON_SHOW =
  `clothes bags furniture gadget appliance homeware bedding jewelry dishware instruments rooms foods drinks
  vegetables snacks`.split(/\s+/);
const IN_SIGHT =
  `clothes bags jewelry animals nature viewing buildings rooms housing plants pet ownvehicle furniture toy`.split(
    /\s+/,
  );
const WORLDWIDE = 'animals nature viewing songs cities dish sweet drinks stagework reading'.split(' ');

/** Within what something is the best: only what such things are compared in. */
function rangesOf({ noun, adjective }: Description): readonly (readonly [english: string, korean: string])[] {
  const has = (kinds: readonly string[]): boolean => kinds.some((kind) => noun.kinds.has(kind));
  return [
    KNOWN,
    ...(has(ON_SHOW) ? [HERE] : []),
    ...(has(IN_SIGHT) ? [SEEN] : []),
    ...(has(WORLDWIDE) && adjective.tone >= 0 && adjective.english !== 'cheap' ? [EVERYWHERE] : []),
  ];
}

/** What may change with time, so that it can be compared with before. */
const CHANGING: ReadonlySet<string> = new Set(
  `expensive cheap pricey clean dirty messy tidy noisy quiet bright dark popular famous lively slow fast convenient
  inconvenient comfortable uncomfortable sharp blunt dusty stuffy safe peaceful busy crowded dangerous strict healthy
  playful tame affordable humid dim`.split(/\s+/),
);

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
        if (different && first.tone * second.tone === sign && isJoined(first.english, second.english, sign))
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
  ['shabby', 'fancy'],
  ['shabby', 'luxurious'],
  ['shabby', 'elegant'],
  ['shabby', 'nice'],
  ['shabby', 'modern'],
  ['shabby', 'pleasant'],
  ['shabby', 'cozy'],
  ['shabby', 'beautiful'],
  ['shabby', 'expensive'],
  ['shabby', 'roomy'],
  ['lukewarm', 'warm'],
  ['lukewarm', 'refreshing'],
  ['shocking', 'hopeful'],
  ['risky', 'safe'],
  ['monotonous', 'interesting'],
  ['monotonous', 'exciting'],
  ['monotonous', 'lively'],
  ['monotonous', 'inspiring'],
  ['monotonous', 'popular'],
  ['monotonous', 'rewarding'],
  ['reckless', 'sensible'],
  ['reckless', 'rational'],
  ['reckless', 'thorough'],
  ['reckless', 'realistic'],
  ['reckless', 'efficient'],
  ['risky', 'sensible'],
  ['risky', 'realistic'],
  ['risky', 'thorough'],
  ['tricky', 'easy'],
  ['fragile', 'solid'],
  ['fragile', 'cheap'],
  ['convincing', 'vague'],
  ['mischievous', 'polite'],
  ['mischievous', 'well-behaved'],
  ['mischievous', 'innocent'],
  ['exhausting', 'relaxing'],
  ['heartbreaking', 'fun'],
  ['heartbreaking', 'exciting'],
  ['heartbreaking', 'amusing'],
  ['amusing', 'horrible'],
  ['amusing', 'boring'],
  ['satisfying', 'worrying'],
  ['embarrassing', 'easy'],
  ['embarrassing', 'good'],
  ['affordable', 'expensive'],
  ['cheap', 'pricey'],
  ['affordable', 'pricey'],
  ['appropriate', 'vague'],
  ['practical', 'useless'],
  ['good', 'silly'],
  ['active', 'impolite'],
  ['mild', 'salty'],
  ['innocent', 'naughty'],
  ['lovely', 'naughty'],
  ['spoiled', 'well-behaved'],
  ['impolite', 'well-behaved'],
  ['impolite', 'innocent'],
  ['convenient', 'useless'],
  ['useful', 'vague'],
  ['worrying', 'amazing'],
  ['hopeful', 'worrying'],
  ['fast', 'stuffy'],
  ['positive', 'negative'],
  ['easy', 'serious'],
  ['negative', 'optimistic'],
  ['comfortable', 'inconvenient'],
  ['comfortable', 'damp'],
  ['damp', 'pretty'],
  ['naughty', 'well-behaved'],
  ['cozy', 'damp'],
  ['easy', 'heavy'],
  ['easy', 'expensive'],
  ['excellent', 'heavy'],
  ['powerful', 'slow'],
  ['expensive', 'messy'],
  ['dirty', 'expensive'],
  ['damp', 'expensive'],
  ['cool', 'warm'],
  ['foolish', 'hard'],
  ['cheap', 'fancy'],
  ['cheap', 'luxurious'],
  ['impolite', 'lovely'],
  ['lovely', 'spoiled'],
  ['innocent', 'spoiled'],
  ['impolite', 'polite'],
  ['impolite', 'kind'],
  ['polite', 'unkind'],
  ['rough', 'safe'],
  ['safe', 'slippery'],
  ['quiet', 'annoying'],
  ['entertaining', 'heavy'],
  ['spacious', 'damp'],
  ['dim', 'dark'],
  ['bland', 'creamy'],
  ['bland', 'light'],
  ['salty', 'light'],
  ['bitter', 'warm'],
  ['polite', 'vague'],
  ['polite', 'suspicious'],
  ['logical', 'vague'],
  ['good', 'weak'],
  ['good', 'vague'],
  ['famous', 'weird'],
  ['cheerful', 'impolite'],
  ['cheerful', 'spoiled'],
  ['cheerful', 'naughty'],
  ['gentle', 'noisy'],
  ['calm', 'rough'],
  ['bland', 'salty'],
  ['bland', 'spicy'],
  ['amazing', 'disappointing'],
  ['awful', 'exciting'],
  ['awful', 'interesting'],
  ['awful', 'fun'],
  ['disappointing', 'easy'],
  ['bright', 'dim'],
  ['dim', 'pleasant'],
  ['wonderful', 'disappointing'],
  ['fantastic', 'disappointing'],
  ['great', 'disappointing'],
  ['excellent', 'disappointing'],
  ['good', 'disappointing'],
  ['impressive', 'disappointing'],
  ['wonderful', 'boring'],
  ['fantastic', 'boring'],
  ['dry', 'tender'],
  ['dry', 'juicy'],
  ['foolish', 'clever'],
  ['foolish', 'great'],
  ['foolish', 'good'],
  ['horrible', 'hopeful'],
  ['horrible', 'good'],
  ['spoiled', 'polite'],
  ['positive', 'hostile'],
  ['optimistic', 'hostile'],
  ['naughty', 'polite'],
  ['neat', 'messy'],
  ['damp', 'cheap'],
  ['damp', 'clean'],
  ['damp', 'warm'],
  ['absurd', 'clever'],
  ['absurd', 'great'],
  ['absurd', 'good'],
  ['ridiculous', 'clever'],
  ['ridiculous', 'great'],
  ['ridiculous', 'good'],
  ['ridiculous', 'original'],
  ['ridiculous', 'brilliant'],
  ['absurd', 'brilliant'],
  ['absurd', 'original'],
  ['foolish', 'brilliant'],
  ['foolish', 'original'],
  ['bad', 'brilliant'],
  ['bad', 'original'],
  ['bad', 'great'],
  ['gloomy', 'exciting'],
  ['gloomy', 'fun'],
  ['gloomy', 'cheerful'],
  ['gloomy', 'lively'],
  ['well-behaved', 'noisy'],
  ['careless', 'careful'],
  ['greedy', 'generous'],
  ['lazy', 'diligent'],
  ['lazy', 'hardworking'],
  ['disappointing', 'exciting'],
  ['disappointing', 'interesting'],
  ['disappointing', 'fun'],
  ['disappointing', 'entertaining'],
  ['disappointing', 'memorable'],
  ['disappointing', 'great'],
  ['boring', 'entertaining'],
  ['boring', 'memorable'],
  ['boring', 'touching'],
  ['boring', 'thrilling'],
  ['boring', 'wonderful'],
  ['boring', 'enjoyable'],
  ['boring', 'impressive'],
  ['boring', 'inspiring'],
  ['awful', 'memorable'],
  ['awful', 'great'],
  ['awful', 'entertaining'],
  ['awful', 'impressive'],
  ['terrible', 'exciting'],
  ['terrible', 'interesting'],
  ['terrible', 'entertaining'],
  ['terrible', 'memorable'],
  ['terrible', 'impressive'],
  ['terrible', 'popular'],
  ['awful', 'popular'],
  ['stuffy', 'spacious'],
  ['stuffy', 'pleasant'],
  ['dirty', 'pleasant'],
  ['messy', 'pleasant'],
  ['dark', 'bright'],
  ['dim', 'bright'],
  ['dusty', 'tidy'],
  ['dusty', 'clean'],
  ['messy', 'spacious'],
  ['crowded', 'quiet'],
  ['slow', 'efficient'],
  ['fatal', 'minor'],
  ['vague', 'clear'],
  ['vague', 'accurate'],
  ['vague', 'correct'],
  ['absurd', 'fair'],
  ['unfair', 'sensible'],
  ['foolish', 'sensible'],
  ['foolish', 'rational'],
  ['nasty', 'fragrant'],
  ['violent', 'heartwarming'],
  ['cruel', 'gentle'],
  ['fierce', 'tame'],
  ['fierce', 'loyal'],
  ['dangerous', 'tame'],
  ['aggressive', 'gentle'],
  ['aggressive', 'tame'],
  ['inconvenient', 'useful'],
  ['inconvenient', 'handy'],
  ['useless', 'handy'],
  ['salty', 'sweet'],
  ['sticky', 'tidy'],
  ['ridiculous', 'pretty'],
  ['tough', 'enjoyable'],
];

/** Nearly the same, so that "and" says nothing more. */
const SYNONYMS: readonly (readonly [string, string])[] = [
  ['awful', 'terrible'],
  ['dirty', 'messy'],
  ['decent', 'good'],
  ['decent', 'great'],
  ['catchy', 'addictive'],
  ['neat', 'tidy'],
  ['clean', 'tidy'],
  ['delicious', 'tasty'],
  ['clever', 'brilliant'],
  ['correct', 'perfect'],
  ['accurate', 'correct'],
  ['clear', 'correct'],
  ['interesting', 'entertaining'],
  ['exciting', 'thrilling'],
  ['marvelous', 'wonderful'],
  ['nasty', 'strange'],
  ['magnificent', 'huge'],
  ['expensive', 'pricey'],
  ['cheap', 'affordable'],
  ['ridiculous', 'absurd'],
  ['foolish', 'silly'],
  ['strange', 'weird'],
  ['beautiful', 'lovely'],
  ['beautiful', 'stunning'],
  ['magical', 'mysterious'],
  ['magnificent', 'grand'],
  ['kind', 'gentle'],
  ['kind', 'friendly'],
  ['tame', 'gentle'],
  ['elegant', 'graceful'],
  ['lively', 'cheerful'],
  ['useful', 'handy'],
  ['precious', 'valuable'],
  ['impressive', 'memorable'],
  ['smart', 'intelligent'],
  ['smart', 'clever'],
  ['clever', 'intelligent'],
  ['bad', 'foolish'],
  ['hard', 'difficult'],
  ['annoying', 'noisy'],
  ['peaceful', 'quiet'],
  ['fun', 'enjoyable'],
  ['pleasant', 'enjoyable'],
  ['fancy', 'luxurious'],
  ['sad', 'gloomy'],
  ['juicy', 'moist'],
  ['soft', 'creamy'],
  ['cozy', 'comfortable'],
  ['adorable', 'cute'],
  ['adorable', 'lovely'],
  ['amusing', 'interesting'],
  ['amusing', 'entertaining'],
  ['amusing', 'fun'],
  ['delightful', 'pleasant'],
  ['delightful', 'enjoyable'],
  ['delightful', 'fun'],
  ['durable', 'strong'],
  ['durable', 'solid'],
  ['gorgeous', 'beautiful'],
  ['gorgeous', 'stunning'],
  ['gorgeous', 'lovely'],
  ['gorgeous', 'pretty'],
  ['outstanding', 'impressive'],
  ['roomy', 'spacious'],
  ['exhausting', 'tough'],
  ['exhausting', 'stressful'],
  ['exhausting', 'challenging'],
  ['sturdy', 'strong'],
  ['sturdy', 'solid'],
  ['tricky', 'difficult'],
  ['tricky', 'hard'],
  ['tricky', 'complicated'],
  ['reckless', 'risky'],
  ['reckless', 'foolish'],
  ['risky', 'foolish'],
  ['mischievous', 'naughty'],
  ['mischievous', 'spoiled'],
  ['shabby', 'dirty'],
  ['monotonous', 'boring'],
  ['heartbreaking', 'sad'],
  ['heartbreaking', 'horrible'],
  ['shocking', 'horrible'],
  ['shocking', 'sudden'],
  ['satisfying', 'impressive'],
  ['attractive', 'beautiful'],
  ['embarrassing', 'silly'],
  ['competent', 'experienced'],
  ['convincing', 'logical'],
  ['convincing', 'clear'],
  ['bright', 'smart'],
  ['bright', 'clever'],
  ['bright', 'intelligent'],
  ['gifted', 'smart'],
  ['bright', 'gifted'],
  ['rational', 'sensible'],
  ['rude', 'unkind'],
  ['cute', 'lovely'],
  ['active', 'playful'],
  ['unique', 'original'],
  ['violent', 'brutal'],
  ['beautiful', 'picturesque'],
  ['beautiful', 'scenic'],
  ['fancy', 'elegant'],
  ['foolish', 'ridiculous'],
  ['beautiful', 'pretty'],
  ['absurd', 'strange'],
  ['foolish', 'vague'],
  ['cheap', 'decent'],
  ['effective', 'efficient'],
  ['annoying', 'harsh'],
  ['diligent', 'hardworking'],
  ['impolite', 'naughty'],
  ['mild', 'gentle'],
  ['elegant', 'pretty'],
  ['exciting', 'interesting'],
  ['nasty', 'disgusting'],
  ['furry', 'soft'],
  ['clear', 'clean'],
];
const SAME = new Set(SYNONYMS.flatMap(([one, other]) => [`${one}/${other}`, `${other}/${one}`]));
/** Says too little beside another quality. */
const VAGUE: ReadonlySet<string> = new Set(
  'good great nice bad excellent terrible awful horrible perfect ideal decent wonderful marvelous fantastic'.split(' '),
);
/** Says of the whole what a single quality does not make good again. */
const VERDICTS: ReadonlySet<string> = new Set(
  'disappointing awful terrible horrible useless bad weak worrying'.split(' '),
);

const OPPOSED = new Set(OPPOSITES.flatMap(([one, other]) => [`${one}/${other}`, `${other}/${one}`]));

/** Unkind of kind, impolite of polite. */
const isDenial = (word: string, other: string): boolean => /^(?:un|im|in|dis)/.test(word) && word.endsWith(other);

function isJoined(first: string, second: string, sign: -1 | 1): boolean {
  if (isDenial(first, second) || isDenial(second, first) || OPPOSED.has(`${first}/${second}`)) return false;
  if (sign < 0) return !VERDICTS.has(first) && !VERDICTS.has(second);
  return !SAME.has(`${first}/${second}`) && !VAGUE.has(second) && !VAGUE.has(first);
}

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

/** What the first is compared with: that one, those, that rice. */
const other = (noun: Noun): string =>
  noun.count === 'u' ? `that ${noun.english}` : isPlural(noun) ? 'those' : 'that one';

/** What nobody ranks. */
const UNRANKED: ReadonlySet<string> = new Set([
  'personal',
  'warm',
  'hot',
  'cold',
  'cool',
  'basic',
  'unnecessary',
  'dirty',
  'damp',
  'sudden',
  'natural',
]);

export function comparingRules(kit: Kit): Rule[] {
  const said = ({ adjective }: Description): boolean => !adjective.uses.has('attr') && !adjective.uses.has('color');
  const all = descriptions(kit.lexicon, said);
  const before = descriptions(kit.lexicon, ({ adjective: { uses } }) => !uses.has('predicate') && !uses.has('color'));
  const isMeasured = ({ noun, adjective: { english, uses } }: Description): boolean =>
    noun.count !== 'n' && !isPerson(noun) && !ABSOLUTE.has(english) && !uses.has('attr');
  const comparable = all.filter(isMeasured);
  const attributive = weighted(
    before.filter((pair) => isMeasured(pair) && !UNRANKED.has(pair.adjective.english)),
    () => 1,
  );
  const degreeOf = degree(kit);
  const contrasted = contrasts(all, -1);
  const matched = contrasts(all, 1);
  const things = all.filter(({ noun }) => !isPerson(noun));
  const praised = things.filter(({ adjective }) => adjective.tone > 0);
  const blamed = things.filter(({ adjective }) => adjective.tone < 0);

  return [
    {
      name: 'compare',
      weight: 4,
      draw(random) {
        const pair = pick(comparable, random);
        const { noun, adjective } = pair;
        const more = chance(0.3, random);
        const ways: readonly (readonly [english: string, korean: string])[] = [
          [`than ${other(noun)}`, `저 ${noun.head.text}보다 `],
          ['than I thought', '생각보다 '],
          ...(CHANGING.has(adjective.english) ? [['than before', '전보다 '] as const] : []),
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
        return sentence(
          statement(subject, { ...being(adjective), after: ` as ${adjective.english} as ${other(noun)}` }, 'present', {
            negative: true,
            contract: contracts(random),
          }),
          `${topic(subject, random)}저 ${noun.head.text}만큼 ${adjective.word.form(adjective.word.dictionary.endsWith(' 있다') ? '지는' : '지')} 않아요`,
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
        const [english, korean] = pick(rangesOf(pair), random);
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
