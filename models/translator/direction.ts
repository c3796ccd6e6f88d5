/** One direction of the translator: short segments in, what the network and the word list make of them out. */
import path from 'node:path';
import * as v from 'valibot';
import { readArtifact, type Card } from '../artifact.ts';
import { searchBeams, type BeamSettings, type Bounds, type Hypothesis } from './beam.ts';
import { confidenceSchema, featuresOf, NEAR, scoreOf, type Confidence } from './confidence.ts';
import { createLexicon, type Lexicon, type NearWord } from './lexicon.ts';
import { createTranslationNetwork, type TranslationNetwork } from './network.ts';
import { DIRECTIONS, type DirectionName } from './pairs.ts';
import { PLACEHOLDERS } from './protect.ts';
import { createSpelling } from './spelling.ts';
import {
  createSourceVocabulary,
  createTargetVocabulary,
  spell,
  SPECIAL,
  tidyText,
  UNKNOWN,
  vocabularySchema,
  type SourceIds,
  type SourceVocabulary,
  type TargetVocabulary,
  type Task,
} from './vocabulary.ts';
import type { Explanation } from '../translation.ts';

/** Networks of one direction's artifact. */
export const NETWORK_FILES = { encoder: 'encoder.onnx', decoder: 'decoder.onnx' } as const;

/** What an artifact's vocabulary.json holds: also the word list, as rows of a word and its translations. */
const artifactVocabularySchema = v.object({
  ...vocabularySchema.entries,
  listed: v.array(v.pipe(v.array(v.string()), v.minLength(2))),
});
const settingsSchema = v.object({
  maxPieces: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
  confidence: confidenceSchema,
});

export interface SegmentTranslation {
  text: string;
  /** Probability that it is right. */
  score: number;
  alternatives: string[];
  /** What the score was made of, where the network answered. */
  features?: number[];
  /** Where the word list answered: how many keys were wrong. */
  lookedUp?: { errors: number };
  /** Whether the bound cut the output. */
  isCut: boolean;
}

export interface SegmentOptions {
  task?: Task;
  /** Whether the word list, and known words where one is misspelt, have a say; true when left out. */
  useLexicon?: boolean;
  signal?: AbortSignal | undefined;
}

export interface DirectionTranslator {
  readonly card: Card;
  readonly confidence: Confidence;
  /** Translates all at once: cheaper than one after the other. */
  translate(segments: readonly string[], options?: SegmentOptions): Promise<SegmentTranslation[]>;
  /** Names in a text that the network has never seen: words with a capital, not at the beginning of a sentence. */
  findNames(text: string): string[];
  /** How a word sounds in the other script. */
  transliterate(words: readonly string[]): Promise<string[]>;
  /** How the network came to its translation of a segment. */
  explain(segment: string): Promise<Explanation>;
  release(): Promise<void>;
}

/** Wider, longer or more patient beams gave no better translations (docs/log.md). */
const BEAM: BeamSettings = { start: SPECIAL.start, end: SPECIAL.end, width: 3, lengthPenalty: 1, margin: 0.5 };
/** How much a word's place in the list says against it, where several are as near to what was typed. */
const PLACE_WEIGHT = 0.5;
const MAX_ALTERNATIVES = 4;
/** Sounds of names that are remembered. */
const MAX_SOUNDS = 1_000;
const ONE_WORD = /^\p{L}[\p{L}\p{M}'’-]*$/u;
/** Longer words are no names, and no terms that a glossary takes. */
const NAME = /(?<=[\p{L}\p{N}][,;:]? )\p{Lu}\p{Ll}{1,30}(?![\p{L}'’])/gu;

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** @throws ArtifactError when the folder holds no sound translator of this direction. */
export async function loadDirection(folder: string, name: DirectionName): Promise<DirectionTranslator> {
  const files = readArtifact(path.join(folder, name), 'translator', {
    networks: Object.values(NETWORK_FILES),
    vocabulary: artifactVocabularySchema,
    train: `npm run train -- translator --direction ${name} --save`,
  });
  const { card, vocabulary, fail } = files;
  const settings = v.safeParse(settingsSchema, card.settings);
  if (!settings.success) return fail('card.json', `is not valid: ${settings.issues[0].message}`);
  const direction = DIRECTIONS[name];
  const [encoder, decoder] = await Promise.all([
    files.createSession(NETWORK_FILES.encoder),
    files.createSession(NETWORK_FILES.decoder),
  ]);
  return createDirection({
    card,
    source: createSourceVocabulary(direction.source, vocabulary.characters, vocabulary.units),
    target: createTargetVocabulary(vocabulary.pieces),
    network: createTranslationNetwork(encoder, decoder),
    lexicon: createLexicon(vocabulary.listed, direction),
    ...settings.output,
  });
}

interface DirectionParts {
  card: Card;
  source: SourceVocabulary;
  target: TargetVocabulary;
  network: TranslationNetwork;
  lexicon: Lexicon;
  maxPieces: number;
  confidence: Confidence;
}

export function createDirection({
  card,
  source,
  target,
  network,
  lexicon,
  maxPieces,
  confidence,
}: DirectionParts): DirectionTranslator {
  const spelling = createSpelling(source.language === 'en' ? source.units : []);
  /** A placeholder may be written by itself or with the space before it. */
  const placeholderIds = PLACEHOLDERS.map((placeholder) => ({ placeholder, ids: target.idsWith(placeholder) }));

  /** A translation is no longer than three pieces a unit, and every placeholder comes once. */
  const boundsOf = (text: string, { units }: SourceIds): Bounds => {
    const required = placeholderIds.filter(({ placeholder }) => text.includes(placeholder)).map(({ ids }) => ids);
    const others = placeholderIds.filter(({ placeholder }) => !text.includes(placeholder));
    const forbidden = new Set([SPECIAL.blank, ...others.flatMap(({ ids }) => [...ids])]);
    return { maxPieces: Math.min(maxPieces, 10 + 3 * units.length), required, forbidden };
  };
  const search = async (texts: readonly string[], sources: readonly SourceIds[], signal?: AbortSignal) =>
    searchBeams(
      await network.read(sources),
      BEAM,
      texts.map((text, index) => boundsOf(text, sources[index] as SourceIds)),
      signal,
    );

  const choose = (ids: SourceIds, hypotheses: readonly Hypothesis[]): SegmentTranslation => {
    const [best, next] = hypotheses;
    if (best === undefined) throw new Error('A search ends with a hypothesis.');
    const [text = '', ...others] = distinct(hypotheses.map(({ pieces }) => target.decode(pieces)));
    const features = featuresOf(best, next, ids.units.filter((unit) => unit === UNKNOWN).length);
    const score = scoreOf(confidence.weights, features);
    return {
      text,
      // A term that finds no place goes to the end, which is seldom right; no development text says how seldom.
      score: best.missing > 0 ? Math.min(score, confidence.threshold / 2) : score,
      alternatives: others.filter((said) => said !== '').slice(0, MAX_ALTERNATIVES),
      features,
      isCut: !best.isComplete,
    };
  };

  /** A misspelt word of the list: which of the nearest it is, is for the network to say. */
  const chooseNear = async (ids: SourceIds, near: readonly NearWord[]): Promise<string[]> => {
    const said = near.map(({ translations }) => translations[0] ?? '');
    const sums = await network.score(
      ids,
      said.map((text) => target.encode(text)),
    );
    const ranked = near
      .map(({ place, translations }, index) => ({
        translations,
        rank: (sums[index] ?? -Infinity) - PLACE_WEIGHT * Math.log(1 + place),
      }))
      .sort((one, other) => other.rank - one.rank);
    const [best] = ranked;
    return distinct([...(best?.translations ?? []), ...ranked.map(({ translations }) => translations[0] ?? '')]);
  };

  const isUnseen = (word: string): boolean => source.language === 'en' && !source.hasUnit(word.toLowerCase());
  const sounds = new Map<string, string>();
  const isUnseenWord = (text: string): boolean => ONE_WORD.test(text) && isUnseen(text);

  const translateByNetwork = async (
    segments: readonly string[],
    task: Task,
    useLexicon: boolean,
    signal: AbortSignal | undefined,
  ): Promise<SegmentTranslation[]> => {
    const readings = segments.flatMap((text, index) =>
      (useLexicon && task !== 'name' ? spelling.read(text) : [text]).map((reading) => ({ index, reading })),
    );
    const texts = readings.map(({ reading }) => reading);
    // A word by itself that is unlike any that is known is taken for a name.
    const sources = texts.map((text) => source.encode(text, useLexicon && isUnseenWord(text) ? 'name' : task));
    const found = await search(texts, sources, signal);
    const best: number[] = [];
    readings.forEach(({ index }, place) => {
      const before = best[index];
      const isBetter = before === undefined || (found[place]?.[0]?.score ?? 0) > (found[before]?.[0]?.score ?? 0);
      if (isBetter) best[index] = place;
    });
    return best.map((place) => choose(sources[place] as SourceIds, found[place] ?? []));
  };

  return {
    card,
    confidence,
    findNames: (text) => distinct(text.match(NAME) ?? []).filter(isUnseen),
    async transliterate(words) {
      const missing = words.filter((word) => !sounds.has(word));
      if (missing.length > 0) {
        const results = await translateByNetwork(missing, 'name', false, undefined);
        if (sounds.size > MAX_SOUNDS) sounds.clear();
        missing.forEach((word, index) => sounds.set(word, results[index]?.text ?? word));
      }
      return words.map((word) => sounds.get(word) ?? word);
    },
    async translate(segments, { task = 'translate', useLexicon = true, signal } = {}) {
      const answers = segments.map(async (text): Promise<SegmentTranslation | undefined> => {
        if (!useLexicon || task !== 'translate') return undefined;
        const answer = (score: number, [first = '', ...others]: readonly string[], errors: number) => {
          const alternatives = others.slice(0, MAX_ALTERNATIVES);
          return { text: first, score, alternatives, lookedUp: { errors }, isCut: false };
        };
        const listed = lexicon.find(text);
        if (listed !== undefined) return answer(confidence.listed, listed, 0);
        const { words, distance } = lexicon.findNear(text);
        if (words.length === 0) return undefined;
        const errors = Math.min(distance, NEAR);
        return answer(confidence.near[errors - 1] ?? 0, await chooseNear(source.encode(text, task), words), errors);
      });
      const results = await Promise.all(answers);
      const asked = segments.flatMap((_, index) => (results[index] === undefined ? [index] : []));
      if (asked.length > 0) {
        const texts = asked.map((index) => segments[index] ?? '');
        const found = await translateByNetwork(texts, task, useLexicon, signal);
        asked.forEach((index, place) => (results[index] = found[place]));
      }
      return results as SegmentTranslation[];
    },
    async explain(segment) {
      const ids = source.encode(segment, 'translate');
      const [hypotheses = []] = await search([segment], [ids]);
      const pieces = hypotheses[0]?.pieces ?? [];
      const { characters } = await network.explain(ids, pieces);
      const written = target.describe(pieces);
      return {
        // The first character asks for a translation; it is none of the text's.
        source: spell(tidyText(segment).toLowerCase(), source.language).slice(0, ids.characters.length - 1),
        target: written.map(({ piece }) => piece),
        weights: written.map(({ step }) => Array.from(characters[step] ?? []).slice(1)),
      };
    },
    release: () => network.release(),
  };
}
