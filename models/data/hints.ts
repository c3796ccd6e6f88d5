/**
 * What a second source says: the names of emoji in English and Korean (Unicode CLDR, npm's `cldr-annotations-full`).
 * Hints, not findings: 강아지 beside 개 is no mistake, and nothing is copied from there.
 */
import { createRequire } from 'node:module';
import * as v from 'valibot';
import { koreanKey } from './key.ts';
import type { Word } from './words.ts';

const annotation = v.object({
  default: v.optional(v.array(v.string()), []),
  tts: v.optional(v.array(v.string()), []),
});
const schema = v.object({ annotations: v.object({ annotations: v.record(v.string(), annotation) }) });
type Annotation = v.InferOutput<typeof annotation>;

const loadAnnotations = (language: 'en' | 'ko'): Record<string, Annotation> => {
  const file = `cldr-annotations-full/annotations/${language}/annotations.json`;
  return v.parse(schema, createRequire(import.meta.url)(file)).annotations.annotations;
};

export interface Hints {
  /** Words whose Korean shares nothing with the emoji's name or keywords. */
  disagreements: { english: string; ours: string[]; theirs: string[] }[];
  /** Names of emoji that are no entry. */
  gaps: { english: string; theirs: string[] }[];
}

const MAX_NAME_WORDS = 2;
const PICTURE = /^\p{Extended_Pictographic}/u;
const PLAIN_WORDS = /^[a-z]+(?: [a-z]+)*$/;

/** Whether one of ours is one of theirs, or a part of it (강아지 in 강아지 얼굴) or the other way round. */
function agrees(ours: readonly string[], theirs: readonly string[]): boolean {
  const others = theirs.map(koreanKey);
  return ours.map(koreanKey).some((korean) => others.some((other) => other.includes(korean) || korean.includes(other)));
}

export function compareWithEmoji(words: readonly Word[], load = loadAnnotations): Hints {
  const koreanOf = new Map<string, string[]>();
  for (const { english, korean } of words) {
    const key = english.toLowerCase();
    koreanOf.set(key, [...(koreanOf.get(key) ?? []), ...korean]);
  }
  const [english, korean] = [load('en'), load('ko')];
  const hints: Hints = { disagreements: [], gaps: [] };
  for (const [emoji, { tts }] of Object.entries(english)) {
    const [name = ''] = tts;
    const key = name.toLowerCase();
    const other = korean[emoji];
    // Pictures under plain words: neither signs (tilde) nor "A button (blood type)".
    const isPlain = PICTURE.test(emoji) && PLAIN_WORDS.test(key) && key.split(' ').length <= MAX_NAME_WORDS;
    if (!other || !isPlain) continue;
    const ours = koreanOf.get(key);
    if (!ours) hints.gaps.push({ english: name, theirs: other.tts });
    else if (!agrees(ours, [...other.tts, ...other.default])) {
      hints.disagreements.push({ english: name, ours, theirs: other.tts });
    }
  }
  return hints;
}
