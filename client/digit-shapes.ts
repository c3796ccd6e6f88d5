/**
 * One drawing of every digit, for those who cannot draw one: strokes in a square of side 1.
 */
export type Point = { x: number; y: number };
export type Stroke = Point[];

const point = (x: number, y: number): Point => ({ x, y });

/** Part of an ellipse; angles in turns, 0 to the right, growing clockwise. */
function arc(centre: Point, radiusX: number, radiusY: number, from: number, to: number): Stroke {
  const steps = 24;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (from + ((to - from) * step) / steps) * 2 * Math.PI;
    return point(centre.x + radiusX * Math.cos(angle), centre.y + radiusY * Math.sin(angle));
  });
}

export const DIGIT_SHAPES: readonly Stroke[][] = [
  [arc(point(0.5, 0.5), 0.21, 0.32, -0.25, 0.78)],
  [[point(0.53, 0.18), point(0.5, 0.5), point(0.47, 0.82)]],
  [[...arc(point(0.49, 0.35), 0.19, 0.16, -0.45, 0.1), point(0.32, 0.8), point(0.73, 0.78)]],
  [[...arc(point(0.48, 0.34), 0.17, 0.15, -0.42, 0.22), ...arc(point(0.48, 0.65), 0.2, 0.17, -0.24, 0.42)]],
  [
    [point(0.36, 0.2), point(0.3, 0.54), point(0.68, 0.52)],
    [point(0.66, 0.22), point(0.6, 0.82)],
  ],
  [[point(0.7, 0.2), point(0.4, 0.2), point(0.36, 0.46), ...arc(point(0.47, 0.63), 0.2, 0.18, -0.3, 0.4)]],
  [[...arc(point(0.64, 0.62), 0.32, 0.44, -0.3, -0.5), ...arc(point(0.5, 0.65), 0.18, 0.16, -0.5, 0.5)]],
  [[point(0.28, 0.22), point(0.7, 0.22), point(0.56, 0.5), point(0.46, 0.82)]],
  [[...arc(point(0.5, 0.34), 0.15, 0.14, 0.25, -0.75).slice(0, 25), ...arc(point(0.5, 0.65), 0.18, 0.17, -0.25, 0.75)]],
  [[...arc(point(0.48, 0.36), 0.17, 0.16, 0, 1), point(0.64, 0.5), point(0.56, 0.82)]],
];
