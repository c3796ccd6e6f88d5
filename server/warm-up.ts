import { LIMITS } from '../shared/protocol.ts';
import type { Inference } from './inference.ts';

const SIDE = Math.sqrt(LIMITS.digitPixels);

/** A vertical stroke, near enough a one, `column` pixels from the left. */
function drawOne(column: number): number[] {
  return Array.from({ length: LIMITS.digitPixels }, (_, i) => {
    const row = Math.floor(i / SIDE);
    return row > 4 && row < 24 && Math.abs((i % SIDE) - column) <= 1 ? 1 : 0;
  });
}

/**
 * Runs every model before the first client does: the digits RNN a few times, the others once, the translator both ways.
 * @throws when a model gives nonsense, so that such a server does not report itself ready
 */
export async function warmUp(inference: Inference): Promise<void> {
  for (const column of [12, 13, 14]) {
    const { label, scores } = await inference.classify(drawOne(column));
    if (!Number.isInteger(label) || !scores.every(Number.isFinite)) {
      throw new Error('The digits model gives no valid answer; choose another artifact by the setting DIGITS.');
    }
  }
  const typist = inference.createTypist();
  await typist.suggest('w');
  await typist.preview('w');
  await typist.preview('가'); // the other direction, which may be another network
}
