/** Added to the attention score of a key after its sequence's end; exp of it is 0 in 32-bit floats. */
export const PADDED_SCORE = -1e9;
