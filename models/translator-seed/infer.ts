/** Translates text word by word with the exported network. */
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { normalise } from '../../shared/text.ts';
import { loadArtifact, type Card } from '../artifact.ts';
import { floatsOf, nextStates, oneSymbol, outputOf, zeroStates, type States } from '../inference.ts';
import { createPrefixStates, type PrefixStates } from '../prefix-states.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { decodeGreedily, type Decoded } from './decode.ts';
import { STATE, findSpecialIds } from './layers.ts';

export interface Translator {
  readonly card: Card;
  /** What makes the next letter cost one step of the encoder; one for each text that is being typed. */
  createStates(): TranslatorStates;
  /**
   * The network knows words, so a text is translated word by word. Punctuation around a word stays; so does a word
   * without a letter the network knows (a number, Hangul, an emoji). Where nothing can be translated the text comes
   * back as it is with score 0; an empty text gives an empty one. Otherwise the score is that of the least certain word.
   * @param signal stops the work between two steps; the promise then rejects with the signal's reason.
   */
  translate(text: string, states?: TranslatorStates, signal?: AbortSignal): Promise<Decoded>;
  release(): Promise<void>;
}

export interface TranslatorStates {
  /** Encoder states of the word that was read last. */
  letters: PrefixStates<States>;
  /** The words of the last text, translated. */
  words: ReadonlyMap<string, Decoded>;
}

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

  const createStates = (): TranslatorStates => ({ letters: createPrefixStates<States>(), words: new Map() });
  return {
    card,
    createStates,
    async translate(text, states = createStates(), signal) {
      const source = normalise(text);
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
        const decoded = words.get(word) ?? states.words.get(word) ?? (await translateWord(ids, states.letters, signal));
        words.set(word, decoded);
        result += before + decoded.text;
        score = translated === 0 ? decoded.score : Math.min(score, decoded.score);
        translated += 1;
      }
      states.words = words;
      return { text: result + source.slice(endOfLast), score };
    },
    release: () => session.release(),
  };
}
