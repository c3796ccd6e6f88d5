/**
 * The recurrent states after each letter of what was typed so far, kept from one keystroke to the next: a new letter
 * costs one step, a backspace none. One for each text that is being typed; calls must not overlap.
 */
export interface PrefixStates<State = unknown> {
  /**
   * The state after all of `symbols`, computed only from where they differ from the last call's.
   * @param initial the state before the first symbol.
   */
  advance(
    symbols: readonly number[],
    initial: State,
    step: (symbol: number, state: State) => Promise<State>,
  ): Promise<State>;
}

/** Longer words than people write; beyond, a keystroke costs more rather than a session more memory. */
const MAX_KNOWN = 64;

export function createPrefixStates<State>(): PrefixStates<State> {
  let known: { symbol: number; state: State }[] = [];
  return {
    async advance(symbols, initial, step) {
      let shared = 0;
      while (shared < known.length && known[shared]?.symbol === symbols[shared]) shared += 1;
      // Replaced only at the end: a step that fails leaves the states of the last call, which are still right.
      const states = known.slice(0, shared);
      let state = states.at(-1)?.state ?? initial;
      for (const symbol of symbols.slice(shared)) {
        state = await step(symbol, state);
        if (states.length < MAX_KNOWN) states.push({ symbol, state });
      }
      known = states;
      return state;
    },
  };
}
