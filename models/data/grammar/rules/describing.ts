/** What things are like: statements, questions, exclamations, thinking and saying so. */
import { type Random } from '../../../random.ts';
import { article } from '../../english.ts';
import { type Adjective } from '../adjective.ts';
import { denied, deniedShort } from '../building.ts';
import { chance, pick, weighted } from '../choice.ts';
import { question, statement } from '../clause.ts';
import { being, type Description, descriptions, thing } from '../describing.ts';
import { contracts, type Kit, NONE, type Rule, sentence, topic } from '../kit.ts';
import { type Noun } from '../noun.ts';
import { type Subject } from '../subject.ts';

export const key = ({ noun, adjective }: Description): string => `${adjective.english}+${noun.english}`;

export const isPerson = ({ kinds }: Noun): boolean => kinds.has('jobs') || kinds.has('persontype');

export const isPlural = ({ count }: Noun): boolean => count === 'p';

/** What has no degrees of its own: nothing is very perfect, or huger than something else. */
export const ABSOLUTE: ReadonlySet<string> = new Set(
  `amazing awful brilliant correct crucial enormous essential exact excellent extraordinary fantastic
  fatal great horrible huge ideal legendary magnificent marvelous massive perfect stunning terrible unique vast wonderful`.split(
    /\s+/,
  ),
);

/** Said of what is not here: neither this library nor my own is far. */
const DISTANT: ReadonlySet<string> = new Set(['close', 'far']);
const thingOf = ({ noun, adjective }: Description, random: Random): Subject =>
  thing(noun, random, DISTANT.has(adjective.english) ? pick(['the', 'the', 'that'] as const, random) : undefined);

/** Degree before the adjective, in both languages; `too` only with complaints. */
export function degree(kit: Kit): (adjective: Adjective, random: Random) => readonly [english: string, korean: string] {
  const words = (use: string): (readonly [string, string])[] =>
    kit.lexicon.adverbs
      .filter((adverb) => adverb.use === use)
      .map(({ english, korean }) => [`${english.trimStart()} `, korean]);
  const absolute = [
    ['', ''],
    ['', ''],
    ...words('degree').filter(([word]) => word === 'so ' || word === 'really '),
  ] as const;
  const plain: (readonly [string, string])[] = [['', ''], ['', ''], ['', ''], ...words('degree')];
  const complaint = [...plain, ...words('excess'), ...words('softener')];
  return ({ tone, english }, random) => {
    const chosen = pick(ABSOLUTE.has(english) ? absolute : tone < 0 ? complaint : plain, random);
    const clumsy = chosen[0].trimEnd() === english || (english === 'bad' && chosen[0] === 'too '); // pretty pretty, too bad
    return clumsy ? ['', ''] : chosen;
  };
}

/** Kinds of what one looks for: in shops, for rent, to go to. */
const SOUGHT = [
  'clothes',
  'bags',
  'gadget',
  'furniture',
  'appliance',
  'reading',
  'eatery',
  'housing',
  'ownvehicle',
  'bedding',
  'homeware',
  'jewelry',
  'toy',
  'pet',
  'giftthing',
];

export function describingRules(kit: Kit): Rule[] {
  const said = ({ adjective }: Description): boolean => !adjective.uses.has('attr') && !adjective.uses.has('color');
  const all = descriptions(kit.lexicon, said);
  const before = descriptions(kit.lexicon, ({ adjective: { uses } }) => !uses.has('predicate') && !uses.has('color'));
  const choose = weighted(all, () => 1);
  const attributive = weighted(
    before.filter(({ noun }) => noun.count !== 'n' && !isPerson(noun)),
    () => 1,
  );
  const wanted = weighted(
    descriptions(
      kit.lexicon,
      ({ noun, adjective: { english, tone, uses } }) =>
        tone >= 0 &&
        english !== 'chubby' &&
        noun.count !== 'n' &&
        !uses.has('predicate') &&
        SOUGHT.some((kind) => noun.kinds.has(kind)),
    ),
    () => 1,
  );
  const degreeOf = degree(kit);

  return [
    {
      name: 'describe',
      weight: 6,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        const [english, korean] = degreeOf(pair.adjective, random);
        const past = chance(0.25, random);
        const predicate = being(pair.adjective);
        return sentence(
          statement(
            subject,
            { ...predicate, after: ` ${english}${pair.adjective.english}` },
            past ? 'past' : 'present',
          ),
          topic(subject, random) + korean + predicate.word.form(past ? '았어요' : '아요'),
          key(pair),
        );
      },
    },
    {
      name: 'describe-negative',
      weight: 3,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        const predicate = being(pair.adjective);
        const very = !ABSOLUTE.has(pair.adjective.english) && chance(0.4, random);
        const past = chance(0.25, random);
        const negative = !very && chance(0.4, random) ? deniedShort(predicate) : denied(predicate);
        return sentence(
          statement(
            subject,
            { ...predicate, after: ` ${very ? 'very ' : ''}${pair.adjective.english}` },
            past ? 'past' : 'present',
            {
              negative: true,
              contract: contracts(random),
            },
          ),
          topic(subject, random) + (very ? '별로 ' : '') + negative.lead + negative.word.form(past ? '았어요' : '아요'),
          key(pair),
        );
      },
    },
    {
      name: 'ask-describe',
      weight: 4,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        if (subject.english.startsWith('my ')) return NONE; // one knows one's own
        const predicate = being(pair.adjective);
        const past = chance(0.3, random);
        return sentence(
          question(subject, predicate, past ? 'past' : 'present'),
          topic(subject, random) + predicate.word.form(past ? '았어요' : '아요'),
          key(pair),
          '?',
        );
      },
    },
    {
      name: 'exclaim',
      weight: 2,
      draw(random) {
        const pair = attributive(random);
        const { noun, adjective } = pair;
        if (['hot', 'cold'].includes(adjective.english)) return NONE;
        const word = `${adjective.english} ${noun.english}`;
        const english = noun.count === 'c' ? `what ${article(word)} ${word}` : `what ${word}`;
        return sentence(
          english,
          `정말 ${adjective.adnominal} ${noun.head.text}${noun.head.with('이에요').endsWith('이에요') ? '이' : ''}네요`,
          key(pair),
          '!',
        );
      },
    },
    {
      name: 'exclaim-so',
      weight: 2,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        return sentence(
          statement(
            subject,
            { ...being(pair.adjective), after: ` ${pick(['so', 'really'], random)} ${pair.adjective.english}` },
            'present',
          ),
          `${subject.nominative}${pick(['정말 ', '진짜 ', '참 '], random)}${pair.adjective.word.form('네요')}`,
          key(pair),
          '!',
        );
      },
    },
    {
      name: 'looking-for',
      weight: 0.8,
      draw(random) {
        const pair = wanted(random);
        const word = `${pair.adjective.english} ${isPlural(pair.noun) ? pair.noun.plural : pair.noun.english}`;
        return sentence(
          `I'm looking for ${pair.noun.count === 'c' ? `${article(word)} ` : ''}${word}`,
          `${pair.adjective.adnominal} ${pair.noun.head.with('을')} 찾고 있어요`,
          key(pair),
        );
      },
    },
    {
      name: 'think-describe',
      weight: 3,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        const [english, korean] = degreeOf(pair.adjective, random);
        const clause = statement(
          subject,
          { ...being(pair.adjective), after: ` ${english}${pair.adjective.english}` },
          'present',
        );
        const that = !/^th(?:at|ose) /.test(clause) && chance(0.35, random) ? 'that ' : '';
        const opinion = !/^(?:my|your) /.test(subject.english) && chance(0.3, random);
        return sentence(
          `I think ${that}${clause}`,
          `${opinion ? `제 생각에는 ${subject.nominative}` : topic(subject, random)}${korean}${pair.adjective.word.form('(으)ㄴ')} 것 같아요`
            .replace('있은 것', '있는 것')
            .replace('없은 것', '없는 것'),
          key(pair),
        );
      },
    },
    {
      name: 'say-describe',
      weight: 3,
      draw(random) {
        const pair = choose(random);
        const subject = thing(pair.noun, random, pair.noun.count === 'n' ? '0' : 'the');
        const speaker = kit.other(random);
        const clause = statement(subject, being(pair.adjective), 'past');
        const heard = chance(0.4, random);
        const that = chance(0.4, random) ? 'that ' : '';
        return heard
          ? sentence(
              `I heard ${that}${statement(subject, being(pair.adjective), 'present')}`,
              `${subject.nominative}${pair.adjective.word.form('quote')} 들었어요`,
              key(pair),
            )
          : sentence(
              `${speaker.english} said ${that}${clause}`,
              `${topic(speaker, random)}${subject.nominative}${pair.adjective.word.form('quote')} ${speaker.respected ? '하셨어요' : '했어요'}`,
              key(pair),
            );
      },
    },
    {
      name: 'did-not-know',
      weight: 1.5,
      draw(random) {
        const pair = choose(random);
        const subject = thingOf(pair, random);
        if (subject.english.startsWith('my ')) return NONE; // one knows one's own
        return sentence(
          `I didn't know ${statement(subject, { ...being(pair.adjective), after: ` so ${pair.adjective.english}` }, 'past')}`,
          `${subject.nominative}${/^th(?:is|ese) /.test(subject.english) ? '이렇게' : '그렇게'} ${pair.adjective.adnominal} 줄 몰랐어요`,
          key(pair),
        );
      },
    },
  ];
}
