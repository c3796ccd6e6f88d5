/** Things of people: whose they are, what they cost, ordering and buying them, what one likes best. */
import { type Random } from '../../../random.ts';
import { article } from '../../english.ts';
import { withParticle } from '../../korean.ts';
import { chance, pick } from '../choice.ts';
import { type Kit, NONE, type Rule, sentence, topic } from '../kit.ts';
import { type Noun, nounPhrase } from '../noun.ts';
import { koreanPrice } from '../numerals.ts';
import { type Subject } from '../subject.ts';
import { suits } from '../suiting.ts';
import { ownerOf } from './modals.ts';
import { INSIDE, lies, plural } from './things.ts';

/** What a favourite is asked of, and the kinds it is found in. */
const FAVORITES: readonly (readonly [english: string, korean: string, kinds: readonly string[]])[] = [
  ['food', '음식', ['dish', 'sweet']],
  ['fruit', '과일', ['fruits', 'berry']],
  ['color', '색', ['colors']],
  ['season', '계절', ['seasons']],
  ['sport', '운동', ['sports', 'goingsport']],
  ['animal', '동물', ['wild', 'pet', 'sealife', 'birds']],
  ['drink', '음료', ['hotdrink', 'colddrink']],
  ['subject', '과목', ['subject']],
  ['snack', '간식', ['snacks']],
  ['flower', '꽃', ['flowerkind']],
  ['vegetable', '채소', ['vegetables']],
  ['instrument', '악기', ['instruments']],
  ['city', '도시', ['cities']],
  ['country', '나라', ['countries']],
];

/** One speaks of an animal, a flower or an instrument as the kind (the tiger), of food in bulk. */
function best(noun: Noun, category: string): string {
  if (noun.count !== 'c') return noun.english;
  if (['animal', 'flower', 'instrument'].includes(category)) return `the ${noun.english}`;
  if (noun.english.endsWith('cake')) return noun.english;
  return category === 'fruit' ? noun.english : noun.plural;
}

/** Green tea is a tea, in either language: one does not like it better than tea. */
const isKindOf = (one: Noun, other: Noun): boolean =>
  one.english.includes(other.english) || one.head.text.includes(other.head.text);
const isSweet = ({ kinds }: Noun): boolean => kinds.has('sweet') || kinds.has('bake');

export function shoppingRules(kit: Kit): Rule[] {
  const { nounsOf, people } = kit.lexicon;
  const surfaces = nounsOf('surface');
  const containers = INSIDE.flatMap((name) => nounsOf(name));
  const mine = [...nounsOf('carry'), ...nounsOf('clothes'), ...nounsOf('bags'), ...nounsOf('gadget')];
  const goods = [
    ...mine,
    ...nounsOf('furniture'),
    ...nounsOf('appliance'),
    ...nounsOf('reading'),
    ...nounsOf('dishware'),
    ...nounsOf('instruments'),
    ...nounsOf('homeware'),
  ].filter(({ english }) => !/card|passport|license|ID|key$|receipt|coupon/.test(english));
  const shopping = [
    ...goods,
    ...nounsOf('buyfood'),
    ...nounsOf('buycare'),
    ...nounsOf('stationery'),
    ...nounsOf('tool'),
    ...nounsOf('snacks'),
  ];
  const needs = [
    ...nounsOf('stationery'),
    ...nounsOf('tool'),
    ...nounsOf('pharmacies'),
    ...nounsOf('umbrella'),
    ...nounsOf('takeable'),
    ...nounsOf('charger'),
  ];
  const orders = [...nounsOf('orderable'), ...nounsOf('drinks')].filter(
    ({ counter, measure, count }) => counter && (measure || count === 'c'),
  );
  const liked = FAVORITES.map(([english, korean, kinds]) => ({
    english,
    korean,
    nouns: kinds.flatMap((kind) => nounsOf(kind)),
  }));
  const owners = people;
  const who = (random: Random): Subject => pick(owners, random);
  const whoOf = (noun: Noun, random: Random): Subject => {
    let owner = who(random);
    for (let tries = 0; tries < 20 && !suits({ key: `wear+${noun.english}` }, owner); tries += 1) owner = who(random);
    return owner;
  };
  const placed = (spot: Noun, inside: boolean): readonly [string, string] => [
    `${inside ? 'in' : 'on'} the ${spot.english}`,
    `${spot.head.text} ${inside ? '안에' : '위에'} `,
  ];
  const spotFor = (random: Random): readonly [Noun, boolean] => {
    const inside = chance(0.4, random);
    return [pick(inside ? containers : surfaces, random), inside];
  };

  return [
    {
      name: 'where-thing',
      weight: 2,
      draw(random) {
        const noun = pick(mine, random);
        const [spot, inside] = spotFor(random);
        const owner = chance(0.5, random) ? null : whoOf(noun, random);
        const english = `${owner ? ownerOf(owner) : pick(['my', 'your'], random)} ${noun.count === 'p' ? noun.plural : noun.english}`;
        const korean = `${owner ? owner.genitive : english.startsWith('my') ? '제 ' : ''}${noun.head.with('은')} `;
        const be = noun.count === 'p' ? 'are' : 'is';
        if (chance(0.5, random))
          return sentence(`where ${be} ${english}`, `${korean}어디에 있어요`, `where+${noun.english}`, '?');
        if (spot === noun || !lies(noun, spot)) return NONE;
        const [where, koreanWhere] = placed(spot, inside);
        return noun.kinds.has('small') || noun.kinds.has('carry')
          ? sentence(`${english} ${be} ${where}`, `${korean}${koreanWhere}있어요`, `${noun.english}+${spot.english}`)
          : NONE;
      },
    },
    {
      name: 'whose',
      weight: 1.5,
      draw(random) {
        const noun = pick(mine, random);
        const many = noun.count === 'p';
        const what = many ? noun.plural : noun.english;
        const demonstrative = many ? 'these' : 'this';
        if (chance(0.35, random))
          return sentence(
            `whose ${what} ${many ? 'are these' : 'is this'}`,
            `이건 누구 ${noun.head.with('이에요')}`,
            `whose+${noun.english}`,
            '?',
          );
        const owner = whoOf(noun, random);
        const possessor = chance(0.25, random)
          ? (['mine', '제 '] as const)
          : ([ownerOf(owner), owner.genitive] as const);
        return sentence(
          `${demonstrative} ${what} ${many ? 'are' : 'is'} ${possessor[0]}`,
          `이 ${noun.head.with('은')} ${possessor[1]}거예요`,
          `whose+${noun.english}`,
        );
      },
    },
    {
      name: 'price',
      weight: 1.3,
      draw(random) {
        const noun = pick(goods, random);
        const many = noun.count === 'p';
        const what = `${many ? 'these' : 'this'} ${many ? noun.plural : noun.english}`;
        if (chance(0.5, random))
          return sentence(
            `how much ${many ? 'are' : 'is'} ${what}`,
            `이 ${noun.head.with('은')} 얼마예요`,
            `price+${noun.english}`,
            '?',
          );
        const most = noun.kinds.has('reading') ? 30 : noun.kinds.has('dishware') ? 25 : 95;
        const won = 1000 * ((most > 30 ? 15 : 3) + Math.floor(random.uniform() * (most - 10)));
        const text = `${Math.floor(won / 1000)},000 won`;
        const verb = chance(0.5, random) ? (many ? 'are' : 'is') : many ? 'cost' : 'costs';
        return noun.kinds.has('clothes') ||
          noun.kinds.has('reading') ||
          noun.kinds.has('dishware') ||
          noun.kinds.has('bags')
          ? sentence(
              `${what} ${verb} ${text}`,
              `이 ${noun.head.with('은')} ${koreanPrice(won)}이에요`,
              `price+${noun.english}`,
            )
          : NONE;
      },
    },
    {
      name: 'where-buy',
      weight: 1.5,
      draw(random) {
        const noun = pick(shopping, random);
        const what =
          noun.count === 'c'
            ? chance(0.5, random)
              ? `${article(noun.english)} ${noun.english}`
              : noun.plural
            : noun.english;
        const form = Math.floor(random.uniform() * 3);
        if (form === 0)
          return sentence(
            `where can I buy ${what}`,
            `${noun.head.with('을')} 어디에서 살 수 있어요`,
            `shop+${noun.english}`,
            '?',
          );
        if (form === 1)
          return sentence(
            `do you sell ${plural(noun)} here`,
            `여기서 ${noun.head.with('을')} 팔아요`,
            `shop+${noun.english}`,
            '?',
          );
        if (!goods.includes(noun)) return NONE;
        return sentence(
          `where did you buy your ${noun.count === 'p' ? noun.plural : noun.english}`,
          `${noun.head.with('을')} 어디에서 사셨어요`,
          `shop+${noun.english}`,
          '?',
        );
      },
    },
    {
      name: 'do-you-have',
      weight: 0.5,
      draw(random) {
        const noun = pick(needs, random);
        const what =
          noun.count === 'c'
            ? `${article(noun.english)} ${noun.english}`
            : noun.count === 'p'
              ? noun.plural
              : `any ${noun.english}`;
        const form = Math.floor(random.uniform() * 3);
        if (form === 0) return sentence(`do you have ${what}`, `${noun.head.text} 있어요`, `have+${noun.english}`, '?');
        if (
          form === 1 &&
          (noun.kinds.has('takeable') || noun.kinds.has('pharmacies') || /whiteboard/.test(noun.english))
        )
          return NONE;
        if (form === 1)
          return sentence(
            `can I borrow your ${noun.count === 'p' ? noun.plural : noun.english}`,
            `${noun.head.text} 좀 빌려도 돼요`,
            `borrow+${noun.english}`,
            '?',
          );
        return sentence(`I don't have ${what}`, `저는 ${noun.head.with('이')} 없어요`, `have+${noun.english}`);
      },
    },
    {
      name: 'order',
      weight: 1.3,
      draw(random) {
        const noun = pick(orders, random);
        const phrase = nounPhrase(noun, 'n', '', random);
        const korean = phrase.before + phrase.head.text;
        const form = Math.floor(random.uniform() * 3);
        if (form === 0) return sentence(`${phrase.english}, please`, `${korean} 주세요`, `order+${noun.english}`);
        if (form === 1)
          return sentence(`can I get ${phrase.english}`, `${korean} 주시겠어요`, `order+${noun.english}`, '?');
        return sentence(`I'd like ${phrase.english}, please`, `${korean} 부탁해요`, `order+${noun.english}`);
      },
    },
    {
      name: 'favorite',
      weight: 1.5,
      draw(random) {
        const { english, korean, nouns } = pick(liked, random);
        const noun = pick(nouns, random);
        const owner = chance(0.5, random) ? null : kit.other(random);
        const possessor = owner ? ownerOf(owner) : 'my';
        return sentence(
          `${possessor} favorite ${english} is ${best(noun, english)}`,
          `${owner ? owner.nominative : '제가 '}제일 좋아하는 ${withParticle(korean, '은')} ${noun.head.with('이에요')}`,
          `favorite+${noun.english}`,
        );
      },
    },
    {
      name: 'like-better',
      weight: 3,
      draw(random) {
        const { nouns, english: category } = pick(liked, random);
        const one = pick(nouns, random);
        const other = pick(nouns, random);
        if (isKindOf(one, other) || isKindOf(other, one)) return NONE;
        if (category === 'food' && isSweet(one) !== isSweet(other)) return NONE;
        const key = `${one.english}+${other.english}`;
        const form = Math.floor(random.uniform() * 4);
        if (form === 0)
          return sentence(
            `which do you like better, ${plural(one)} or ${plural(other)}`,
            `${one.head.with('과')} ${other.head.text} 중에 ${category === 'city' || category === 'country' ? '어디가' : '뭐가'} 더 좋아요`,
            key,
            '?',
          );
        if (form === 1)
          return sentence(
            `I like ${plural(one)} better than ${plural(other)}`,
            `저는 ${other.head.text}보다 ${one.head.with('을')} 더 좋아해요`,
            key,
          );
        if (form === 2)
          return sentence(
            `I like ${plural(one)}, but I don't like ${plural(other)}`,
            `${one.head.with('은')} 좋아하지만 ${other.head.with('은')} 안 좋아해요`,
            key,
          );
        const subject = kit.other(random);
        const verb = subject.agreement === 'third' ? 'likes' : 'like';
        return sentence(
          `${subject.english} ${verb} both ${plural(one)} and ${plural(other)}`,
          `${topic(subject, random)}${one.head.with('과')} ${other.head.with('을')} 둘 다 ${subject.respected ? '좋아하세요' : '좋아해요'}`,
          key,
        );
      },
    },
    {
      name: 'for-whom',
      weight: 1,
      draw(random) {
        const noun = pick(nounsOf('gifts'), random);
        const owner = whoOf(noun, random);
        return sentence(
          `${noun.count === 'p' ? 'these' : 'this'} ${noun.count === 'p' ? noun.plural : noun.english} ${noun.count === 'p' ? 'are' : 'is'} for ${owner.english}`,
          `이 ${noun.head.with('은')} ${owner.genitive.trimEnd()}${owner.respected ? '께 드릴' : '에게 줄'} 거예요`,
          `give+${noun.english}`,
        );
      },
    },
  ];
}
