/** What stands beside a place in a text. */

/** Letters with their marks, and digits, of any script. */
export const isWordCharacter = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);

/** The whole character before a place, '' at the start. */
export function characterBefore(text: string, place: number): string {
  const pair = text.codePointAt(place - 2) ?? 0;
  return place >= 2 && pair > 0xffff ? text.slice(place - 2, place) : text.slice(Math.max(place - 1, 0), place);
}

/** The whole character at a place, '' at the end. */
export const characterAt = (text: string, place: number): string => {
  const code = text.codePointAt(place);
  return code === undefined ? '' : String.fromCodePoint(code);
};
