/** Padded sequences, direction, stacks and kernels, over random shapes: each against the same thing done plainly. */
import * as tf from '@tensorflow/tfjs-core';
import { Tensor } from 'onnxruntime-node';
import { createSession } from '../models/artifact.ts';
import { startBackend } from '../models/backend.ts';
import { PORTABLE_CELLS, type StateGradients } from '../models/cells.ts';
import { floats, floatsOf, outputOf } from '../models/inference.ts';
import { nativeCell } from '../models/native-cells.ts';
import { isNative } from '../models/native-kernels.ts';
import { addRecurrent } from '../models/onnx-layers.ts';
import { createGraph, encodeModel } from '../models/onnx.ts';
import { reverseSteps } from '../models/padding.ts';
import { createRandom } from '../models/random.ts';
import {
  runBidirectional,
  runSequence,
  runStack,
  runToEnd,
  type BidirectionalResult,
  type RecurrentLayer,
  type RecurrentState,
} from '../models/recurrent.ts';
import { CELLS, STATES, recurrentWeights } from '../models/weights.ts';

import { createExample, holds, layerOf, replaceTensors, tensorsOf, type Example } from './recurrent-support.ts';
import { maxDifference, normalTensor, numericGradient } from './tensor-support.ts';

/** One sequence of a batch, cut to its length, and turned round if asked for. */
function cutSequence({ inputs, initial, lengths }: Example, index: number, isReversed: boolean) {
  const features = inputs.shape[2];
  const cut = tf.slice(inputs, [0, index, 0], [lengths[index] ?? 0, 1, features]);
  const row = (state: tf.Tensor2D): tf.Tensor2D => tf.slice(state, [index, 0], [1, -1]);
  return {
    inputs: isReversed ? tf.reverse(cut, 0) : cut,
    initial: { hidden: row(initial.hidden), ...(initial.memory && { memory: row(initial.memory) }) },
  };
}

beforeAll(async () => {
  await startBackend();
});

describe.each(CELLS)('the %s sequence op, for any shapes and lengths,', (cell) => {
  it.each([false, true])('gives each sequence what it gets alone; reversed: %s', async (reverse) => {
    await holds((example) => {
      const { layer, inputs, initial, lengths } = example;
      const { outputs, state } = runSequence(layer, inputs, { initial, lengths, reverse });
      const final = runToEnd(layer, inputs, { initial, lengths, reverse });
      lengths.forEach((length, index) => {
        const alone = cutSequence(example, index, reverse);
        const reference = runSequence(layer, alone.inputs, { initial: alone.initial });
        const rows = tf.slice(outputs, [0, index, 0], [length, 1, -1]);
        expect(maxDifference(rows, reverse ? tf.reverse(reference.outputs, 0) : reference.outputs)).toBeLessThan(1e-5);
        const rest = tf.slice(outputs, [length, index, 0], [-1, 1, -1]);
        expect(maxDifference(rest, tf.zerosLike(rest))).toBe(0);
        for (const which of ['hidden', 'memory'] as const) {
          const expected = reference.state[which];
          if (expected === undefined) continue;
          const row = (all: RecurrentState): tf.Tensor => tf.slice(all[which] as tf.Tensor2D, [index, 0], [1, -1]);
          expect(maxDifference(row(state), expected)).toBeLessThan(1e-5);
          expect(maxDifference(row(final), expected)).toBeLessThan(1e-5);
        }
      });
    }, cell);
  });

  it('has the gradients that finite differences have, with lengths and in reverse', async () => {
    await holds((example) => {
      const random = createRandom(5);
      const { inputs, layer, lengths } = example;
      const [steps, batch] = inputs.shape;
      const units = layer.recurrent.shape[0];
      const outputWeights = normalTensor([steps, batch, units], random);
      const stateWeights = normalTensor([batch, units], random);
      const reverse = steps % 2 === 0;
      const lossOf = (tensors: tf.Tensor[]): tf.Scalar => {
        const { layer, inputs, initial } = replaceTensors(example, tensors);
        const { outputs, state } = runSequence(layer, inputs, { initial, lengths, reverse });
        const last = state.memory === undefined ? state.hidden : tf.add(state.memory, state.hidden);
        return tf.add(tf.sum(tf.mul(outputs, outputWeights)), tf.sum(tf.mul(last, stateWeights)));
      };
      const tensors = tensorsOf(example);
      const gradients = tf.grads((...args) => lossOf(args))(tensors);
      tensors.forEach((tensor, which) => {
        const index = Math.floor(random.uniform() * tensor.size);
        const numeric = numericGradient(lossOf, tensors, which, index, 5e-3);
        const analytic = gradients[which]?.dataSync()[index] ?? NaN;
        expect(Math.abs(analytic - numeric)).toBeLessThan(0.03 * Math.max(1, Math.abs(numeric)));
      });
    }, cell);
  });

  it.each([false, true])('gives in ONNX Runtime what it gives here; reversed: %s', async (reverse) => {
    await holds(async ({ weights, layer, inputs, lengths }) => {
      const reference = runSequence(layer, inputs, { lengths, reverse });
      const graph = createGraph('layer');
      const [, batch, features] = inputs.shape;
      const units = layer.recurrent.shape[0];
      const nextStates = STATES[cell].map((state) => `final_${state}`);
      const outputs = addRecurrent(graph, {
        ...{ layer: 'layer', cell, weights, states: [], nextStates, reverse },
        input: graph.input('inputs', 'float', ['steps', 'batch', features]),
        lengths: graph.input('lengths', 'int32', ['batch']),
      });
      for (const name of [outputs, ...nextStates]) graph.output(name, 'float', ['any', 'batch', units]);
      const session = await createSession(encodeModel(graph));
      const results = await session.run({
        inputs: floats(Float32Array.from(inputs.dataSync()), inputs.shape),
        lengths: new Tensor('int32', Int32Array.from(lengths), [batch]),
      });
      await session.release();
      expect(maxDifference(floatsOf(outputOf(results, outputs)), reference.outputs)).toBeLessThan(1e-5);
      for (const state of STATES[cell]) {
        const expected = reference.state[state as keyof RecurrentState] as tf.Tensor;
        expect(maxDifference(floatsOf(outputOf(results, `final_${state}`)), expected)).toBeLessThan(1e-5);
      }
    }, cell);
  });

  it("gives on TensorFlow's own kernels what the portable form gives, gradients too", async () => {
    await holds(({ layer, inputs: x, initial }) => {
      const native = isNative() ? nativeCell(cell, x.shape) : undefined;
      if (native === undefined) return; // another backend, or a cell without kernels of its own
      const portable = PORTABLE_CELLS[cell];
      const { kernel, recurrent, bias } = layer;
      const inputs = { x, kernel, recurrent, bias, hidden: initial.hidden, memory: initial.memory ?? initial.hidden };
      const [ours, theirs] = [portable.forward(inputs), native.forward(inputs)];
      expect(maxDifference(theirs.hidden, ours.hidden)).toBeLessThan(1e-5);
      const random = createRandom(7);
      const gradient = (): tf.Tensor2D => normalTensor([...initial.hidden.shape], random) as tf.Tensor2D;
      const [steps] = x.shape;
      const gradients: StateGradients = {
        sequence: steps % 2 === 0 ? undefined : (normalTensor([...ours.hidden.shape], random) as tf.Tensor3D),
        hidden: gradient(),
        memory: cell === 'lstm' ? gradient() : undefined,
        memories:
          cell === 'lstm' && steps % 3 === 0 ? (normalTensor(ours.hidden.shape, random) as tf.Tensor3D) : undefined,
      };
      const [mine, its] = [portable.backward(inputs, ours, gradients), native.backward(inputs, theirs, gradients)];
      for (const [name, expected] of Object.entries(mine) as [keyof typeof mine, tf.Tensor][]) {
        expect(maxDifference(its[name] as tf.Tensor, expected)).toBeLessThan(1e-4);
      }
    }, cell);
  });

  it('in both directions is the two directions side by side, gradients too', async () => {
    await holds(({ layer, inputs, lengths }) => {
      const [, , features] = inputs.shape;
      const units = layer.recurrent.shape[0];
      const other = layerOf(recurrentWeights('layer', cell, features, units, createRandom(9)), cell);
      const random = createRandom(4);
      const outputWeights = normalTensor([inputs.shape[0], lengths.length, 2 * units], random);
      const stateWeights = normalTensor([lengths.length, units], random);
      const together = (there: RecurrentLayer, back: RecurrentLayer, x: tf.Tensor3D): BidirectionalResult =>
        runBidirectional({ forward: there, backward: back }, x, lengths);
      const apart = (there: RecurrentLayer, back: RecurrentLayer, x: tf.Tensor3D): BidirectionalResult => {
        const forward = runSequence(there, x, { lengths });
        const backward = runSequence(back, x, { lengths, reverse: true });
        const outputs: tf.Tensor3D = tf.concat([forward.outputs, backward.outputs], 2);
        return { outputs, forward: forward.state, backward: backward.state };
      };
      const tensors = [inputs, ...[layer, other].flatMap(({ kernel, recurrent, bias }) => [kernel, recurrent, bias])];
      const [one, two] = [together, apart].map((run) => {
        const results: tf.Tensor[] = [];
        const gradients = tf.grads((...args) => {
          const [x, k, r, b, k2, r2, b2] = args as [
            ...[tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D],
          ];
          const there = { cell, kernel: k, recurrent: r, bias: b };
          const { outputs, forward, backward } = run(there, { cell, kernel: k2, recurrent: r2, bias: b2 }, x);
          const states = [forward, backward].flatMap(({ hidden, memory }) => (memory ? [hidden, memory] : [hidden]));
          results.push(...[outputs, ...states].map((tensor) => tf.keep(tf.clone(tensor))));
          const last = tf.mul(tf.addN(states), stateWeights);
          return tf.add(tf.sum(tf.mul(outputs, outputWeights)), tf.sum(last));
        })(tensors);
        return [...results, ...gradients];
      }) as [tf.Tensor[], tf.Tensor[]];
      one.forEach((tensor, index) => {
        expect(maxDifference(tensor, two[index] as tf.Tensor)).toBeLessThan(1e-4);
      });
      const isKept = one.length - tensors.length;
      tf.dispose([...one.slice(0, isKept), ...two.slice(0, isKept)]);
    }, cell);
  });

  it('stacked is one layer after the other, with dropout between them only', async () => {
    await holds(({ layer, inputs, lengths, initial }) => {
      const units = layer.recurrent.shape[0];
      const upper = layerOf(recurrentWeights('layer', cell, units, units, createRandom(3)), cell);
      const drop = (sequence: tf.Tensor3D): tf.Tensor3D => tf.mul(sequence, 0.5);
      const stacked = runStack([layer, upper], inputs, { lengths, initial: [undefined, initial], dropout: drop });
      const lower = runSequence(layer, inputs, { lengths });
      const top = runSequence(upper, drop(lower.outputs), { lengths, initial });
      expect(maxDifference(stacked.outputs, top.outputs)).toBe(0);
      expect(maxDifference(stacked.states[0]?.hidden as tf.Tensor, lower.state.hidden)).toBe(0);
      expect(maxDifference(stacked.states[1]?.hidden as tf.Tensor, top.state.hidden)).toBe(0);
    }, cell);
  });
});

describe('a sequence', () => {
  it('turned round twice is what it was, within its length', async () => {
    await holds(({ inputs, lengths }) => {
      expect(maxDifference(reverseSteps(reverseSteps(inputs, lengths), lengths), inputs)).toBe(0);
    }, 'rnn');
  });

  it.each([
    ['0 steps', [0, 2]],
    ['more steps than there are', [2, 4]],
    ['half a step', [1.5, 2]],
    ['one length for two sequences', [2]],
  ])('is refused with %s', (_, lengths) => {
    tf.tidy(() => {
      const { layer, inputs } = createExample('gru', { steps: 3, batch: 2, features: 2, units: 2, seed: 1 });
      expect(() => runSequence(layer, inputs, { lengths })).toThrow(RangeError);
    });
  });

  it('over a thousand gradient steps with lengths and in reverse leaves no tensor', () => {
    for (const cell of CELLS) {
      tf.engine().startScope();
      const example = createExample(cell, { steps: 3, batch: 2, features: 2, units: 2, seed: 1 });
      const step = (): void => {
        tf.tidy(() => {
          tf.grads((...args) => {
            const { layer, inputs, initial } = replaceTensors(example, args);
            return tf.sum(runSequence(layer, inputs, { initial, lengths: [3, 2], reverse: true }).outputs);
          })(tensorsOf(example));
        });
      };
      step();
      const before = tf.memory().numTensors;
      for (let i = 0; i < 1000; i += 1) step();
      expect(tf.memory().numTensors).toBe(before);
      tf.engine().endScope();
    }
  });
});
