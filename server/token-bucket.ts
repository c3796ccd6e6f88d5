/** How often something may happen: `burst` at once, then `perSecond` on average. */
export interface Rate {
  burst: number;
  perSecond: number;
}

export interface TokenBucket {
  /** Takes one token; false when there is none. */
  take(): boolean;
}

/** A full bucket that refills steadily. `now` gives milliseconds that never go back. */
export function createTokenBucket(
  { burst, perSecond }: Rate,
  now: () => number = () => performance.now(),
): TokenBucket {
  let tokens = burst;
  let filledAtMs = now();
  return {
    take() {
      const nowMs = now();
      tokens = Math.min(burst, tokens + ((nowMs - filledAtMs) / 1000) * perSecond);
      filledAtMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
