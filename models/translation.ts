/** What a translator answers, whichever network is behind it. */
import type { Language } from '../shared/language.ts';
import type { Card } from './artifact.ts';

export interface Translation {
  text: string;
  /** Probability that the translation is right, 0 … 1; 0 where nothing could be translated. */
  score: number;
  /** Whether the score is above the threshold that the model's card states; below it a page says "not sure". */
  isSure: boolean;
  /** Other ways to say it, the likeliest first; `text` is not among them. */
  alternatives: string[];
}

/** Which letters of the source each piece of a translation came from. */
export interface Explanation {
  /** The source, a character each: Korean ones in jamo. */
  source: string[];
  /** The translation, in the pieces it was written in. */
  target: string[];
  /** For each piece of the target, how much of its attention went to each character of the source: 0 … 1. */
  weights: number[][];
}

export interface TranslateOptions {
  /** The language to translate into; by default the other one than the text is in. */
  to?: Language | undefined;
  /** Stops the work between two steps; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Follows one text that is being typed, so that what was translated already costs nothing again. */
export interface TranslatorTypist {
  translate(text: string, options?: TranslateOptions): Promise<Translation>;
}

export interface Translator {
  readonly card: Card;
  createTypist(): TranslatorTypist;
  translate(text: string, options?: TranslateOptions): Promise<Translation>;
  /** undefined where the network has no attention to show, or the text has nothing to translate. */
  explain(text: string, options?: TranslateOptions): Promise<Explanation | undefined>;
  release(): Promise<void>;
}
