import fc from 'fast-check';
import { createSchedule, type ScheduleOptions } from '../models/schedule.ts';

const PEAK = 0.01;

it('is constant without options', () => {
  const rate = createSchedule({ peak: PEAK });
  expect([1, 100, 1e6].map(rate)).toEqual([PEAK, PEAK, PEAK]);
});

it('rises in a line over the warm-up', () => {
  const rate = createSchedule({ peak: 1, warmUpSteps: 4 });
  expect([1, 2, 3, 4, 5].map(rate)).toEqual([0.25, 0.5, 0.75, 1, 1]);
});

it('falls as a half cosine to a tenth, and stays there', () => {
  const rate = createSchedule({ peak: 1, warmUpSteps: 10, decay: 'cosine', totalSteps: 110 });
  expect(rate(60)).toBeCloseTo(0.55, 10);
  expect(rate(110)).toBeCloseTo(0.1, 10);
  expect(rate(500)).toBeCloseTo(0.1, 10);
});

it('halves with four times the steps as inverse square root', () => {
  const rate = createSchedule({ peak: 1, warmUpSteps: 100, decay: 'inverse-sqrt' });
  expect(rate(400)).toBeCloseTo(0.5, 10);
  expect(rate(1600)).toBeCloseTo(0.25, 10);
});

it('has no cosine without an end', () => {
  expect(() => createSchedule({ peak: 1, decay: 'cosine' })).toThrow('A cosine schedule needs totalSteps.');
});

describe('whatever its options,', () => {
  const options: fc.Arbitrary<Required<ScheduleOptions>> = fc.record({
    peak: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    warmUpSteps: fc.integer({ min: 0, max: 1000 }),
    decay: fc.constantFrom('constant', 'cosine', 'inverse-sqrt'),
    totalSteps: fc.integer({ min: 1, max: 5000 }),
  });
  const steps = fc.integer({ min: 1, max: 10_000 });

  it('is above 0 and never above the peak', () => {
    fc.assert(
      fc.property(options, steps, (schedule, step) => {
        const rate = createSchedule(schedule)(step);
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(schedule.peak * (1 + 1e-12));
      }),
    );
  });

  it('rises in the warm-up and never after it', () => {
    fc.assert(
      fc.property(options, steps, (schedule, step) => {
        const rate = createSchedule(schedule);
        const change = rate(step + 1) - rate(step);
        if (step < schedule.warmUpSteps) expect(change).toBeGreaterThan(0);
        else expect(change).toBeLessThanOrEqual(1e-12 * schedule.peak);
      }),
    );
  });

  it('goes on from the peak without a jump at the end of the warm-up', () => {
    const long = options.filter(({ warmUpSteps, totalSteps }) => warmUpSteps >= 10 && totalSteps >= warmUpSteps + 100);
    fc.assert(
      fc.property(long, (schedule) => {
        const rate = createSchedule(schedule);
        expect(rate(schedule.warmUpSteps) / schedule.peak).toBeCloseTo(1, 10);
        expect(rate(schedule.warmUpSteps + 1)).toBeGreaterThan(0.95 * schedule.peak);
      }),
    );
  });
});
