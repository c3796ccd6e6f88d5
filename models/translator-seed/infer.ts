/**
 * Translates text word by word with the exported network, into Korean only.
 *
 * Punctuation around a word stays; so does a word without a letter the network knows (a number, Hangul, an emoji).
 * Where nothing can be translated, and on the way to English, the text comes back as it is with score 0. Otherwise the
 * score is that of the least certain word. The network has no attention to explain itself by.
 */
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { normalise } from '../../shared/text.ts';
import { loadArtifact, type Card } from '../artifact.ts';
import { floatsOf, nextStates, oneSymbol, outputOf, zeroStates, type States } from '../inference.ts';
import { createPrefixStates, type PrefixStates } from '../prefix-states.ts';
import type { TranslateOptions, Translation, Translator } from '../translation.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { decodeGreedily, type Decoded } from './decode.ts';
import { STATE, findSpecialIds } from './layers.ts';

/** What makes the next letter cost one step of the encoder. */
interface PrefixCache {
  /** Encoder states of the word that was read last. */
  letters: PrefixStates<States>;
  /** The words of the last text, translated. */
  words: ReadonlyMap<string, Decoded>;
}

/** From this score on a page does not say "not sure"; nobody has calibrated the lesson's network. */
const SURE_SCORE = 0.5;

const settingsSchema = v.object({ maxOutputSymbols: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)) });

/** The vocabulary also holds the Hangul that the network writes; it has never read any. */
const isSourceLetter = (letter: string): boolean => /^[a-z]$/.test(letter);

/** A word (`don't` and `well-known` are one) with what stands before it: spaces, punctuation, symbols. */
const WORD = /([^\p{L}\p{M}\p{N}]*)([\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*)/gu;

/** @throws ArtifactError when the folder holds no sound translator. */
export async function loadTranslator(folder: string): Promise<Translator> {
  const { card, vocabulary, session } = await loadArtifact(folder, 'translator');
  return createTranslator(card, vocabulary, session);
}

export function createTranslator(card: Card, vocabulary: Vocabulary, session: InferenceSession): Translator {
  const { cell, units } = card.settings;
  const { maxOutputSymbols } = v.parse(settingsSchema, card.settings);
  const { blank } = findSpecialIds(vocabulary);
  const initial = zeroStates([STATE], cell, units);
  const reading = { decode: new Tensor('bool', Uint8Array.of(0), []) };
  const writing = { decode: new Tensor('bool', Uint8Array.of(1), []) };

  const step = async (
    mode: typeof reading,
    symbol: number,
    states: States,
    signal: AbortSignal | undefined,
  ): Promise<{ logits: Float32Array; state: States }> => {
    signal?.throwIfAborted();
    const outputs = await session.run({ ...mode, symbols: oneSymbol(symbol), ...states });
    return { logits: floatsOf(outputOf(outputs, 'logits')), state: nextStates(outputs, states) };
  };

  /** Ids of a word's letters; undefined when it has none that the network was taught to read: a–z. */
  const encodeWord = (word: string): number[] | undefined => {
    const letters = Array.from(word.toLowerCase());
    const encodeLetter = (letter: string): number =>
      (isSourceLetter(letter) ? vocabulary.idOf(letter) : undefined) ?? blank;
    const ids = letters.map(encodeLetter);
    return ids.every((id) => id === blank) ? undefined : ids;
  };

  const translateWord = async (
    ids: readonly number[],
    letters: PrefixStates<States>,
    signal: AbortSignal | undefined,
  ): Promise<Decoded> => {
    const context = await letters.advance(
      ids,
      initial,
      async (id, state) => (await step(reading, id, state, signal)).state,
    );
    return decodeGreedily((id, state) => step(writing, id, state, signal), context, vocabulary, maxOutputSymbols);
  };

  const translate = async (
    source: string,
    cache: PrefixCache,
    signal: AbortSignal | undefined,
  ): Promise<Pick<Translation, 'text' | 'score'>> => {
    const words = new Map<string, Decoded>();
    let result = '';
    let score = 0;
    let translated = 0;
    let endOfLast = 0;
    for (const match of source.matchAll(WORD)) {
      const [whole, before = '', word = ''] = match;
      endOfLast = match.index + whole.length;
      const ids = encodeWord(word);
      if (ids === undefined) {
        result += whole;
        continue;
      }
      const decoded = words.get(word) ?? cache.words.get(word) ?? (await translateWord(ids, cache.letters, signal));
      words.set(word, decoded);
      result += before + decoded.text;
      score = translated === 0 ? decoded.score : Math.min(score, decoded.score);
      translated += 1;
    }
    cache.words = words;
    return { text: result + source.slice(endOfLast), score };
  };

  const createTypist: Translator['createTypist'] = () => {
    const cache: PrefixCache = { letters: createPrefixStates<States>(), words: new Map() };
    return {
      async translate(text, { to, signal }: TranslateOptions = {}) {
        const source = normalise(text);
        const answer = to === 'en' ? { text: source, score: 0 } : await translate(source, cache, signal);
        return { ...answer, isSure: answer.score >= SURE_SCORE, alternatives: [] };
      },
    };
  };

  return {
    card,
    createTypist,
    translate: (text, options) => createTypist().translate(text, options),
    explain: () => Promise.resolve(undefined),
    release: () => session.release(),
  };
}
