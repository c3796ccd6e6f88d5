/** What the server asks of the models. It sees no tensors and no files, so a test can stand in for all three. */
import type { Explanation, TranslateOptions, Translation } from '../models/translation.ts';
import type { ModelSummaries, ServerPayloads, Suggestion } from '../shared/protocol.ts';

export type Classification = Pick<ServerPayloads['digit'], 'label' | 'scores'>;

/**
 * Follows what one person types, and keeps the recurrent states of the prefix it has already seen, so that a
 * keystroke costs one step. Its calls must not overlap.
 */
export interface Typist {
  /** Whole words for the one being typed, best first. */
  suggest(text: string): Promise<Suggestion[]>;
  /** The translation of what stands in the box so far; rejects with the signal's reason once that is aborted. */
  preview(text: string, options?: TranslateOptions): Promise<Translation>;
}

export interface Inference {
  readonly models: ModelSummaries;
  createTypist(): Typist;
  translate(text: string, options?: TranslateOptions): Promise<Translation>;
  /** undefined where the translator has nothing to show. */
  explain(text: string, options?: TranslateOptions): Promise<Explanation | undefined>;
  classify(pixels: readonly number[]): Promise<Classification>;
  release(): Promise<void>;
}
