/**
 * Both directions of an LSTM over the same sequences as one op on native TensorFlow: in a graph the two time loops, which
 * do not wait for each other, run side by side. Every encoder of the translator is one.
 */
import * as tf from '@tensorflow/tfjs-core';
import { statesBefore, weightGradients, type CellInputs, type Matrix, type Steps } from './cells.ts';
import { runCustomOp } from './custom-op.ts';
import { matMulTransposedB } from './kernels.ts';
import { stackKernels } from './native-cells.ts';
import { runGraph, type KernelGraph } from './native-graph.ts';
import { isNative, type LstmSteps } from './native-kernels.ts';
import { describePadding, lastSteps, reverseSteps, stateGradients, type Lengths, type Padding } from './padding.ts';
import type { BidirectionalResult, RecurrentLayer } from './recurrent.ts';

interface Directions {
  forward: RecurrentLayer;
  backward: RecurrentLayer;
}

/** One direction: its inputs in its own order, and what its steps made of them. */
interface Direction {
  inputs: CellInputs;
  steps: LstmSteps;
}

const NAMES = ['forward', 'backward'] as const;

/** TensorFlow's kernel warns where batch and inputs are both odd; there the directions run one after the other. */
export function canRunBidirectionalLstm({ forward, backward }: Directions, inputs: Steps): boolean {
  const [, batch, features] = inputs.shape;
  const areLstms = forward.cell === 'lstm' && backward.cell === 'lstm';
  return isNative() && areLstms && (batch % 2 === 0 || features % 2 === 0);
}

function runForward(inputs: readonly [CellInputs, CellInputs]): [LstmSteps, LstmSteps] {
  const [steps] = inputs[0].x.shape;
  const tensors: Record<string, tf.Tensor> = { peephole: tf.zeros([inputs[0].hidden.shape[1]]) };
  inputs.forEach((direction, index) => {
    const { x, hidden, memory, bias } = direction;
    Object.assign(tensors, named(index, { x, hidden, memory, bias, weights: stackKernels(direction) }));
  });
  const made = runGraph(`bidirectional lstm ${steps}`, tensors, (graph) => {
    for (const name of Object.keys(tensors)) graph.input(name);
    const length = graph.longInteger(steps);
    return NAMES.flatMap((_, index) => {
      const [x, memory, hidden, weights, bias] = ['x', 'memory', 'hidden', 'weights', 'bias'].map((name) =>
        nameOf(index, name),
      ) as [string, string, string, string, string];
      const peepholes = ['peephole', 'peephole', 'peephole'];
      const name = graph.node('BlockLSTM', [length, x, memory, hidden, weights, ...peepholes, bias], {
        forget_bias: { f: 0 },
        cell_clip: { f: 0 },
        use_peephole: { b: false },
      });
      return Array.from({ length: 7 }, (_value, output) => `${name}:${output}`);
    });
  });
  return [made.slice(0, 7) as LstmSteps, made.slice(7) as LstmSteps];
}

const nameOf = (index: number, name: string): string => `${name}_${NAMES[index] ?? ''}`;
const named = (index: number, tensors: Record<string, tf.Tensor>): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [nameOf(index, name), tensor]));

/** Adds the time loop of one direction's gradient. @returns the pre-activation gradients [steps · batch, 4 · units]. */
function addGradientLoop(graph: KernelGraph, index: number, steps: number, isPadded: boolean): string {
  const value = (name: string): string => nameOf(index, name);
  const sequences = ['x', 'memoryBefore', 'hiddenBefore'].map((name) => graph.unstack(value(name), steps));
  const gates = ['input', 'memories', 'forget', 'output', 'candidate', 'squashed'].map((name) =>
    graph.unstack(value(name), steps),
  );
  const outside = graph.unstack(value('sequence'), steps);
  const memories = isPadded ? graph.unstack(value('memoryGradients'), steps) : undefined;
  const step = (list: readonly string[][], which: number): string[] => list.map((sequence) => sequence[which] ?? '');
  const add = (first: string | undefined, second: string | undefined): string =>
    first === undefined || second === undefined ? (first ?? second ?? '') : graph.node('AddV2', [first, second]);
  const slopes: string[] = [];
  let hidden: string | undefined;
  let memory: string | undefined = isPadded ? undefined : value('memoryGradient');
  for (let which = steps - 1; which >= 0; which -= 1) {
    const state = [...step(sequences, which), value('weights'), 'peephole', 'peephole', 'peephole', value('bias')];
    const reached = [add(memories?.[which], memory), add(outside[which], hidden)];
    const name = graph.node('LSTMBlockCellGrad', [...state, ...step(gates, which), ...reached], {
      use_peephole: { b: false },
    });
    memory = name;
    slopes.unshift(`${name}:1`);
    if (which > 0) hidden = graph.matMul(`${name}:1`, value('transposed'));
  }
  return graph.concat(slopes);
}

interface ReachedDirection extends Direction {
  sequence: Steps;
  hidden: Matrix;
  memory: Matrix;
}

/** @returns each direction's pre-activation gradients. */
function runBackward(directions: readonly ReachedDirection[], padding: Padding | undefined): Matrix[] {
  const [steps = 0, , units = 0] = directions[0]?.steps[6].shape ?? [];
  const tensors: Record<string, tf.Tensor> = { peephole: tf.zeros([units]) };
  directions.forEach(({ inputs, steps: made, sequence, hidden, memory }, index) => {
    const [input, memories, forget, output, candidate, squashed, hiddens] = made;
    const reached = stateGradients(sequence, hidden, memory, padding);
    // Where nothing is padded, the final state is the last step's, and its gradient is added there.
    const last = padding === undefined ? addToLast(sequence, hidden) : (reached.sequence as Steps);
    Object.assign(
      tensors,
      named(index, {
        ...{ x: inputs.x, weights: stackKernels(inputs), bias: inputs.bias },
        transposed: tf.transpose(inputs.recurrent),
        ...{ input, memories, forget, output, candidate, squashed },
        memoryBefore: tf.stack(statesBefore(inputs.memory, memories)),
        hiddenBefore: tf.stack(statesBefore(inputs.hidden, hiddens)),
        sequence: last,
        ...(reached.memories ? { memoryGradients: reached.memories } : { memoryGradient: memory }),
      }),
    );
  });
  const isPadded = padding !== undefined;
  return runGraph(`bidirectional lstm gradient ${steps} ${isPadded}`, tensors, (graph) => {
    for (const name of Object.keys(tensors)) graph.input(name);
    return NAMES.map((_, index) => addGradientLoop(graph, index, steps, isPadded));
  }) as Matrix[];
}

/** A sequence with something added to its last step. */
function addToLast(sequence: Steps, last: Matrix): Steps {
  const [steps, batch, units] = sequence.shape;
  if (steps === 1) return tf.add(sequence, tf.expandDims(last, 0));
  const [first, end] = tf.split(sequence, [steps - 1, 1], 0) as [Steps, Steps];
  return tf.concat([first, tf.add(end, tf.reshape(last, [1, batch, units]))], 0);
}

/** @param inputs [steps, batch, inputs]; see `canRunBidirectionalLstm`. */
export function runBidirectionalLstm(
  { forward, backward }: Directions,
  inputs: tf.Tensor3D,
  lengths: Lengths | undefined,
): BidirectionalResult {
  const [steps, batch] = inputs.shape;
  const units = forward.recurrent.shape[0];
  const padding = describePadding(lengths, steps, batch);
  const turn = (sequence: Steps): Steps => reverseSteps(sequence, padding?.lengths);
  const zeros: Matrix = tf.zeros([batch, units]);
  const weightsOf = ({ kernel, recurrent, bias }: RecurrentLayer) => ({ kernel, recurrent, bias });
  const weights = {
    ...{ forwardKernel: forward.kernel, forwardRecurrent: forward.recurrent, forwardBias: forward.bias },
    ...{ backwardKernel: backward.kernel, backwardRecurrent: backward.recurrent, backwardBias: backward.bias },
  };
  const cellInputs = (x: Steps, layer: RecurrentLayer): CellInputs => ({
    ...{ x, hidden: zeros, memory: zeros },
    ...weightsOf(layer),
  });

  const [outputs, ...states] = runCustomOp({
    inputs: { x: inputs, ...weights },
    forward(save): [Steps, Matrix, Matrix, Matrix, Matrix] {
      const both = [cellInputs(inputs, forward), cellInputs(turn(inputs), backward)] as const;
      const made = runForward(both);
      const kept = made.flatMap((sequences, index) => [both[index]?.x as Steps, ...sequences]);
      save([...kept, ...Object.values(weights), zeros, ...(padding ? [padding.rows, padding.mask] : [])]);
      const [there, back] = made.map(([, , , , , , hidden]) => (padding ? tf.mul(hidden, padding.mask) : hidden)) as [
        Steps,
        Steps,
      ];
      const [first, firstMemory, second, secondMemory] = made.flatMap((sequences) => [
        lastSteps(sequences[6], padding),
        lastSteps(sequences[1], padding),
      ]) as [Matrix, Matrix, Matrix, Matrix];
      return [tf.concat([there, turn(back)], 2), first, firstMemory, second, secondMemory];
    },
    backward([outputGradient, ...stateGradientList], saved) {
      const [rows, mask] = saved.slice(23);
      const savedPadding = padding && { lengths: padding.lengths, rows: rows as tf.Tensor2D, mask: mask as Steps };
      const savedZeros = saved[22] as Matrix;
      const made = tf.tidy(() => {
        const halves = tf.split(outputGradient as Steps, 2, 2) as [Steps, Steps];
        const directions = NAMES.map((_, index): ReachedDirection => {
          const [x, ...sequences] = saved.slice(8 * index, 8 * index + 8) as [Steps, ...LstmSteps];
          const [kernel, recurrent, bias] = saved.slice(16 + 3 * index, 19 + 3 * index) as [
            Matrix,
            Matrix,
            tf.Tensor1D,
          ];
          const half = halves[index] as Steps;
          return {
            inputs: { x, hidden: savedZeros, memory: savedZeros, kernel, recurrent, bias },
            steps: sequences,
            sequence: index === 0 ? half : turn(half),
            hidden: stateGradientList[2 * index] as Matrix,
            memory: stateGradientList[2 * index + 1] as Matrix,
          };
        });
        const preActivations = runBackward(directions, savedPadding);
        return directions.map(({ inputs: own, steps: sequences }, index) => {
          const stepGradients = [preActivations[index] as Matrix];
          return weightGradients('lstm', own, { hidden: sequences[6], saved: [] }, stepGradients);
        });
      });
      const [there, back] = made as [(typeof made)[0], (typeof made)[0]];
      const through = ({ preActivations }: typeof there, kernel: Matrix): Steps =>
        tf.reshape(matMulTransposedB(preActivations, kernel), inputs.shape);
      return {
        x: () => tf.add(through(there, saved[16] as Matrix), turn(through(back, saved[19] as Matrix))),
        forwardKernel: () => there.kernel,
        forwardRecurrent: () => there.recurrent,
        forwardBias: () => there.bias,
        backwardKernel: () => back.kernel,
        backwardRecurrent: () => back.recurrent,
        backwardBias: () => back.bias,
      };
    },
  });
  const [hidden, memory, backHidden, backMemory] = states;
  return { outputs, forward: { hidden, memory }, backward: { hidden: backHidden, memory: backMemory } };
}
