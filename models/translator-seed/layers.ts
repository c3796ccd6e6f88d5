/** What the translator's exported network and those who run it agree on. */
import type { Vocabulary } from '../vocabulary.ts';

export const ENCODER = 'encoder';
export const DECODER = 'decoder';
/** The encoder's last state is the decoder's first, so one name serves for both. */
export const STATE = 'context';

/** Ids of the symbols that are no text: S starts an output, E ends it, P fills up and stands for the unknown. */
export interface SpecialIds {
  start: number;
  end: number;
  blank: number;
}

/** @throws when the vocabulary lacks one of them. */
export function findSpecialIds(vocabulary: Vocabulary): SpecialIds {
  const idOf = (symbol: string): number => {
    const id = vocabulary.idOf(symbol);
    if (id === undefined) throw new Error(`The vocabulary lacks the symbol ${symbol}.`);
    return id;
  };
  return { start: idOf('S'), end: idOf('E'), blank: idOf('P') };
}
