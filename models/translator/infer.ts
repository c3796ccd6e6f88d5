/** Translates whole texts, both ways: what must not change is protected, long text goes segment by segment. */
import { createHash } from 'node:crypto';
import { detectLanguage, type Language } from '../../shared/language.ts';
import { normalise } from '../../shared/text.ts';
import type { Card } from '../artifact.ts';
import type { Translation, Translator, TranslateOptions } from '../translation.ts';
import { loadDirection, type DirectionTranslator, type SegmentTranslation } from './direction.ts';
import { createGlossary, GLOSSARY_LIMITS, type Glossary } from './glossary.ts';
import type { DirectionName } from './pairs.ts';
import { protect, restore } from './protect.ts';
import { joinTranslations, splitSegments } from './segments.ts';
import { findTerms } from './terms.ts';

/** Characters of a segment: the network's training text is seldom longer. */
const MAX_SEGMENT_CHARACTERS = 60;

/** Unseen names of one text that are looked after. */
const MAX_NAMES = 8;

const HAS_LETTERS = /\p{L}/u;

/** Translations of the last text's segments by what they say; a text that is being typed repeats all but its last. */
type Memory = Map<string, SegmentTranslation>;

export interface LoadOptions {
  glossary?: Glossary | undefined;
}

/** @throws ArtifactError when the folder holds no sound translator. */
export async function loadTranslator(folder: string, options: LoadOptions = {}): Promise<Translator> {
  const [toKorean, toEnglish] = await Promise.all([loadDirection(folder, 'en-ko'), loadDirection(folder, 'ko-en')]);
  return createTranslator({ 'en-ko': toKorean, 'ko-en': toEnglish }, options);
}

/** One card for both directions. */
function joinCards(directions: Record<DirectionName, DirectionTranslator>): Card {
  const cards = Object.values(directions).map(({ card }) => card);
  const [first] = cards as [Card, ...Card[]];
  const sums = cards.map(({ checksum }) => checksum).join('');
  return {
    ...first,
    parameters: cards.reduce((sum, { parameters }) => sum + parameters, 0),
    checksum: createHash('sha256').update(sums).digest('hex'),
  };
}

const NOTHING = { score: 0, isSure: false, alternatives: [] };

export function createTranslator(
  directions: Record<DirectionName, DirectionTranslator>,
  { glossary }: LoadOptions = {},
): Translator {
  const directionOf = (text: string, to: Language | undefined): DirectionName | undefined => {
    const from = to === undefined ? detectLanguage(text) : to === 'ko' ? 'en' : 'ko';
    return from === undefined ? undefined : from === 'en' ? 'en-ko' : 'ko-en';
  };

  /** The glossary, and in one with it the names of this text that the network cannot know, by their sound. */
  const termsFor = async (text: string, direction: DirectionTranslator): Promise<Glossary | undefined> => {
    const names = direction.findNames(text).slice(0, MAX_NAMES);
    if (names.length === 0) return glossary;
    const sounds = await direction.transliterate(names);
    const pairs = names.map((english, index) => ({ english, korean: sounds[index] ?? '' }));
    const told = glossary?.pairs ?? [];
    const room = GLOSSARY_LIMITS.pairs - told.length;
    return createGlossary([...told, ...pairs.filter(({ korean }) => korean !== '').slice(0, room)]);
  };

  const prepare = async (text: string, name: DirectionName) => {
    const [language, target] = name.split('-') as [Language, Language];
    const options = { language, glossary: await termsFor(text, directions[name]) };
    const segments = splitSegments(text, MAX_SEGMENT_CHARACTERS, findTerms(text, options));
    const guarded = segments.map((segment) => (segment.isTranslatable ? protect(segment.text, options) : undefined));
    return { target, segments, guarded };
  };

  const translate = async (text: string, { to, signal }: TranslateOptions, memory: Memory): Promise<Translation> => {
    const normal = normalise(text);
    const name = directionOf(normal, to);
    if (name === undefined || normal.trim() === '') return { text: normal, ...NOTHING };
    const direction = directions[name];
    const { target, segments, guarded } = await prepare(normal, name);
    // A segment that is nothing but a protected term is not for the network.
    const wanted = guarded.flatMap((item) => (item !== undefined && HAS_LETTERS.test(item.text) ? [item.text] : []));
    const keyOf = (said: string): string => `${name}\n${said}`;
    // Taken out of the memory before the wait, in which another text may fill it.
    const results = new Map(wanted.map((said) => [said, memory.get(keyOf(said))]));
    const missing = [...results.keys()].filter((said) => results.get(said) === undefined);
    const found = await direction.translate(missing, { signal });
    missing.forEach((said, index) => results.set(said, found[index]));
    memory.clear();
    for (const [said, result] of results) if (result !== undefined) memory.set(keyOf(said), result);

    let score = 1;
    const alternatives: string[] = [];
    const translations = segments.map((segment, index) => {
      const item = guarded[index];
      if (item === undefined) return segment.text;
      const result = results.get(item.text);
      // The text is as good as its least certain segment.
      score = Math.min(score, result?.score ?? 1);
      if (segments.length === 1 && result !== undefined) {
        alternatives.push(...result.alternatives.map((said) => restore(said, item.terms, { language: target })));
      }
      return restore(result?.text ?? item.text, item.terms, { language: target });
    });
    if (guarded.every((item) => item === undefined)) return { text: normal, ...NOTHING };
    return {
      text: joinTranslations(segments, translations),
      score,
      isSure: score >= direction.confidence.threshold,
      alternatives: [...new Set(alternatives)],
    };
  };

  return {
    card: joinCards(directions),
    createTypist() {
      const memory: Memory = new Map();
      return { translate: (text, options = {}) => translate(text, options, memory) };
    },
    translate: (text, options = {}) => translate(text, options, new Map()),
    async explain(text, { to } = {}) {
      const normal = normalise(text);
      const name = directionOf(normal, to);
      if (name === undefined) return undefined;
      const { guarded } = await prepare(normal, name);
      const explained = [];
      for (const item of guarded) {
        if (item !== undefined && HAS_LETTERS.test(item.text)) {
          explained.push(await directions[name].explain(item.text));
        }
      }
      if (explained.length === 0) return undefined;
      const source = explained.flatMap((part, index) => (index === 0 ? part.source : [' ', ...part.source]));
      let before = 0;
      const weights = explained.flatMap((part) => {
        const start = before;
        before += part.source.length + 1;
        return part.weights.map((row) => source.map((_, place) => row[place - start] ?? 0));
      });
      return { source, target: explained.flatMap((part) => part.target), weights };
    },
    async release() {
      await Promise.all(Object.values(directions).map((direction) => direction.release()));
    },
  };
}
