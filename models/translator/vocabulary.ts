/**
 * How the translator reads and writes text. It reads twice: characters (Korean ones as jamo), so that a misspelt or
 * unseen word still has a spelling, and units, so that a known word is known at once: English words, Korean subwords.
 * It writes subwords, each character of which is one too.
 */
import * as v from 'valibot';
import type { Language } from '../../shared/language.ts';
import { createSubwords, learnSubwords } from '../subwords.ts';
import { PLACEHOLDERS } from './protect.ts';
import { normalise } from '../../shared/text.ts';

/**
 * What is asked for, said to the network as the first character and unit: a translation (into Korean: polite, or in the
 * plain style of books and friends), or a name's sound in the other script.
 */
export const TASKS = ['translate', 'plain', 'name'] as const;
export type Task = (typeof TASKS)[number];

/** Stands before what begins a word, as in SentencePiece (Kudo & Richardson 2018), so that text comes back with its spaces. */
const WORD_START = '▁';
/** The next word has a capital, or only capitals: written once, not in two spellings of each word. */
const CAPITAL = '⇧';
const CAPITALS = '⇪';

export const BLANK = 0;
export const UNKNOWN = 1;
const FIRST_SOURCE_ID = 2 + TASKS.length;
/** The target's symbols that are no text. */
export const SPECIAL = { blank: BLANK, start: 1, end: 2 } as const;
const FIRST_TARGET_ID = 3;

const symbols = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1), v.maxLength(100_000));
/** How vocabularies are kept: what is read (characters, units), and what is written (pieces). */
export const vocabularySchema = v.object({ characters: symbols, units: symbols, pieces: symbols });

/** Modern jamo, of which every Hangul syllable can be written. */
const JAMO = [
  ...Array.from({ length: 19 }, (_, index) => 0x1100 + index),
  ...Array.from({ length: 21 }, (_, index) => 0x1161 + index),
  ...Array.from({ length: 27 }, (_, index) => 0x11a8 + index),
].map((code) => String.fromCodePoint(code));

/** Words (with what an apostrophe joins), single digits, and every other character by itself. */
const TOKEN = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\S/gu;

export interface Token {
  text: string;
  /** Whether a space, or nothing, stands before it. */
  startsWord: boolean;
}

/** One spelling for what is one to a reader: NFC, straight apostrophes, single spaces. */
export const tidyText = (text: string): string =>
  normalise(text).replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/\s+/gu, ' ').trim();

/** @param text as `tidyText` leaves it. */
function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: token, index }) => ({
    text: token,
    startsWord: index === 0 || text[index - 1] === ' ',
  }));
}

/** A text's words, digits and signs. */
export const splitTokens = (text: string): Token[] => tokensOf(tidyText(text));

/** What the network is given of one text. */
export interface SourceIds {
  characters: number[];
  units: number[];
  /** For each unit, the places of its first and last character. */
  first: number[];
  last: number[];
}

export interface SourceVocabulary {
  readonly language: Language;
  readonly characters: readonly string[];
  readonly units: readonly string[];
  readonly characterCount: number;
  readonly unitCount: number;
  /** Whether this is a unit, in lower case. */
  hasUnit(unit: string): boolean;
  encode(text: string, task: Task): SourceIds;
}

/** The characters the network reads for a text. */
export const spell = (text: string, language: Language): string[] =>
  Array.from(language === 'ko' ? text.normalize('NFD') : text);

export function createSourceVocabulary(
  language: Language,
  characters: readonly string[],
  units: readonly string[],
): SourceVocabulary {
  const characterIds = new Map(characters.map((character, index) => [character, FIRST_SOURCE_ID + index]));
  const unitIds = new Map(units.map((unit, index) => [unit, FIRST_SOURCE_ID + index]));
  const subwords = createSubwords(language === 'ko' ? units : []);
  const splitToken = (token: Token): readonly string[] =>
    language === 'en' ? [token.text] : subwords.split(markStart(token));
  return {
    language,
    characters,
    units,
    characterCount: FIRST_SOURCE_ID + characters.length,
    unitCount: FIRST_SOURCE_ID + units.length,
    hasUnit: (unit) => unitIds.has(unit),
    encode(text, task) {
      const tag = 2 + TASKS.indexOf(task);
      const ids: SourceIds = { characters: [tag], units: [tag], first: [0], last: [0] };
      const idOf = (character: string): number => characterIds.get(character) ?? UNKNOWN;
      for (const token of tokensOf(tidyText(text).toLowerCase())) {
        if (token.startsWord && ids.characters.length > 1) ids.characters.push(idOf(' '));
        for (const unit of splitToken(token)) {
          const spelling = spell(unit.replace(WORD_START, ''), language);
          // A marker that is no piece with what follows it.
          if (spelling.length === 0) continue;
          ids.units.push(unitIds.get(unit) ?? UNKNOWN);
          ids.first.push(ids.characters.length);
          ids.characters.push(...spelling.map(idOf));
          ids.last.push(ids.characters.length - 1);
        }
      }
      return ids;
    },
  };
}

/** Units of a training text, counted for `createSourceVocabulary`. */
export function learnSource(
  language: Language,
  texts: Iterable<string>,
  { units: size, minCount }: { units: number; minCount: number },
): { characters: string[]; units: string[] } {
  const characters = new Map<string, number>();
  const tokens = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const text of texts) {
    const tidy = tidyText(text).toLowerCase();
    for (const character of spell(tidy, language)) add(characters, character);
    for (const token of tokensOf(tidy)) add(tokens, language === 'en' ? token.text : markStart(token));
  }
  const frequent = (counts: Map<string, number>, least: number): string[] =>
    Array.from(counts)
      .filter(([, count]) => count >= least)
      .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
      .map(([key]) => key);
  return {
    characters: distinct([...frequent(characters, minCount), ...PLACEHOLDERS]),
    units: distinct([
      ...PLACEHOLDERS,
      ...(language === 'en' ? frequent(tokens, minCount).slice(0, size) : learnSubwords(tokens, size, minCount)),
    ]),
  };
}

const distinct = (symbols: readonly string[]): string[] => [...new Set(symbols)];
const markStart = ({ text, startsWord }: Token): string => (startsWord ? WORD_START : '') + text;

export interface TargetVocabulary {
  readonly pieces: readonly string[];
  readonly size: number;
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
  pieceOf(id: number): string;
  /** The pieces of an output as a reader knows them, capitals in their place, each with its step. */
  describe(ids: readonly number[]): { piece: string; step: number }[];
  /** Every piece that has this in it. */
  idsWith(text: string): ReadonlySet<number>;
}

/** A token with its capitals said by a marker; those of a word like PhD stay in it. */
function markCapitals(token: Token): { marker: string | undefined; token: Token } {
  const { text, startsWord } = token;
  const lower = text.toLowerCase();
  const said = { text: lower, startsWord };
  if (lower === text) return { marker: undefined, token };
  if (text === capitalise(lower)) return { marker: CAPITAL, token: said };
  return text === lower.toUpperCase() ? { marker: CAPITALS, token: said } : { marker: undefined, token };
}

/** A word, or the beginning of one, as a token has it. */
const LETTERS = /^ ?[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*'?$/u;

const capitalise = (word: string): string => word.replace(/\p{L}/u, (letter) => letter.toUpperCase());

export function createTargetVocabulary(pieces: readonly string[]): TargetVocabulary {
  const subwords = createSubwords(pieces);
  const ids = new Map(pieces.map((piece, index) => [piece, FIRST_TARGET_ID + index]));
  const isCased = ids.has(CAPITAL);
  const pieceOf = (id: number): string => pieces[id - FIRST_TARGET_ID] ?? '';
  return {
    pieces,
    size: FIRST_TARGET_ID + pieces.length,
    pieceOf,
    describe(encoded) {
      let marker = '';
      return encoded.flatMap((id, step) => {
        const piece = pieceOf(id);
        const before = marker;
        marker = piece === CAPITAL || piece === CAPITALS ? piece : '';
        if (marker !== '') return [];
        return [{ step, piece: before === CAPITAL ? capitalise(piece) : before === '' ? piece : piece.toUpperCase() }];
      });
    },
    idsWith: (text) => new Set(Array.from(ids).flatMap(([piece, id]) => (piece.includes(text) ? [id] : []))),
    encode(text) {
      return tokensOf(tidyText(text)).flatMap((whole) => {
        const { marker, token } = isCased ? markCapitals(whole) : { marker: undefined, token: whole };
        const parts = subwords.split(markStart(token)).flatMap((piece) => {
          const id = ids.get(piece);
          if (id !== undefined) return [id];
          // An unseen syllable is written in jamo, an unseen capital small; what cannot be written at all is left out.
          return Array.from(piece.normalize('NFD')).flatMap(
            (character) => ids.get(character) ?? ids.get(character.toLowerCase()) ?? [],
          );
        });
        if (parts.every((id) => pieces[id - FIRST_TARGET_ID] === WORD_START)) return [];
        return [...(marker === undefined ? [] : [ids.get(marker) ?? []].flat()), ...parts];
      });
    },
    decode(encoded) {
      let text = '';
      let marker = '';
      /** What was written since the marker. */
      let word = '';
      for (const id of encoded) {
        const piece = pieceOf(id);
        const bare = piece.replace(WORD_START, ' ');
        if (piece === CAPITAL || piece === CAPITALS) {
          marker = piece;
          word = '';
          continue;
        }
        // Capitals end with their word: TV-show.
        if (word.trim() !== '' && !(marker === CAPITALS && LETTERS.test(word + bare))) marker = '';
        text += marker === CAPITAL ? capitalise(bare) : marker === CAPITALS ? bare.toUpperCase() : bare;
        word += bare;
      }
      return text.normalize('NFC').replace(/ +/g, ' ').trim();
    },
  };
}

/** Pieces of a training text's target language. */
export function learnTarget(
  language: Language,
  texts: Iterable<string>,
  { pieces: size, minCount }: { pieces: number; minCount: number },
): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const whole of tokensOf(tidyText(text))) {
      const marked = markStart(language === 'en' ? markCapitals(whole).token : whole);
      counts.set(marked, (counts.get(marked) ?? 0) + 1);
    }
  }
  const always = [WORD_START, ...PLACEHOLDERS, ...(language === 'en' ? [CAPITAL, CAPITALS] : JAMO)];
  return distinct([...always, ...learnSubwords(counts, size - always.length, minCount)]);
}
