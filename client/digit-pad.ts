/**
 * Draw a digit, see it read. One drawing is with the server at a time; the newest goes next, so that a slow server
 * gets fewer of them and never an old one.
 */
import type { ClientEvent, ErrorCode, Id, ServerPayloads } from '../shared/protocol.ts';
import type { Announcer } from './announcer.ts';
import { toMnist } from './digit-image.ts';
import { createDigitReading } from './digit-reading.ts';
import { DIGIT_SHAPES } from './digit-shapes.ts';
import type { Point } from './digit-shapes.ts';
import { createDrawing } from './drawing.ts';
import { find, make } from './elements.ts';
import { phrase, setLabel, setPlainText, setText } from './interface-text.ts';

const STEP = 0.04;
const BUSY_RETRY_MS = 500;
const ARROWS: Record<string, Point | undefined> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

type Options = { send: (event: ClientEvent) => boolean; announcer: Announcer };

export function createDigitPad({ send, announcer }: Options) {
  const pad = find('pad', HTMLElement);
  const canvas = find('canvas', HTMLCanvasElement);
  const pen = find('pen', HTMLElement);
  const note = find('digit-note', HTMLElement);
  const drawing = createDrawing(canvas);
  const reading = createDigitReading();
  const position: Point = { x: 0.5, y: 0.3 };
  let isInked = false;
  let isPenDown = false;
  let lastPoint: Point | undefined;
  let isFramePending = false;
  let count = 0;
  let inFlight: Id | undefined;
  let isDue = false;

  /** The drawing changed: look at it when the frame ends, not at every point. */
  function change(): void {
    isInked = true;
    pad.classList.add('inked');
    if (isFramePending) return;
    isFramePending = true;
    requestAnimationFrame(() => {
      isFramePending = false;
      ask();
    });
  }

  function ask(): void {
    if (!isInked) return;
    const pixels = toMnist(drawing.ink());
    reading.showSeen(pixels);
    isDue = inFlight !== undefined;
    if (isDue) return;
    count += 1;
    const id = `digit-${count}`;
    // Three decimals say all that 255 grey levels do, in a frame a quarter as long.
    const rounded = pixels.map((pixel) => Math.round(pixel * 1000) / 1000);
    if (send({ type: 'digit', id, pixels: rounded })) {
      inFlight = id;
      setPlainText(note, '');
    } else setText(note, 'digitOffline');
  }

  function clear(): void {
    drawing.clear();
    reading.clear();
    isInked = isDue = false;
    inFlight = undefined;
    pad.classList.remove('inked');
    setPlainText(note, '');
  }

  function pointOf(event: PointerEvent): Point {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    lastPoint = pointOf(event);
    drawing.line(lastPoint, lastPoint);
    change();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!lastPoint) return;
    const points = event.getCoalescedEvents().map(pointOf);
    for (const point of points.length > 0 ? points : [pointOf(event)]) {
      drawing.line(lastPoint, point);
      lastPoint = point;
    }
    change();
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(type, () => {
      lastPoint = undefined;
    });
  }

  function showPen(): void {
    pen.style.setProperty('--x', String(position.x));
    pen.style.setProperty('--y', String(position.y));
    pen.classList.toggle('down', isPenDown);
  }

  canvas.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const from = { ...position };
      position.x = Math.min(0.95, Math.max(0.05, position.x + arrow.x));
      position.y = Math.min(0.95, Math.max(0.05, position.y + arrow.y));
      if (isPenDown) {
        drawing.line(from, position);
        change();
      }
    } else if (event.key === ' ') {
      isPenDown = !isPenDown;
      announcer.say(phrase(isPenDown ? 'penDown' : 'penUp'));
      if (isPenDown) {
        drawing.line(position, position);
        change();
      }
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      clear();
      announcer.say(phrase('cleared'));
    } else return;
    event.preventDefault();
    showPen();
  });

  find('clear', HTMLElement).addEventListener('click', () => {
    clear();
    canvas.focus(); // the button goes with the ink, and the focus must not go with it
    announcer.say(phrase('cleared'));
  });
  DIGIT_SHAPES.forEach((strokes, digit) => {
    const button = make('button', 'example', String(digit));
    button.type = 'button';
    setLabel(button, 'example', digit);
    button.addEventListener('click', () => {
      clear();
      strokes.forEach(drawing.stroke);
      change();
    });
    find('examples', HTMLElement).append(button);
  });
  reading.clear();
  showPen();

  return {
    show({ id, label, scores }: ServerPayloads['digit']): void {
      if (id !== inFlight) return; // cleared since, or from before a reconnect
      inFlight = undefined;
      reading.show(label, scores);
      announcer.say(phrase('announceDigit', label));
      if (isDue) ask();
    },
    showError(code: ErrorCode, id: Id): void {
      if (id !== inFlight) return;
      inFlight = undefined;
      if (code === 'rate_limited') setTimeout(ask, BUSY_RETRY_MS);
      else setText(note, `error_${code}`);
    },
    /** A new session does not answer what the old one was asked. */
    reconnect(): void {
      inFlight = undefined;
      ask();
    },
  };
}
