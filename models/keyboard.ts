/**
 * Which keys lie beside one another, for typing errors: the letters of QWERTY (ISO/IEC 9995) and of the Korean two-set
 * layout on the same keys.
 */
const LATIN = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const HANGUL = ['ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ', 'ㅁㄴㅇㄹㅎㅗㅓㅏㅣ', 'ㅋㅌㅊㅍㅠㅜㅡ'];
const SHIFTED: Readonly<Record<string, string>> = {
  ㅂ: 'ㅃ',
  ㅈ: 'ㅉ',
  ㄷ: 'ㄸ',
  ㄱ: 'ㄲ',
  ㅅ: 'ㅆ',
  ㅐ: 'ㅒ',
  ㅔ: 'ㅖ',
};
/** How far each row is moved to the right, in keys. */
const SHIFTS = [0, 0.25, 0.75];

interface Key {
  letter: string;
  row: number;
  x: number;
}

const keysOf = (layout: readonly string[]): Key[] =>
  layout.flatMap((letters, row) =>
    Array.from(letters, (letter, column) => ({ letter, row, x: column + (SHIFTS[row] ?? 0) })),
  );

/** Next to it in its row, or touching it from the row above or below. */
const isBeside = (key: Key, other: Key): boolean =>
  key.row === other.row
    ? Math.abs(key.x - other.x) === 1
    : Math.abs(key.row - other.row) === 1 && Math.abs(key.x - other.x) < 1;

function neighboursOf(keys: readonly Key[]): [letter: string, neighbours: string][] {
  return keys.map((key) => [
    key.letter,
    keys
      .filter((other) => isBeside(key, other))
      .map(({ letter }) => letter)
      .join(''),
  ]);
}

const capitals = neighboursOf(keysOf(LATIN)).map(
  ([letter, beside]) => [letter.toUpperCase(), beside.toUpperCase()] as const,
);
const hangul = neighboursOf(keysOf(HANGUL));
// Shift stays down when the finger slips; forgotten or held too long it gives the other letter of the same key.
const shifted = hangul.flatMap(([letter, beside]) => {
  const twin = SHIFTED[letter];
  return twin === undefined
    ? []
    : [[twin, Array.from(beside, (other) => SHIFTED[other] ?? other).join('') + letter] as const];
});

const NEIGHBOURS: ReadonlyMap<string, string> = new Map([
  ...neighboursOf(keysOf(LATIN)),
  ...capitals,
  ...hangul.map(([letter, beside]) => [letter, beside + (SHIFTED[letter] ?? '')] as const),
  ...shifted,
]);

/** The letters that a finger beside its key hits; '' for what is on neither layout. */
export const neighbours = (letter: string): string => NEIGHBOURS.get(letter) ?? '';
