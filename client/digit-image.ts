/**
 * A drawing made to look like MNIST, as MNIST itself was made: the ink's bounding box scaled to 20 pixels on its longer
 * side, antialiased, then moved by whole pixels so that its centre of mass is in the middle of 28×28. White on black.
 */
export const SIDE = 28;
const BOX = 20;
/** Where the centre of mass of MNIST's images lies: the middle of pixel 14 (measured over 5,000 of them). */
const CENTRE = 14.5;
/** Fainter than this is antialiasing, not ink. */
const FAINT = 0.05;

/** Ink row by row, 0–1. */
export type Ink = { values: ArrayLike<number>; width: number; height: number };
type Box = { left: number; top: number; width: number; height: number };

/** 784 numbers 0–1, row by row; all 0 where nothing was drawn. */
export function toMnist(ink: Ink): number[] {
  const image = new Array<number>(SIDE * SIDE).fill(0);
  const box = boundsOf(ink);
  if (!box) return image;
  const scale = BOX / Math.max(box.width, box.height);
  const width = Math.max(1, Math.round(box.width * scale));
  const height = Math.max(1, Math.round(box.height * scale));
  const small = resample(ink, box, width, height);
  const centre = centreOfMass(small, width);
  const left = place(CENTRE - centre.x, width);
  const top = place(CENTRE - centre.y, height);
  small.forEach((value, index) => {
    const x = left + (index % width);
    const y = top + Math.floor(index / width);
    image[y * SIDE + x] = Math.min(1, Math.max(0, value));
  });
  return image;
}

/** The nearest whole-pixel offset that keeps all of the ink inside; half a pixel, give or take an error, goes down. */
const place = (offset: number, size: number): number =>
  Math.min(SIDE - size, Math.max(0, Math.ceil(offset - 0.5 - 1e-9)));

function boundsOf({ values, width, height }: Ink): Box | undefined {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((values[y * width + x] ?? 0) <= FAINT) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Each target pixel is the mean of the area it covers, parts of source pixels counted in part. */
function resample({ values, width: stride }: Ink, box: Box, width: number, height: number): number[] {
  const stepX = box.width / width;
  const stepY = box.height / height;
  return Array.from({ length: width * height }, (_, index) => {
    const fromX = box.left + (index % width) * stepX;
    const fromY = box.top + Math.floor(index / width) * stepY;
    let sum = 0;
    for (let y = Math.floor(fromY); y < fromY + stepY; y += 1) {
      const shareY = Math.min(y + 1, fromY + stepY) - Math.max(y, fromY);
      for (let x = Math.floor(fromX); x < fromX + stepX; x += 1) {
        const shareX = Math.min(x + 1, fromX + stepX) - Math.max(x, fromX);
        sum += (values[y * stride + x] ?? 0) * shareX * shareY;
      }
    }
    return sum / (stepX * stepY);
  });
}

function centreOfMass(values: readonly number[], width: number): { x: number; y: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  values.forEach((value, index) => {
    mass += value;
    x += value * ((index % width) + 0.5);
    y += value * (Math.floor(index / width) + 0.5);
  });
  return { x: x / mass, y: y / mass };
}
