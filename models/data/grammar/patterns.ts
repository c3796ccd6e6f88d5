/** Rows of verbs.tsv as frames: patterns with slots, and what the frame may be used for. */
import { inflectVerb, type IrregularVerbs } from '../english.ts';
import { createKoreanWord, KOREAN_CLASSES, type KoreanClass } from '../korean-conjugation.ts';
import type { EnglishPart, Frame, KoreanPart, Slot } from './frame.ts';
import type { Determiner, Noun } from './noun.ts';
import type { Place } from './place.ts';
import { LexiconError, listOf, type Row } from './tables.ts';

/**
 * What a frame may be used for, a letter each; a preset stands for its letters.
 *
 * p past, f future, h habit (often, every day), n in progress, x a state (know, live), c possible, k a skill, w wished for,
 * m a duty, s good advice, l done together (let's), r asked of someone for oneself, o told someone for their own good,
 * d forbidden, a asked leave for, e an experience (have you ever), j a pleasure (like doing), v done in company, q part of
 * a day, g good luck, b bad luck, G its object is never asked for. Times: t any, D only days, L months and years.
 */
export const USES: Readonly<Record<string, string>> = {
  hobby: 'pfhncwslejqvt',
  meal: 'pfhnwlqvD',
  skill: 'phncwkje',
  chore: 'pfhncmsroqt',
  task: 'pfncmsqt',
  errand: 'pfcwmlt',
  trip: 'pfcwslevt',
  help: 'pfcroa',
  mishap: 'pbt',
  triumph: 'pgt',
  vice: 'phd',
  care: 'pfomswq',
  mind: 'x',
  life: 'pfwL',
};

const DETERMINERS: readonly string[] = [
  'a',
  'an',
  'the',
  'thes',
  'own',
  'pl',
  '0',
  'this',
  'that',
  'n',
  'some',
  'my',
  'your',
];

export function koreanClass(row: Row): KoreanClass | undefined {
  const value = row['class'] ?? '';
  if (value === '') return undefined;
  const known = KOREAN_CLASSES.find((name) => name === value);
  if (!known) throw new LexiconError(`${row['at']}: unknown class ${value}`);
  return known;
}

/** Both languages of a row, which no row may lack. */
export const columns = (row: Row): { english: string; korean: string } => {
  const { english, korean } = row;
  if (!english || !korean) throw new LexiconError(`${row['at']}: english and korean must be filled`);
  return { english, korean };
};

function parseUses(field: string | undefined, at: string | undefined): Set<string> {
  const uses = new Set<string>();
  for (const item of listOf(field)) {
    const add = !item.startsWith('-');
    const name = item.replace(/^[+-]/, '');
    const letters = USES[name] ?? name;
    if (!/^[a-zA-Z]+$/.test(letters) || (letters.length > 3 && !USES[name] && !/^[+-]/.test(item))) {
      throw new LexiconError(`${at}: uses "${item}"`);
    }
    for (const letter of letters) {
      if (add) uses.add(letter);
      else uses.delete(letter);
    }
  }
  return uses;
}

const PATTERN = /\{([^}]*)\}/;

function parseSlot(spec: string, nounsOf: (kind: string) => Noun[], at: string | undefined): Slot {
  const [determiners = '', kinds = ''] = spec.includes(':') ? spec.split(':') : ['0', spec];
  const names = determiners.split('/');
  for (const name of names) if (!DETERMINERS.includes(name)) throw new LexiconError(`${at}: determiner "${name}"`);
  const nouns = new Set<Noun>();
  for (const kind of kinds.split(',')) {
    const found = nounsOf(kind.replace(/^-/, ''));
    if (found.length === 0) throw new LexiconError(`${at}: no noun or kind "${kind}"`);
    for (const noun of found) {
      if (kind.startsWith('-')) nouns.delete(noun);
      else nouns.add(noun);
    }
  }
  return { determiners: names as Determiner[], nouns: [...nouns] };
}

function parseEnglish(pattern: string, slots: Slot[], slotOf: (spec: string) => Slot): EnglishPart[] {
  return pattern.split(PATTERN).flatMap((text, index): EnglishPart[] => {
    if (index % 2 === 0) return text ? [text] : [];
    if (text === 'own') return [{ pronoun: 'possessive' }];
    if (text === 'self') return [{ pronoun: 'reflexive' }];
    slots.push(slotOf(text));
    return [{ slot: slots.length - 1 }];
  });
}

function parseKorean(pattern: string): KoreanPart[] {
  return pattern.split(PATTERN).flatMap((text, index): KoreanPart[] => {
    if (index % 2 === 0) return text ? [text] : [];
    const number = /^\d/.test(text) ? Number(text[0]) : 1;
    return [{ slot: number - 1, particle: text.replace(/^\d/, '') }];
  });
}

export interface FrameSources {
  nounsOf: (kind: string) => Noun[];
  placesOf: (kind: string) => Place[];
  irregular: IrregularVerbs;
}

/** The irregular forms of a pattern's verb: `lie on` (lay, lain) before `lie` (lied). */
function irregularFor(english: string, irregular: IrregularVerbs): IrregularVerbs {
  const [verb = '', next = ''] = english.split(' ', 2);
  const forms = irregular.get(`${verb} ${next}`) ?? irregular.get(verb);
  return new Map(forms ? [[verb, forms]] : []);
}

export function parseFrame(row: Row, { nounsOf, placesOf, irregular }: FrameSources): Frame {
  const { english, korean } = columns(row);
  const at = row['at'];
  const slots: Slot[] = [];
  const [verb = ''] = english.split(' ', 1);
  const parts = parseEnglish(english.slice(verb.length), slots, (spec) => parseSlot(spec, nounsOf, at));
  const space = korean.lastIndexOf(' ') + 1;
  const koreanParts = parseKorean(korean.slice(0, space));
  const used = new Set(koreanParts.flatMap((part) => (typeof part === 'string' ? [] : [part.slot])));
  if (used.size !== slots.length) throw new LexiconError(`${at}: slots do not match`);
  const where = (row['where'] ?? '').split(',').filter((kind) => kind !== '');
  const places = where.flatMap((kind) => {
    const found = placesOf(kind);
    if (found.length === 0) throw new LexiconError(`${at}: no place "${kind}"`);
    return found;
  });
  const [first] = slots;
  const uses = parseUses(row['uses'], at);
  const objectLast =
    typeof parts.at(-1) === 'object' && koreanParts.some((part) => typeof part !== 'string' && part.particle === '을');
  const key = parts.filter((part) => typeof part === 'string').join('');
  return {
    key: (verb + key).trim().replace(/ +/g, ' '),
    verb: inflectVerb(verb, irregularFor(english, irregular)),
    english: parts,
    korean: koreanParts,
    word: createKoreanWord(korean.slice(space), {
      class: koreanClass(row),
      ...(/(?:에|조용히|[어워아]|고) 있다$/.test(korean) ? { respectful: '계시다' } : {}), // being somewhere, not having
    }),
    slots,
    uses,
    places: [...new Set(places)],
    subject: row['subject'] ? parseSlot(row['subject'], nounsOf, at) : null,
    capacity: slots.reduce((product, slot) => product * slot.nouns.length * slot.determiners.length, 1),
    gap: slots.length === 1 && objectLast && first && !uses.has('G') ? first : null,
  };
}
