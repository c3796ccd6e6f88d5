/** Learning rates over the steps of a run. */

export interface ScheduleOptions {
  /** The highest rate, reached after the warm-up. */
  peak: number;
  /** Steps over which the rate rises from 0 to the peak (Goyal et al. 2017). */
  warmUpSteps?: number;
  /** How it falls afterwards: not at all, as a half cosine to a tenth (Loshchilov & Hutter 2017), or as 1/√step. */
  decay?: 'constant' | 'cosine' | 'inverse-sqrt';
  /** The steps of the whole run; `cosine` ends there. */
  totalSteps?: number;
}

/** Where a cosine ends, as a share of the peak: the last steps still learn. */
const COSINE_FLOOR = 0.1;

/** @returns the rate of a step, counted from 1. */
export function createSchedule(options: ScheduleOptions): (step: number) => number {
  const { peak, warmUpSteps = 0, decay = 'constant', totalSteps } = options;
  if (decay === 'cosine' && totalSteps === undefined) throw new Error('A cosine schedule needs totalSteps.');
  return (step) => {
    if (step <= warmUpSteps) return (peak * step) / warmUpSteps;
    if (decay === 'inverse-sqrt') return peak * Math.sqrt(Math.max(1, warmUpSteps) / step);
    if (decay === 'constant' || totalSteps === undefined) return peak;
    const share = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return peak * (COSINE_FLOOR + ((1 - COSINE_FLOOR) * (1 + Math.cos(Math.PI * share))) / 2);
  };
}
