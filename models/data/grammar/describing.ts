/** Which adjective suits which noun: pairs that a sentence may put together. */
import type { Adjective } from './adjective.ts';
import { BE } from './building.ts';
import { createThing, type Subject } from './subject.ts';
import type { Predicate } from './frame.ts';
import type { Lexicon } from './lexicon.ts';
import { nounPhrase, type Determiner, type Noun } from './noun.ts';
import type { Random } from '../../random.ts';
import { pick } from './choice.ts';

export interface Description {
  noun: Noun;
  adjective: Adjective;
}

/** `be spicy`, 맵다. */
export const being = (adjective: Adjective): Predicate => ({
  key: adjective.english,
  verb: BE,
  after: ` ${adjective.english}`,
  lead: '',
  word: adjective.word,
});

/** Kinds of noun that are someone's own. */
const OWNED = ['clothes', 'bags', 'gadget', 'ownvehicle', 'pet', 'bedding', 'handy'];
const SHOWN: readonly Determiner[] = ['the', 'this', 'this', 'that'];
const SHOWN_OR_OWN: readonly Determiner[] = [...SHOWN, 'my', 'your'];

/** All pairs of noun and adjective; only before the noun, or only after it, where the adjective asks for that. */
export function descriptions(
  lexicon: Lexicon,
  test: (description: Description) => boolean = () => true,
): Description[] {
  const pairs: Description[] = [];
  for (const noun of lexicon.nouns.values()) {
    if (noun.english === 'person' || noun.english === 'weather' || noun.english === 'sky' || noun.kinds.has('body'))
      continue; // rules of their own
    for (const adjective of noun.adjectives) {
      if (test({ noun, adjective })) pairs.push({ noun, adjective });
    }
    for (const adjective of noun.predicates) {
      if (test({ noun, adjective })) pairs.push({ noun, adjective });
    }
  }
  return pairs;
}

const subjects = new Map<string, Subject>();

/** A noun as the subject of a sentence: this bag, my bag, Korean (no article), the moon. */
export function thing(noun: Noun, random: Random, determiner?: Determiner): Subject {
  const owned = OWNED.some((kind) => noun.kinds.has(kind));
  const chosen =
    determiner ??
    pick(noun.kinds.has('nature') || noun.kinds.has('skies') ? ONE : owned ? SHOWN_OR_OWN : SHOWN, random);
  const key = `${chosen} ${noun.english}`;
  let subject = subjects.get(key);
  if (!subject) {
    const phrase = nounPhrase(noun, chosen, 'my', random);
    const korean = noun.count === 'n' ? phrase.head.text : phrase.before + phrase.head.text;
    subject = createThing(phrase.english, korean, phrase.plural);
    subjects.set(key, subject);
  }
  return subject;
}

const ONE: readonly Determiner[] = ['the', 'this', 'that'];
