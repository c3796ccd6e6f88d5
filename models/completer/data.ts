/** The seed's ten words (part 2): three letters in, the fourth out. They are training and test data at once, as there. */
export const WORDS = ['word', 'wood', 'deep', 'dive', 'cold', 'cool', 'load', 'love', 'kiss', 'kind'] as const;

/** a–z, one symbol each. */
export const SYMBOLS = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(0x61 + index));
