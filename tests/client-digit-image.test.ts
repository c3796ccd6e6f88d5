import { SIDE, toMnist } from '../client/digit-image.ts';
import type { Ink } from '../client/digit-image.ts';

/** A drawing of `side`×`side`, inked where `isInk` says so. */
function draw(side: number, isInk: (x: number, y: number) => boolean): Ink {
  const values = Array.from({ length: side * side }, (_, i) => Number(isInk(i % side, Math.floor(i / side))));
  return { values, width: side, height: side };
}

function boundsOf(image: number[]) {
  const inked = image.flatMap((value, index) => (value > 0 ? [{ x: index % SIDE, y: Math.floor(index / SIDE) }] : []));
  const xs = inked.map(({ x }) => x);
  const ys = inked.map(({ y }) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

test('an empty drawing is an empty image', () => {
  expect(toMnist(draw(100, () => false))).toEqual(new Array(784).fill(0));
});

test.each([
  ['small, in a corner', 280, (x: number, y: number) => x < 40 && y < 40],
  ['large', 280, (x: number, y: number) => x > 5 && y > 5],
  ['smaller than the target', 28, (x: number, y: number) => x > 20 && x < 26 && y > 2 && y < 8],
])('a square drawn %s fills the middle 20×20', (_, side, isInk) => {
  const image = toMnist(draw(side, isInk));
  expect(image).toHaveLength(784);
  expect(image.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(boundsOf(image)).toEqual({ left: 4, right: 23, top: 4, bottom: 23 });
  expect(Math.max(...image)).toBeCloseTo(1);
});

test('the longer side becomes 20 pixels and the proportions stay', () => {
  const { left, right, top, bottom } = boundsOf(
    toMnist(draw(280, (x, y) => x >= 100 && x < 120 && y >= 40 && y < 240)),
  );
  expect(bottom - top + 1).toBe(20);
  expect(right - left + 1).toBe(2);
});

test('the centre of mass, not of the box, is in the middle', () => {
  // An L: its foot pulls the mass down and to the left.
  const image = toMnist(draw(280, (x, y) => (x >= 80 && x < 110 && y >= 40) || (x >= 80 && x < 200 && y >= 240)));
  const mass = image.reduce((sum, value) => sum + value, 0);
  const x = image.reduce((sum, value, i) => sum + value * ((i % SIDE) + 0.5), 0) / mass;
  const y = image.reduce((sum, value, i) => sum + value * (Math.floor(i / SIDE) + 0.5), 0) / mass;
  // Whole pixels, so half a pixel off at most.
  expect(Math.abs(x - 14.5)).toBeLessThanOrEqual(0.5);
  expect(Math.abs(y - 14.5)).toBeLessThanOrEqual(0.5);
});

test('ink whose mass is at one end stays inside the image', () => {
  const image = toMnist(draw(280, (x, y) => (y < 60 && x < 60) || (x >= 29 && x <= 30)));
  expect(boundsOf(image)).toMatchObject({ bottom: 27 });
  expect(boundsOf(image).top).toBe(8);
});

test('edges are antialiased', () => {
  const image = toMnist(draw(280, (x, y) => Math.hypot(x - 140, y - 140) < 90));
  expect(image.some((value) => value > 0.1 && value < 0.9)).toBe(true);
});
