/**
 * Particles whose shape does not agree with the final consonant before them: 책를, 사과을, 서울으로, 친구이에요.
 *
 * A word may end like a noun with its particle and be none (가을, 지은, 작가), so each shape is judged only where it is
 * safe: some are wrong after any word, others only after a noun that the word list knows, under a whole that it does
 * not know. What is missed is missed; what is reported is wrong.
 */
import { finalSound } from '../korean.ts';
import type { Finding } from '../tsv.ts';
import type { Text } from './text.ts';

/** A shape and the shape to take instead. */
interface Shape {
  particle: string;
  /** What stands before it where it is wrong. `tight` is closed by a consonant other than ㄹ, `loose` the rest. */
  wrongAfter: 'open' | 'closed' | 'tight' | 'loose';
  instead: string;
  /** Whether it is wrong after any word, or only after a noun of the word list. */
  after: 'any' | 'noun';
}

const SHAPES: readonly Shape[] = [
  { particle: '이었어요', wrongAfter: 'open', instead: '였어요', after: 'noun' },
  { particle: '였어요', wrongAfter: 'closed', instead: '이었어요', after: 'noun' },
  { particle: '이에요', wrongAfter: 'open', instead: '예요', after: 'noun' },
  { particle: '예요', wrongAfter: 'closed', instead: '이에요', after: 'any' },
  { particle: '이라고', wrongAfter: 'open', instead: '라고', after: 'noun' },
  { particle: '이라도', wrongAfter: 'open', instead: '라도', after: 'noun' },
  { particle: '이라서', wrongAfter: 'open', instead: '라서', after: 'noun' },
  { particle: '라고', wrongAfter: 'tight', instead: '이라고', after: 'any' },
  { particle: '라도', wrongAfter: 'tight', instead: '이라도', after: 'any' },
  { particle: '라서', wrongAfter: 'tight', instead: '이라서', after: 'any' },
  { particle: '이랑', wrongAfter: 'open', instead: '랑', after: 'noun' },
  { particle: '랑', wrongAfter: 'closed', instead: '이랑', after: 'noun' },
  { particle: '이나', wrongAfter: 'open', instead: '나', after: 'noun' },
  { particle: '으로', wrongAfter: 'loose', instead: '로', after: 'any' },
  { particle: '로', wrongAfter: 'tight', instead: '으로', after: 'noun' },
  { particle: '를', wrongAfter: 'closed', instead: '을', after: 'any' },
  { particle: '을', wrongAfter: 'open', instead: '를', after: 'noun' },
  { particle: '와', wrongAfter: 'closed', instead: '과', after: 'any' },
  { particle: '과', wrongAfter: 'open', instead: '와', after: 'noun' },
  { particle: '는', wrongAfter: 'closed', instead: '은', after: 'noun' },
  { particle: '은', wrongAfter: 'open', instead: '는', after: 'noun' },
  { particle: '가', wrongAfter: 'closed', instead: '이', after: 'noun' },
  { particle: '이', wrongAfter: 'open', instead: '가', after: 'noun' },
];

/** The one verb whose form ends in 를 after a consonant: 들르다. */
const VERB_FORMS = ['들를'];

/** Korean words as the corpus knows them. */
export interface KoreanWords {
  nouns: ReadonlySet<string>;
  /** Any word in the form that it is listed in. */
  all: ReadonlySet<string>;
}

const isWrong = (wrongAfter: Shape['wrongAfter'], stem: string): boolean => {
  const final = finalSound(stem);
  switch (wrongAfter) {
    case 'open':
      return final === '';
    case 'closed':
      return final !== '';
    case 'loose':
      return final === '' || final === 'ㄹ';
    case 'tight':
      return final !== '' && final !== 'ㄹ';
  }
};

/** What is wrong with one word between spaces, its punctuation taken off; null where nothing is known to be. */
export function problemOfParticle(word: string, { nouns, all }: KoreanWords): string | null {
  if (all.has(word) || all.has(`${word}다`) || VERB_FORMS.includes(word)) return null;
  for (const { particle, wrongAfter, instead, after } of SHAPES) {
    if (!word.endsWith(particle) || word.length === particle.length) continue;
    const stem = word.slice(0, -particle.length);
    const known = after === 'any' || (stem.length > 1 && nouns.has(stem));
    return known && isWrong(wrongAfter, stem) ? `${word} should be ${stem}${instead}` : null;
  }
  return null;
}

export function koreanWords(texts: readonly Text[], nounTexts: Iterable<string>): KoreanWords {
  const nouns = new Set<string>();
  for (const text of nounTexts) nouns.add(text.split(' ').at(-1) ?? '');
  const all = new Set(nouns);
  for (const { language, kind, text } of texts) {
    if (language === 'Korean' && kind !== 'sentence') for (const word of text.split(' ')) all.add(word);
  }
  return { nouns, all };
}

export function checkParticles(texts: readonly Text[], known: KoreanWords): Finding[] {
  const findings: Finding[] = [];
  for (const { language, text, file, line } of texts) {
    if (language !== 'Korean') continue;
    for (const word of text.split(/[^가-힣A-Za-z\d]+/)) {
      const problem = problemOfParticle(word, known);
      if (problem !== null) findings.push({ file, line, problem: `${JSON.stringify(text)}: ${problem}` });
    }
  }
  return findings;
}
