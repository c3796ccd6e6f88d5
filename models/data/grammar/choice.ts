/** Seeded choices: every draw of the grammar comes down to these, so that a seed gives the same pairs everywhere. */
import type { Random } from '../../random.ts';

/** One of the items, each as likely as the next. */
export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random.uniform() * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}

/** True once in 1/share. */
export const chance = (share: number, random: Random): boolean => random.uniform() < share;

export type Choice<T> = (random: Random) => T;

/** A choice in which an item of weight 2 is drawn twice as often as one of weight 1. */
export function weighted<T>(items: readonly T[], weight: (item: T) => number): Choice<T> {
  const bounds = new Float64Array(items.length);
  let total = 0;
  for (const [index, item] of items.entries()) {
    total += weight(item);
    bounds[index] = total;
  }
  if (!(total > 0)) throw new Error('nothing to choose from');
  return (random) => {
    const point = random.uniform() * total;
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return items[low] as T;
  };
}
