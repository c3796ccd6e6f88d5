/** Ink on a canvas: strokes from a pointer, from the keyboard or from an example. Coordinates run from 0 to 1. */
import type { Ink } from './digit-image.ts';
import type { Point, Stroke } from './digit-shapes.ts';

/** Thick enough that a digit of the pad's height has MNIST's stroke once it is 20 pixels high. */
const PEN = 0.075;

export type Drawing = ReturnType<typeof createDrawing>;

export function createDrawing(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no 2D canvas.');
  const { width, height } = canvas;
  context.lineCap = context.lineJoin = 'round';
  context.lineWidth = PEN * width;
  context.strokeStyle = '#fff';

  /** A line between two points; from a point to itself it is a dot. */
  function line(from: Point, to: Point): void {
    context?.beginPath();
    context?.moveTo(from.x * width, from.y * height);
    context?.lineTo(to.x * width, to.y * height);
    context?.stroke();
  }

  return {
    line,
    clear(): void {
      context.clearRect(0, 0, width, height);
    },
    stroke: (points: Stroke): void => {
      points.forEach((point, index) => {
        line(points[index - 1] ?? point, point);
      });
    },
    /** What is on the canvas; its opacity is the ink, whatever the theme's background. */
    ink(): Ink {
      const { data } = context.getImageData(0, 0, width, height);
      const values = new Float32Array(width * height);
      // A plain loop: this runs at every frame of drawing, and Float32Array.from takes ten times as long.
      for (let i = 0; i < values.length; i += 1) values[i] = (data[i * 4 + 3] ?? 0) / 255;
      return { values, width, height };
    },
  };
}
