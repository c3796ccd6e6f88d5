/** The symbols a network reads or writes, each with an id: its place in the list. */
export interface Vocabulary {
  readonly symbols: readonly string[];
  readonly size: number;
  /** undefined when the vocabulary lacks the symbol. */
  idOf(symbol: string): number | undefined;
  /** @throws RangeError for an id outside 0 … size-1. */
  symbolOf(id: number): string;
}

/** @throws when a symbol stands twice. */
export function createVocabulary(symbols: readonly string[]): Vocabulary {
  const ids = new Map(symbols.map((symbol, id) => [symbol, id]));
  if (ids.size !== symbols.length) throw new Error('A symbol stands twice in the vocabulary.');
  return {
    symbols,
    size: symbols.length,
    idOf: (symbol) => ids.get(symbol),
    symbolOf(id) {
      const symbol = symbols[id];
      if (symbol === undefined) throw new RangeError(`No symbol has the id ${id}; there are ${symbols.length}.`);
      return symbol;
    },
  };
}
