/** What the models share when they answer: states in and out of an ONNX network, and the softmax. */
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { STATES, stateInput, stateOutput, type Cell } from './weights.ts';

/** Recurrent states by the names the network takes them under. */
export type States = Readonly<Record<string, Tensor>>;

export const floats = (values: Float32Array, shape: number[]): Tensor => new Tensor('float32', values, shape);

/** One symbol of one text, as a network with `[steps, batch]` ids takes it. */
export const oneSymbol = (id: number): Tensor => new Tensor('int64', BigInt64Array.of(BigInt(id)), [1, 1]);

/** All-zero states of `layers`, for a batch. */
export function zeroStates(layers: readonly string[], cell: Cell, units: number, batch = 1): States {
  const names = layers.flatMap((layer) => STATES[cell].map((state) => stateInput(layer, state)));
  return Object.fromEntries(names.map((name) => [name, floats(new Float32Array(batch * units), [1, batch, units])]));
}

/** The states a run gave, under the names the next run takes them. */
export function nextStates(outputs: InferenceSession.ReturnType, states: States): States {
  return Object.fromEntries(Object.keys(states).map((name) => [name, outputOf(outputs, stateOutput(name))]));
}

/** @throws when the network has no such output: the artifact is not of this model. */
export function outputOf(outputs: InferenceSession.ReturnType | States, name: string): Tensor {
  const output = outputs[name];
  if (!(output instanceof Tensor)) throw new Error(`The network has no output ${name}.`);
  return output;
}

export function floatsOf(tensor: Tensor): Float32Array {
  if (!(tensor.data instanceof Float32Array)) throw new Error(`Expected floats, not ${tensor.type}.`);
  return tensor.data;
}

/** Probabilities from logits; stable for any finite values. */
export function softmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

/** Index of the highest value. */
export function argmax(values: Float32Array): number {
  let best = 0;
  values.forEach((value, index) => {
    if (value > (values[best] ?? -Infinity)) best = index;
  });
  return best;
}
