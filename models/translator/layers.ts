/** What the translator's exported network and those who run it agree on. */

export const CHARACTERS = { forward: 'characters_forward', backward: 'characters_backward' } as const;
export const UNITS = { forward: 'units_forward', backward: 'units_backward' } as const;
/** The decoder's layers: one that attends, one that writes. */
export const DECODERS = ['decoder_0', 'decoder_1'] as const;
/** States that the bridge gives the decoder to start with: hidden and memory of each layer. */
export const BRIDGED = 2 * DECODERS.length;
