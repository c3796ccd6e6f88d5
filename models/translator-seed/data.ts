/** The seed's six pairs (part 3) and its symbols. The pairs are training and test data at once, as there. */
export const PAIRS = [
  ['word', '단어'],
  ['wood', '나무'],
  ['game', '놀이'],
  ['girl', '소녀'],
  ['kiss', '키스'],
  ['love', '사랑'],
] as const;

/** Inputs the seed tries that it was not trained on: two of them misspelt words, one no word at all. */
export const MISSPELT = ['wodr', 'loev', 'abcd'] as const;

/** The special symbols (see SpecialIds), the letters read, the syllables written. */
export const SYMBOLS = Array.from('SEPabcdefghijklmnopqrstuvwxyz단어나무놀이소녀키스사랑');
