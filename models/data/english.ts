/**
 * English inflection: regular forms by spelling rule, irregular ones handed in from the lexicon. Words of several
 * parts (turn off) inflect their first word.
 */
export interface EnglishVerb {
  base: string;
  third: string;
  past: string;
  participle: string;
  ing: string;
}

const VOWEL = /[aeiou]/;

/** Whether the last consonant doubles before -ed, -ing, -er: one vowel letter before it, in a stressed syllable. */
function doubles(word: string): boolean {
  if (!/(?:[^aeiou]|qu)[aeiou][bdgklmnprtv]$/.test(word)) return false;
  const syllables = word.match(/[aeiouy]+/g)?.length ?? 1;
  return (
    syllables === 1 ||
    /(?:[epnrs]fer|(?:ad|sub|com|per|trans|^o)mit|begin|forget|cur|pel|trol|gret|wrap|plug|zip|babysit)$/.test(word)
  );
}

/** The -s of the third person and of plurals: watches, studies, goes, plays. */
export function addS(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  if (/(?:^|[^a-z])(?:go|do)$|(?:potato|tomato|hero|echo|mango|volcano|tornado|mosquito|veto)$/.test(word))
    return `${word}es`;
  return `${word}s`;
}

function addEd(word: string): string {
  if (word.endsWith('e')) return `${word}d`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ied`;
  return `${doubles(word) ? word + (word.at(-1) ?? '') : word}ed`;
}

function addIng(word: string): string {
  if (word.endsWith('ie')) return `${word.slice(0, -2)}ying`;
  if (/(?:ee|oe|ye)$/.test(word) || word === 'be') return `${word}ing`;
  if (word.endsWith('e')) return `${word.slice(0, -1)}ing`;
  return `${doubles(word) ? word + (word.at(-1) ?? '') : word}ing`;
}

/** Past and participle of irregular verbs, by base form: `eat` → [ate, eaten]. */
export type IrregularVerbs = ReadonlyMap<string, readonly [past: string, participle: string]>;

/** All forms of a verb; what follows its first word stays as it is. */
export function inflectVerb(verb: string, irregular: IrregularVerbs): EnglishVerb {
  const space = verb.indexOf(' ');
  const head = space < 0 ? verb : verb.slice(0, space);
  const tail = space < 0 ? '' : verb.slice(space);
  const regular = addEd(head);
  const [past, participle] = irregular.get(head) ?? [regular, regular];
  const third = head === 'have' ? 'has' : head === 'be' ? 'is' : addS(head);
  return {
    base: verb,
    third: third + tail,
    past: past + tail,
    participle: participle + tail,
    ing: addIng(head) + tail,
  };
}

/** Nouns in -f(e) and -o that go their own way are irregular and stand in the lexicon; a compound inflects its end. */
export function pluralise(noun: string): string {
  return addS(noun);
}

/** Adjectives of two syllables that take -er all the same. */
const SHORT_ENDINGS = /(?:[^aeiou]y|le|ow)$/;

/** `tall` → [taller, tallest], `expensive` → [more expensive, most expensive]. */
export function compare(adjective: string): readonly [comparative: string, superlative: string] {
  const groups = adjective.match(/[aeiouy]+/g) ?? [];
  const syllables = groups.length - (/[^aeiouyl]e$/.test(adjective) && groups.length > 1 ? 1 : 0);
  if (
    adjective.includes(' ') ||
    adjective.includes('-') ||
    syllables > 2 ||
    /(?:ed|ing|ful|less|ous)$/.test(adjective)
  ) {
    if (syllables > 1 || adjective.includes(' ')) return [`more ${adjective}`, `most ${adjective}`];
  }
  if (syllables === 2 && !SHORT_ENDINGS.test(adjective)) return [`more ${adjective}`, `most ${adjective}`];
  if (adjective.endsWith('e')) return [`${adjective}r`, `${adjective}st`];
  if (/[^aeiou]y$/.test(adjective)) return [`${adjective.slice(0, -1)}ier`, `${adjective.slice(0, -1)}iest`];
  const base = doubles(adjective) ? adjective + (adjective.at(-1) ?? '') : adjective;
  return [`${base}er`, `${base}est`];
}

/** Words whose first sound is not what their first letter says. */
const CONSONANT_SOUND = /^(?:uni|use|usu|usb|euro|one\b|ukulele|utensil|uten)/i;
const VOWEL_SOUND = /^(?:hour|honest|honou?r|heir|mp3|x-ray|sms|fm|l\b|m\b|n\b|s\b|f\b|r\b)/i;

/** `a` or `an`, by the sound the next word begins with. */
export function article(next: string): 'a' | 'an' {
  if (VOWEL_SOUND.test(next)) return 'an';
  if (CONSONANT_SOUND.test(next) && !/^unin|^unim|^unid/i.test(next)) return 'a';
  return VOWEL.test((next[0] ?? '').toLowerCase()) || /^(?:8|11|18)/.test(next) ? 'an' : 'a';
}

/** Pronoun + auxiliary, and auxiliary + not, as they are run together in speech. */
const CONTRACTIONS: Readonly<Record<string, string>> = {
  'I am': "I'm",
  'you are': "you're",
  'he is': "he's",
  'she is': "she's",
  'it is': "it's",
  'we are': "we're",
  'they are': "they're",
  'I will': "I'll",
  'you will': "you'll",
  'he will': "he'll",
  'she will': "she'll",
  'it will': "it'll",
  'we will': "we'll",
  'they will': "they'll",
  'I have': "I've",
  'you have': "you've",
  'he has': "he's",
  'she has': "she's",
  'it has': "it's",
  'we have': "we've",
  'they have': "they've",
  'I would': "I'd",
  'you would': "you'd",
  'he would': "he'd",
  'she would': "she'd",
  'we would': "we'd",
  'they would': "they'd",
};

const NEGATIVES: Readonly<Record<string, string>> = {
  will: "won't",
  can: "can't",
  do: "don't",
  does: "doesn't",
  did: "didn't",
  is: "isn't",
  are: "aren't",
  was: "wasn't",
  were: "weren't",
  have: "haven't",
  has: "hasn't",
  could: "couldn't",
  should: "shouldn't",
  would: "wouldn't",
};

/** `I` and `am` → I'm; null where nobody contracts (Minsu has, I was). */
export const contraction = (subject: string, auxiliary: string): string | null =>
  CONTRACTIONS[`${subject} ${auxiliary}`] ?? null;

/** `will` → won't; null where there is none (am, may, might). */
export const negativeContraction = (auxiliary: string): string | null => NEGATIVES[auxiliary] ?? null;

/** A sentence begins with a capital. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
