/** What the translator answers, as the protocol has it: bounded, with the language it is in. */
import type { Explanation, Translation } from '../models/translation.ts';
import type { Language } from '../shared/language.ts';
import { LIMITS } from '../shared/protocol.ts';
import type { ServerPayloads } from '../shared/protocol.ts';

export function toTranslation(
  { text, score, isSure, alternatives }: Translation,
  to: Language,
): Omit<ServerPayloads['translation'], 'id'> {
  return { text, score, isSure, alternatives: alternatives.slice(0, LIMITS.alternatives), to };
}

/** Three decimals say all that a picture shows, in a third of the bytes; rounding also mends a sum of 1.0000001. */
const round = (weight: number): number => Math.min(1, Math.max(0, Math.round(weight * 1000) / 1000));

/** undefined where there is nothing to show, or more than anyone could look at. */
export function toExplanation(
  explanation: Explanation | undefined,
): Omit<ServerPayloads['explanation'], 'id'> | undefined {
  if (explanation === undefined) return undefined;
  const { source, target, weights } = explanation;
  if (source.length * target.length > LIMITS.explanationWeights) return undefined;
  return { source, target, weights: weights.map((row) => row.map(round)) };
}
