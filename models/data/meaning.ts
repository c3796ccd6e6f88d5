/**
 * What a pair of the grammar is about, said once for both languages: its combination of content words with every way to
 * say the same thing put into one. Rest, relax and take a break are all 쉬다, so whichever of them is drawn, the pair
 * falls into the same part.
 *
 * Words are joined by what they share, English or Korean, within what they go with: `take+medicine` and `eat+bread` are
 * both 먹다 and stay apart, as no sentence of one is a sentence of the other. Joined as bare words, half of the verbs
 * would be one meaning by way of take, have and 하다.
 */
import type { Frame } from './grammar/frame.ts';
import type { Noun } from './grammar/noun.ts';
import { loadLexicon, type Lexicon } from './grammar/lexicon.ts';
import { koreanKey } from './key.ts';
import { createGroups, splitOf, type Part } from './split.ts';

/** The name of what a combination means: equal for all that may come out as the same sentence of either language. */
export type MeaningOf = (pair: { combination: string; rule?: string }) => string;

export interface Meanings {
  meaningOf: MeaningOf;
  /** The English of each group that has more than one, the largest first. */
  groups: readonly (readonly string[])[];
}

/** Forms in which two verbs may fall together: 사는 is of 사다 and of 살다. */
const ENDINGS = ['아요', '았어요', '는', '(으)세요'] as const;

/** All forms of a frame's verb that say which it is. */
const formsOf = ({ word }: Frame): string[] =>
  [word, word.honorific()].flatMap((said) => ENDINGS.map((ending) => `${ending} ${said.form(ending)}`));

/** What stands before them, with and without particles, some of which the rules change. */
function leadsOf(frame: Frame, nouns: readonly Noun[]): string[] {
  const lead = (bare: boolean): string =>
    koreanKey(
      frame.korean
        .map((part) =>
          typeof part === 'string' ? part : (nouns[part.slot]?.head.with(bare ? '' : part.particle) ?? ''),
        )
        .join(''),
    );
  return [...new Set([lead(false), lead(true)])];
}

/** Every choice of nouns for the slots. */
function fillings(frame: Frame): Noun[][] {
  let found: Noun[][] = [[]];
  for (const { nouns } of frame.slots) found = found.flatMap((before) => nouns.map((noun) => [...before, noun]));
  return found;
}

/** English without what a rule adds or leaves out, so that `solve+problem` meets `solve the problem`. */
const wordsOf = (piece: string): string[] =>
  piece
    .toLowerCase()
    .replace(/\b(?:a|an|the|my|our|some) /g, '')
    .split(/[+ ]+/);

/** What only says which rule it was: "It's cold" and "I'm cold" are one sentence in Korean. */
const LEFT_OUT = /^weather\+/;

/** Frames that meet in some sentence though their patterns differ: "I speak French well", 그리스에 가 보고 싶어요. */
const MEETING: readonly (readonly [frame: string, other: string])[] = [
  ['be good at', 'speak'],
  ['save money to buy', 'buy'],
  ['visit', 'go to'],
  ['sleep late on weekends', 'oversleep'],
  ['sing karaoke', 'sing'],
  ['try', 'eat'],
  ['work on weekends', 'work'],
];

export function createMeanings(lexicon: Lexicon = loadLexicon()): Meanings {
  const groups = createGroups();
  const english = new Set<string>();
  const keyOf = (piece: string): string => {
    const name = wordsOf(piece).join(' ');
    english.add(name);
    return `en:${name}`;
  };
  const join = (piece: string, keys: readonly string[]): void => {
    groups.join([keyOf(piece), ...keys]);
  };
  const nouns = [...lexicon.nouns.values()];
  const byKorean = new Map<string, Noun[]>();
  for (const noun of nouns) {
    byKorean.set(noun.head.text, [...(byKorean.get(noun.head.text) ?? []), noun]);
    join(noun.english, [`noun:${noun.head.text}`]);
    // Glasses to drink from, or to see with?
    if (noun.plural !== noun.english && lexicon.nouns.has(noun.plural)) join(noun.english, [keyOf(noun.plural)]);
  }
  for (const { english: name, adnominal } of lexicon.adjectives) join(name, [`adjective:${adnominal}`]);

  const bare = new Set(lexicon.frames.filter(({ slots }) => slots.length === 0).map(({ key }) => key));
  const doings = new Map(
    lexicon.frames
      .filter(({ slots }) => slots.length === 0)
      .map(({ key, verb }) => [verb.ing + key.slice(verb.base.length), key]),
  );
  for (const [noun, doing] of doings) if (lexicon.nouns.has(noun)) join(noun, [keyOf(doing)]);
  const joinFrame = (frame: Frame): void => {
    const forms = formsOf(frame);
    const textsOf = (leads: readonly string[], kind = 'verb'): string[] =>
      leads.flatMap((lead) => forms.map((form) => `${kind}:${lead} ${form}`));
    // Asked for its object (what did you buy?), a frame stands alone.
    if (frame.gap) join(frame.key, textsOf(leadsOf(frame, []), 'asked'));
    for (const filling of fillings(frame)) {
      const tail = filling.map((noun) => `+${noun.english}`).join('');
      join(frame.key + tail, textsOf(leadsOf(frame, filling)));
      for (const [one, other] of MEETING) if (frame.key === one) join(one + tail, [keyOf(other + tail)]);
      const [noun] = filling;
      if (!noun || filling.length > 1) continue;
      // 호수에서 수영해요: in the lake, or at the lake, as any action may be at a place.
      if (
        bare.has(frame.key.replace(/ \S+$/, '')) &&
        frame.korean.some((part) => typeof part !== 'string' && part.particle === '에서')
      )
        join(frame.key + tail, textsOf(leadsOf(frame, [])));
      // "I like swimming": the noun, or what one does?
      const doing = doings.get(noun.english);
      if (doing !== undefined) join(frame.key + tail, [keyOf(doing)]);
      // Rules that put an adjective before a noun may spell a frame too: `clean+bathroom`, and so `clean+restroom`.
      for (const same of byKorean.get(noun.head.text) ?? [])
        join(frame.key + tail, [keyOf(`${frame.key}+${same.english}`)]);
    }
    // 머리가 아파요: said of the head, or of whoever has a headache.
    if (!frame.subject || frame.slots.length > 0) return;
    for (const { english: name, head } of frame.subject.nouns) {
      const subject = koreanKey(head.with('이'));
      join(`${name}+${frame.key}`, textsOf(leadsOf(frame, []).map((lead) => subject + lead)));
      for (const same of byKorean.get(head.text) ?? [])
        join(`${name}+${frame.key}`, [keyOf(`${same.english}+${frame.key}`)]);
    }
  };
  lexicon.frames.forEach(joinFrame);
  const names = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const name of english) {
    const group = groups.nameOf(`en:${name}`);
    names.set(name, group);
    const others = members.get(group);
    if (others) others.push(name);
    else members.set(group, [name]);
  }
  /** Longest first: a frame with its nouns rather than each by itself. */
  const nameOfWords = (words: readonly string[]): string => {
    const found: string[] = [];
    for (let start = 0; start < words.length;) {
      let end = words.length;
      let name: string | undefined;
      for (; end > start && name === undefined; end -= 1) name = names.get(words.slice(start, end).join(' '));
      found.push(name ?? words[start] ?? '');
      start = name === undefined ? start + 1 : end + 1;
    }
    return found.join('+');
  };
  const known = new Map<string, string>();
  const nameOfPiece = (piece: string): string => {
    let name = known.get(piece);
    if (name === undefined) {
      name = nameOfWords(wordsOf(piece.replace(LEFT_OUT, '')));
      known.set(piece, name);
    }
    return name;
  };
  return {
    meaningOf({ combination, rule }) {
      // This rule names what is looked for alone.
      const said = rule === 'looking-for' ? combination.replace(/^[^+]*/, 'look for') : combination;
      // Two things done, or one and where: `do homework/drink+coffee`, `study@library`.
      return /[/@]/.test(said) ? said.split(/[/@]/).map(nameOfPiece).join('+') : nameOfPiece(said);
    },
    groups: [...members.values()].filter(({ length }) => length > 1).sort((one, other) => other.length - one.length),
  };
}

let common: MeaningOf | undefined;

/** The part of a pair, by what it means. The lexicon is read at the first call, which takes a second or two. */
export function partOfPair(pair: { combination: string; rule?: string }): Part {
  common ??= createMeanings().meaningOf;
  return splitOf(common(pair));
}
