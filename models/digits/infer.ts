/** Reads handwritten digits with the exported network. */
import type { InferenceSession } from 'onnxruntime-node';
import { loadArtifact, type Card } from '../artifact.ts';
import { argmax, floats, floatsOf, outputOf, softmax, zeroStates } from '../inference.ts';
import { CLASSES, COLUMNS, LAYER, PIXELS, ROWS } from './shape.ts';

export interface Classification {
  /** The most likely digit. */
  label: number;
  /** Probability of each digit 0–9. */
  scores: number[];
}

export interface DigitClassifier {
  readonly card: Card;
  /** @param pixels 784 grey levels 0–1, row by row, white on black as in MNIST. */
  classify(pixels: ArrayLike<number>): Promise<Classification>;
  /** Many images at once. @param pixels [batch · 784] @returns logits [batch · 10]. */
  logits(pixels: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws ArtifactError when the folder holds no sound digit reader. */
export async function loadDigits(folder: string): Promise<DigitClassifier> {
  const { card, session } = await loadArtifact(folder, 'digits');
  return createDigitClassifier(card, session);
}

export function createDigitClassifier(card: Card, session: InferenceSession): DigitClassifier {
  const { cell, units } = card.settings;
  const logits = async (pixels: Float32Array): Promise<Float32Array> => {
    const batch = pixels.length / PIXELS;
    const rows = floats(pixels, [batch, ROWS, COLUMNS]);
    const outputs = await session.run({ rows, ...zeroStates([LAYER], cell, units, batch) });
    return floatsOf(outputOf(outputs, 'logits'));
  };
  return {
    card,
    logits,
    async classify(pixels) {
      const scores = softmax(await logits(Float32Array.from(pixels))).subarray(0, CLASSES);
      return { label: argmax(scores), scores: Array.from(scores) };
    },
    release: () => session.release(),
  };
}
