/** What the network makes of a drawing: the digit, how sure it is of each, and the picture it was given. */
import { SIDE } from './digit-image.ts';
import { find, make } from './elements.ts';
import { percent } from './text-language.ts';

export function createDigitReading() {
  const label = find('digit-label', HTMLElement);
  const scores = find('scores', HTMLElement);
  const seen = find('seen', HTMLCanvasElement);
  const context = seen.getContext('2d');
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const bar = make('span', 'bar');
    const value = make('span', 'score');
    const row = make('li', 'score-row', make('span', 'digit', String(digit)), bar, value);
    scores.append(row);
    return { row, bar, value };
  });

  function showScores(best: number, values: readonly number[]): void {
    rows.forEach(({ row, bar, value }, digit) => {
      const score = values[digit];
      row.classList.toggle('best', digit === best);
      bar.style.setProperty('--score', String(score ?? 0));
      value.textContent = score === undefined ? '' : percent(score);
    });
  }

  return {
    show(best: number, values: readonly number[]): void {
      label.textContent = String(best);
      label.classList.add('read');
      showScores(best, values);
    },
    showSeen(pixels: readonly number[]): void {
      const image = new ImageData(SIDE, SIDE);
      pixels.forEach((pixel, index) => {
        const level = Math.round(pixel * 255);
        image.data.set([level, level, level, 255], index * 4);
      });
      context?.putImageData(image, 0, 0);
    },
    clear(): void {
      label.textContent = '–';
      label.classList.remove('read');
      showScores(-1, []);
      context?.clearRect(0, 0, SIDE, SIDE);
    },
  };
}
