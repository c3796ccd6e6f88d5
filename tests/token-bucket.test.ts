import fc from 'fast-check';
import { createTokenBucket } from '../server/token-bucket.ts';

test('a token bucket never gives more than its burst and its rate allow', () => {
  const steps = fc.array(fc.nat({ max: 500 }), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), steps, (burst, perSecond, waits) => {
      let nowMs = 0;
      const bucket = createTokenBucket({ burst, perSecond }, () => nowMs);
      let taken = 0;
      for (const waitMs of waits) {
        nowMs += waitMs;
        if (bucket.take()) taken += 1;
      }
      return taken <= burst + (nowMs / 1000) * perSecond + 1e-6 && taken >= Math.min(waits.length, burst);
    }),
  );
});
