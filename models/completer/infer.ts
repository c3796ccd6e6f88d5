/** Completes the word at the end of a text with the exported network. */
import type { InferenceSession } from 'onnxruntime-node';
import * as v from 'valibot';
import { matchCase, wordAtEnd } from '../../shared/text.ts';
import { loadArtifact, type Card } from '../artifact.ts';
import { floatsOf, nextStates, oneSymbol, outputOf, softmax, zeroStates, type States } from '../inference.ts';
import { createPrefixStates, type PrefixStates } from '../prefix-states.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { LAYERS } from './layers.ts';

/** A whole word that could stand where the typed letters are, with the probability the network gives it. */
export interface Completion {
  text: string;
  score: number;
}

export interface Completer {
  readonly card: Card;
  /** The cache that makes the next letter cost one step; one for each text that is being typed. */
  createStates(): CompleterStates;
  /**
   * Words for the letters at the end of `text`, best first; none where the network was taught nothing: it reads
   * exactly `inputLetters` letters of its alphabet. Case follows what was typed.
   */
  suggest(text: string, states?: CompleterStates): Promise<Completion[]>;
  release(): Promise<void>;
}

interface Reading {
  states: States;
  /** Logits of the letter that follows. */
  logits: Float32Array;
}
export type CompleterStates = PrefixStates<Reading>;

const MAX_COMPLETIONS = 3;
/** Below this the word is noise: ten words share the probability, and the network knows no others. */
const MIN_SCORE = 0.1;

const settingsSchema = v.object({ inputLetters: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** @throws ArtifactError when the folder holds no sound completer. */
export async function loadCompleter(folder: string): Promise<Completer> {
  const { card, vocabulary, session } = await loadArtifact(folder, 'completer');
  return createCompleter(card, vocabulary, session);
}

export function createCompleter(card: Card, vocabulary: Vocabulary, session: InferenceSession): Completer {
  const { cell, units } = card.settings;
  const { inputLetters } = v.parse(settingsSchema, card.settings);
  const initial: Reading = { states: zeroStates(LAYERS, cell, units), logits: new Float32Array(vocabulary.size) };

  const step = async (letter: number, { states }: Reading): Promise<Reading> => {
    const outputs = await session.run({ letters: oneSymbol(letter), ...states });
    return { states: nextStates(outputs, states), logits: floatsOf(outputOf(outputs, 'logits')) };
  };

  return {
    card,
    createStates: () => createPrefixStates<Reading>(),
    async suggest(text, states = createPrefixStates<Reading>()) {
      const typed = wordAtEnd(text);
      const letters = Array.from(typed.toLowerCase(), (letter) => vocabulary.idOf(letter));
      if (letters.length > inputLetters || !letters.every((id) => id !== undefined)) return [];
      // The states are advanced for every letter, also where there is nothing to say yet.
      const { logits } = await states.advance(letters, initial, step);
      if (letters.length < inputLetters) return [];
      return Array.from(softmax(logits), (score, id) => ({ id, score }))
        .filter(({ score }) => score >= MIN_SCORE)
        .sort((a, b) => b.score - a.score)
        .slice(0, MAX_COMPLETIONS)
        .map(({ id, score }) => ({ text: matchCase(typed.toLowerCase() + vocabulary.symbolOf(id), typed), score }));
    },
    release: () => session.release(),
  };
}
