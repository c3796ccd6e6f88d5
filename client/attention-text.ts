/** Letters and shares of an explanation, as a person reads them. Pure: no table, no dialog. */

// Jamo that stand alone; those that a syllable is made of would join each other, or hang in the air.
const LEADS = Array.from('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ');
const TAILS = Array.from('ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ');
const VOWELS = Array.from({ length: 21 }, (_, index) => String.fromCodePoint(0x314f + index));
const STANDING: readonly (readonly [first: number, jamo: readonly string[]])[] = [
  [0x1100, LEADS],
  [0x1161, VOWELS],
  [0x11a8, TAILS],
];

/** How a space looks; `▁` is what the translator's pieces write for one. */
const SPACE = '␣';

/** A letter or a piece that can stand by itself: syllables composed, single jamo as single letters, spaces seen. */
export function readable(piece: string): string {
  return Array.from(piece.normalize('NFC').replaceAll(/[\s▁]/g, SPACE), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return STANDING.map(([first, jamo]) => jamo[code - first]).find(Boolean) ?? letter;
  }).join('');
}

/** The indices of a piece's strongest letters, the strongest first; none that got less than half a percent. */
export function strongest(weights: readonly number[], count = 2): number[] {
  return Array.from(weights.keys())
    .filter((index) => (weights[index] ?? 0) >= 0.005)
    .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
    .slice(0, count);
}

/** A piece or letter for who cannot see it: `space` is the word for one. */
export const aloud = (piece: string, space: string): string => readable(piece).replaceAll(SPACE, ` ${space} `).trim();
