/** Random recurrent layers and sequences, for the tests of recurrent.ts. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { createRandom } from '../models/random.ts';
import type { RecurrentLayer, RecurrentState } from '../models/recurrent.ts';
import { STATES, recurrentWeights, type Cell, type Weights } from '../models/weights.ts';
import { normalTensor } from './tensor-support.ts';

export interface Example {
  layer: RecurrentLayer;
  weights: Weights;
  inputs: tf.Tensor3D;
  initial: RecurrentState;
  lengths: number[];
}

/** Shapes and, with the seed, all numbers of an example. */
export const shapes = fc.record({
  steps: fc.integer({ min: 1, max: 7 }),
  batch: fc.integer({ min: 1, max: 5 }),
  features: fc.integer({ min: 1, max: 6 }),
  units: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});
export type Shapes = { steps: number; batch: number; features: number; units: number; seed: number };
const RUNS = { numRuns: 20 };

export function layerOf(weights: Weights, cell: Cell): RecurrentLayer {
  const tensor = (name: string): tf.Tensor => {
    const weight = weights[`layer.${name}`];
    if (weight === undefined) throw new Error(name);
    return tf.tensor(weight.values, weight.shape);
  };
  const [kernel, recurrent] = [tensor('kernel') as tf.Tensor2D, tensor('recurrent') as tf.Tensor2D];
  return { cell, kernel, recurrent, bias: tensor('bias') as tf.Tensor1D };
}

export function createExample(cell: Cell, { steps, batch, features, units, seed }: Shapes): Example {
  const random = createRandom(seed);
  const weights = recurrentWeights('layer', cell, features, units, random);
  return {
    weights,
    layer: layerOf(weights, cell),
    inputs: normalTensor([steps, batch, features], random) as tf.Tensor3D,
    initial: {
      hidden: normalTensor([batch, units], random) as tf.Tensor2D,
      ...(STATES[cell].includes('memory') && { memory: normalTensor([batch, units], random) as tf.Tensor2D }),
    },
    lengths: Array.from({ length: batch }, () => 1 + Math.floor(random.uniform() * steps)),
  };
}

export const tensorsOf = ({ layer, inputs, initial }: Example): tf.Tensor[] => [
  inputs,
  layer.kernel,
  layer.recurrent,
  layer.bias,
  initial.hidden,
  ...(initial.memory ? [initial.memory] : []),
];

/** The example with other tensors in the order of `tensorsOf`. */
export function replaceTensors(example: Example, tensors: tf.Tensor[]): Example {
  const [inputs, kernel, recurrent, bias, hidden, memory] = tensors as [
    tf.Tensor3D,
    tf.Tensor2D,
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor2D?,
  ];
  const layer = { ...example.layer, kernel, recurrent, bias };
  return { ...example, layer, inputs, initial: { hidden, ...(memory && { memory }) } };
}

/** A property over tensors, with none left after it. */
export function holds(property: (example: Example) => void | Promise<void>, cell: Cell) {
  return fc.assert(
    fc.asyncProperty(shapes, async (drawn) => {
      tf.engine().startScope();
      try {
        await property(createExample(cell, drawn));
      } finally {
        tf.engine().endScope();
      }
    }),
    RUNS,
  );
}
