/** One step of a training run: gradients, their norm, the clip, Adam; and what tells that a run goes wrong. */
import * as tf from '@tensorflow/tfjs-core';
import type { RunState } from './checkpoint.ts';
import { squaredNorm, type Gradients, type Optimizer } from './optimizer.ts';
import { createRandom, deriveSeed } from './random.ts';
import type { TrainingOptions } from './training.ts';

/** How a loss is smoothed to tell divergence, after how many steps it is told, and by which rise. */
const DIVERGENCE = { smoothing: 0.98, afterSteps: 100, factor: 3, margin: 1 };

/** @throws when the loss or a gradient is not finite; the message says where. */
export function takeStep<Batch>(
  { variables, loss, seed, clipNorm }: TrainingOptions<Batch>,
  optimizer: Optimizer,
  batch: Batch,
  learningRate: number,
  step: number,
  place: string,
): { loss: number; gradientNorm: number } {
  return tf.tidy(() => {
    const list = Object.entries(variables);
    const noise = createRandom(deriveSeed(seed ^ 0x5eed, step));
    const { value, grads } = tf.variableGrads(
      () => loss(batch, noise),
      list.map(([, variable]) => variable),
    );
    const gradients: Record<string, tf.Tensor> = {};
    for (const [name, variable] of list) {
      const gradient = grads[variable.name];
      if (gradient !== undefined) gradients[name] = gradient;
    }
    // Read together: each read waits for the backend.
    const [lossValue = NaN, squares = NaN] = tf.stack([value, squaredNorm(gradients)]).dataSync();
    if (!Number.isFinite(lossValue) || !Number.isFinite(squares)) {
      throw new Error(describeNotFinite(lossValue, gradients, place));
    }
    const gradientNorm = Math.sqrt(squares);
    const scale = clipNorm !== undefined && gradientNorm > clipNorm ? clipNorm / gradientNorm : 1;
    const clipped =
      scale === 1
        ? gradients
        : Object.fromEntries(Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, scale)]));
    optimizer.step(clipped, learningRate);
    return { loss: lossValue, gradientNorm };
  });
}

function describeNotFinite(loss: number, gradients: Gradients, place: string): string {
  const fix = 'try a lower learning rate or clipNorm';
  if (!Number.isFinite(loss)) return `The loss became ${loss} at ${place}: ${fix}.`;
  const broken = Object.entries(gradients).find(
    ([, gradient]) => !Number.isFinite(tf.sum(tf.abs(gradient)).dataSync()[0]),
  );
  return `The gradient of ${broken?.[0] ?? 'the variables'} is not finite at ${place}: ${fix}.`;
}

/** @throws when the smoothed loss is far above its lowest. */
export function watchDivergence(state: RunState, loss: number, place: string): void {
  const { smoothing, afterSteps, factor, margin } = DIVERGENCE;
  state.smoothedLoss = state.smoothedLoss === null ? loss : smoothing * state.smoothedLoss + (1 - smoothing) * loss;
  state.lowestLoss = Math.min(state.lowestLoss ?? Infinity, state.smoothedLoss);
  if (state.step > afterSteps && state.smoothedLoss > factor * state.lowestLoss + margin) {
    throw new Error(
      `The loss rose from ${state.lowestLoss.toFixed(3)} to ${state.smoothedLoss.toFixed(3)} by ${place}, so the ` +
        'training diverges: try a lower learning rate, a warm-up or clipNorm.',
    );
  }
}
