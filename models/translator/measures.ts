import { tidyText, type Task } from './vocabulary.ts';

export interface Evaluated {
  source: string;
  /** Any of these is right. */
  references: string[];
  task: Task;
}
export const exactness = (set: readonly Evaluated[], outputs: readonly string[]): number =>
  set.filter(({ references }, index) => references.some((r) => tidyText(r) === tidyText(outputs[index] ?? ''))).length / set.length;

function grams(text: string, n: number): Map<string, number> {
  const c = Array.from(text.replace(/\s/gu, ''));
  const m = new Map<string, number>();
  for (let i = 0; i + n <= c.length; i++) { const k = c.slice(i, i + n).join(''); m.set(k, (m.get(k) ?? 0) + 1); }
  return m;
}
export function chrfOf(set: readonly Evaluated[], outputs: readonly string[]): number {
  let p = 0, r = 0, k = 0;
  for (let n = 1; n <= 6; n++) {
    let hit = 0, hyp = 0, ref = 0;
    set.forEach(({ references }, i) => {
      const h = grams(outputs[i] ?? '', n); const g = grams(references[0] ?? '', n);
      for (const [key, c] of h) { hyp += c; hit += Math.min(c, g.get(key) ?? 0); }
      for (const c of g.values()) ref += c;
    });
    if (hyp > 0 && ref > 0) { p += hit / hyp; r += hit / ref; k++; }
  }
  p /= k || 1; r /= k || 1;
  return p + r === 0 ? 0 : (5 * p * r) / (4 * p + r);
}
