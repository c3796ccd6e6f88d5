/**
 * Kernels of TensorFlow that `@tensorflow/tfjs-node` can run but TensorFlow.js has no op for: a whole LSTM sequence, the
 * steps of LSTM and GRU and their gradients, a fused softmax cross-entropy, Adam in place. Only where the native backend
 * is active. Names and arguments are those of TensorFlow's op definitions (rnn_ops.cc, nn_ops.cc, training_ops.cc).
 */
import * as tf from '@tensorflow/tfjs-core';

type Matrix = tf.Tensor2D;
type Steps = tf.Tensor3D;

interface Attribute {
  name: string;
  type: number;
  value: number | boolean | string | readonly number[];
}

/** What tfjs-node's own kernels are built on; it has no types for it. */
interface NativeBackend {
  binding: Record<
    'TF_FLOAT' | 'TF_INT64' | 'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_SHAPE',
    number
  > & {
    createTensor(shape: number[], type: number, values: Int32Array): number;
    deleteTensor(id: number): void;
    executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): object[];
    loadSavedModel(folder: string, tags: string): number;
    runSavedModel(session: number, inputs: number[], inputNames: string, outputNames: string): object[];
  };
  getInputTensorIds(tensors: tf.Tensor[]): number[];
  createOutputTensor(metadata: object): tf.Tensor;
}

export const isNative = (): boolean => tf.getBackend() === 'tensorflow';

export function nativeBackend(): NativeBackend {
  if (!isNative()) throw new Error(`TensorFlow's kernels need the native backend, not ${tf.getBackend()}.`);
  return tf.backend() as unknown as NativeBackend;
}

type Attributes = Record<string, boolean | { float: number } | { text: string } | { shape: readonly number[] }>;

interface KernelCall {
  name: string;
  inputs: tf.Tensor[];
  outputs: number;
  attributes?: Attributes;
  /** How a kernel calls the type of its elements. */
  typeName?: string;
  /** An int64 input before the others: TensorFlow.js has no tensors of that type. */
  firstInput?: number;
}

function attributesOf({ attributes = {}, typeName = 'T' }: KernelCall, binding: NativeBackend['binding']): Attribute[] {
  const element = { name: typeName, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const others = Object.entries(attributes).map(([name, value]): Attribute => {
    if (typeof value === 'boolean') return { name, type: binding.TF_ATTR_BOOL, value };
    if ('float' in value) return { name, type: binding.TF_ATTR_FLOAT, value: value.float };
    if ('text' in value) return { name, type: binding.TF_ATTR_STRING, value: value.text };
    return { name, type: binding.TF_ATTR_SHAPE, value: value.shape };
  });
  return typeName === '' ? others : [element, ...others];
}

function run(call: KernelCall): tf.Tensor[] {
  const native = nativeBackend();
  const { binding } = native;
  const ids = native.getInputTensorIds(call.inputs);
  const first =
    call.firstInput === undefined
      ? undefined
      : binding.createTensor([], binding.TF_INT64, Int32Array.of(call.firstInput, 0)); // low word, high word
  const inputs = first === undefined ? ids : [first, ...ids];
  try {
    const made = binding.executeOp(call.name, attributesOf(call, binding), inputs, call.outputs);
    return made.map((metadata) => native.createOutputTensor(metadata));
  } finally {
    if (first !== undefined) binding.deleteTensor(first);
  }
}

function single(name: string, ...inputs: tf.Tensor[]): tf.Tensor {
  const [output] = run({ name, inputs, outputs: 1 });
  return output as tf.Tensor;
}

/** a · b or aᵀ · b, by TensorFlow's plain product: see `matMul` in kernels.ts. */
export function matMul(a: Matrix, b: Matrix, transposeA = false): Matrix {
  const attributes = { transpose_a: transposeA, transpose_b: false };
  const [product] = run({ name: 'MatMul', inputs: [a, b], outputs: 1, attributes });
  return product as Matrix;
}

/** dy · (1 − y²) */
export const tanhGrad = (y: Matrix, dy: Matrix): Matrix => single('TanhGrad', y, dy) as Matrix;
/** dy · y · (1 − y) */
export const sigmoidGrad = (y: Matrix, dy: Matrix): Matrix => single('SigmoidGrad', y, dy) as Matrix;
/** ½ Σ x² */
export const halfSquaredNorm = (x: tf.Tensor): tf.Scalar => single('L2Loss', x) as tf.Scalar;

/** Everything an LSTM computes over a sequence, each [steps, batch, units], in BlockLSTM's order. */
export type LstmSteps = [
  input: Steps,
  memory: Steps,
  forget: Steps,
  output: Steps,
  candidate: Steps,
  squashedMemory: Steps,
  hidden: Steps,
];

/**
 * A whole LSTM sequence in one kernel, gates in the order i, g, f, o. `BlockLSTMV2` has them as i, f, g, o, unlike the
 * kernel of the step's gradient.
 * @param weights [inputs + units, 4 · units]: the input kernel above the recurrent one.
 */
export function blockLstm(x: Steps, memory: Matrix, hidden: Matrix, weights: Matrix, bias: tf.Tensor1D): LstmSteps {
  const peephole = tf.zeros([hidden.shape[1]]);
  return run({
    name: 'BlockLSTM',
    firstInput: x.shape[0],
    inputs: [x, memory, hidden, weights, peephole, peephole, peephole, bias],
    outputs: 7,
    attributes: { forget_bias: { float: 0 }, cell_clip: { float: 0 }, use_peephole: false },
  }) as LstmSteps;
}

/**
 * The gradient through the gates of one LSTM step. No product is in it, which is why it can serve a sequence whose
 * weight gradients are made together afterwards: `BlockLSTMGradV2` multiplies them step by step.
 * @param step x, memory and hidden state before the step, then input, memory, forget, output, candidate and squashed
 * memory of the step.
 * @returns gradients of the memory before the step, and of the pre-activations [batch, 4 · units].
 */
export function lstmStepGrad(
  [x, memoryBefore, hiddenBefore, ...gates]: Matrix[],
  { weights, bias, peephole }: { weights: Matrix; bias: tf.Tensor1D; peephole: tf.Tensor1D },
  memoryGradient: Matrix,
  hiddenGradient: Matrix,
): [memory: Matrix, preActivations: Matrix] {
  if (x === undefined || memoryBefore === undefined || hiddenBefore === undefined) throw new RangeError('no step');
  const state = [x, memoryBefore, hiddenBefore, weights, peephole, peephole, peephole, bias];
  const [memory, preActivations] = run({
    name: 'LSTMBlockCellGrad',
    inputs: [...state, ...gates, memoryGradient, hiddenGradient],
    outputs: 5,
    attributes: { use_peephole: false },
  });
  return [memory as Matrix, preActivations as Matrix];
}

/** A GRU's weights as the kernels take them: gates in the order reset, update. */
export interface GruKernelWeights {
  gates: Matrix; // [inputs + units, 2 · units]
  candidate: Matrix; // [inputs + units, units]
  gateBias: tf.Tensor1D;
  candidateBias: tf.Tensor1D;
}

const gruInputs = ({ gates, candidate, gateBias, candidateBias }: GruKernelWeights): tf.Tensor[] => [
  gates,
  candidate,
  gateBias,
  candidateBias,
];

/** One step of a GRU, each [batch, units]. */
export type GruStep = [reset: Matrix, update: Matrix, candidate: Matrix, hidden: Matrix];

export const gruStep = (x: Matrix, hidden: Matrix, weights: GruKernelWeights): GruStep =>
  run({ name: 'GRUBlockCell', inputs: [x, hidden, ...gruInputs(weights)], outputs: 4 }) as GruStep;

/** @returns gradients of x, of the hidden state before, and of the candidate's and the gates' pre-activations. */
export function gruStepGrad(
  x: Matrix,
  hiddenBefore: Matrix,
  weights: GruKernelWeights,
  [reset, update, candidate]: GruStep,
  gradient: Matrix,
): [x: Matrix, hidden: Matrix, candidate: Matrix, gates: Matrix] {
  const inputs = [x, hiddenBefore, ...gruInputs(weights), reset, update, candidate, gradient];
  return run({ name: 'GRUBlockCellGrad', inputs, outputs: 4 }) as [Matrix, Matrix, Matrix, Matrix];
}

/**
 * Cross-entropy of each row of `logits` against its distribution in `targets`, with the gradient of the logits.
 * Both [rows, classes].
 */
export function softmaxCrossEntropy(logits: Matrix, targets: Matrix): [losses: tf.Tensor1D, gradient: Matrix] {
  const name = 'SoftmaxCrossEntropyWithLogits';
  return run({ name, inputs: [logits, targets], outputs: 2 }) as [tf.Tensor1D, Matrix];
}

/** A value that TensorFlow's training kernels change in place. */
export interface ResourceVariable {
  /** A copy that a later change does not touch. */
  read(): tf.Tensor;
  assign(value: tf.Tensor): void;
  readonly handle: tf.Tensor;
  dispose(): void;
}

let variables = 0;

export function createResourceVariable(initial: tf.Tensor): ResourceVariable {
  const [handle] = run({
    name: 'VarHandleOp',
    inputs: [],
    outputs: 1,
    typeName: 'dtype',
    attributes: {
      shape: { shape: initial.shape },
      shared_name: { text: `malbeot_${(variables += 1)}` },
      container: { text: '' },
    },
  });
  if (handle === undefined) throw new Error('TensorFlow made no variable.');
  tf.keep(handle);
  const variable: ResourceVariable = {
    handle,
    read() {
      const [value] = run({ name: 'ReadVariableOp', inputs: [handle], outputs: 1, typeName: 'dtype' });
      return value as tf.Tensor;
    },
    assign(value) {
      run({ name: 'AssignVariableOp', inputs: [handle, value], outputs: 0, typeName: 'dtype' });
    },
    dispose() {
      run({
        name: 'DestroyResourceOp',
        inputs: [handle],
        outputs: 0,
        typeName: '',
        attributes: { ignore_lookup_error: true },
      });
      handle.dispose();
    },
  };
  variable.assign(initial);
  return variable;
}

export interface AdamStep {
  value: ResourceVariable;
  mean: ResourceVariable;
  variance: ResourceVariable;
  gradient: tf.Tensor;
  /** β₁ᵗ and β₂ᵗ */
  powers: [number, number];
  learningRate: number;
  betas: [number, number];
  /** Added to √v̂, as in the paper. */
  epsilon: number;
}

/** One step of Adam (Kingma & Ba 2015, algorithm 1) on one variable, in one kernel. */
export function applyAdam({ value, mean, variance, gradient, powers, learningRate, betas, epsilon }: AdamStep): void {
  tf.tidy(() => {
    // The kernel has the paper's faster form, with ε beside √v: the same once ε is scaled like √v.
    const scaledEpsilon = epsilon * Math.sqrt(1 - powers[1]);
    const numbers = [...powers, learningRate, ...betas, scaledEpsilon].map((number) => tf.scalar(number));
    run({
      name: 'ResourceApplyAdam',
      inputs: [value.handle, mean.handle, variance.handle, ...numbers, gradient],
      outputs: 0,
      attributes: { use_locking: false, use_nesterov: false },
    });
  });
}
