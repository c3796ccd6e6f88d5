/** The baseline that a translator has to beat: a dictionary that looks for the nearest thing it knows. */
import { createNeighbours } from './neighbours.ts';

export interface Pair {
  source: string;
  target: string;
}

export interface Neighbour {
  text: string;
  /** Errors in keys; Infinity where there was nothing to learn from. */
  distance: number;
}

export interface NearestNeighbour {
  translate(text: string): Neighbour;
}

/** The target of the nearest source, the first of equals. */
export function createNearestNeighbour(pairs: readonly Pair[]): NearestNeighbour {
  const neighbours = createNeighbours(pairs.map(({ source }) => source));
  return {
    translate(text) {
      const { indices, distance } = neighbours.find(text);
      return { text: pairs[indices[0] ?? -1]?.target ?? '', distance };
    },
  };
}
