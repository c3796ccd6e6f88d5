/**
 * Registers of Korean: polite (먹어요), formal (먹습니다), casual (먹어). One speaker keeps to one; what an alternative
 * mixes is found where it is plain to see: by the endings of its sentences, a yes of another register (네, 먹어), or an
 * I and you that do not go with the ending (제가 먹어, 너 먹어요).
 */
import { lastSyllable } from '../korean.ts';
import type { Finding } from '../tsv.ts';
import type { Text } from './text.ts';

export type Register = 'polite' | 'formal' | 'casual';

/** Set phrases that are formal amid any polite talk. */
const SET_PHRASES = /^(?:감사|죄송|고맙|미안|반갑|축하|실례|환영|부탁|수고|알겠|뵙겠|먹겠|먹었|다녀)/;

/**
 * Casual sentences end so; nouns and adverbs that end so too are told apart by the word list. Not here: what one says to
 * oneself amid polite talk as well (찾았다! 맛있겠네. 어떡하지?).
 */
const CASUAL = /(?:[가-힣][어아]|해|야|냐|자|래|거든|[할갈줄볼올될]게|줘|봐|와|돼|마|써|져|셔|려|켜|워)$/;
const TO_ONESELF = ['깜짝이야', '아야', '우와', '설마'];

const POLITE_YES = /^(?:네|예|아니요),/;
const CASUAL_YES = /^(?:응|야),/;
const POLITE_I = /(?:^| )(?:저는|제가|저도|저를|저한테|저희는|저희가)(?= |$)/;
/** Not 널다 with its object: 빨래를 너는 걸 좋아해요. */
const CASUAL_YOU = /(?:^|(?<![을를]) )(?:너|넌|너는|네가|니가|너도|너를|너한테|너랑)(?= |$)/;

const lastWord = (sentence: string): string =>
  sentence
    .replace(/[^가-힣]+$/, '')
    .split(/[^가-힣]+/)
    .at(-1) ?? '';

/**
 * The register of one sentence by its last word, null where it shows none: a fragment, an exclamation, a noun or adverb.
 *
 * @param neutral nouns and adverbs, that end in 요 or 어 without being sentences.
 */
export function registerOf(sentence: string, neutral: ReadonlySet<string>): Register | null {
  const last = lastWord(sentence);
  if (last.length < 2 || neutral.has(last) || TO_ONESELF.includes(last)) return null;
  if (last.endsWith('요') || last.endsWith('죠')) return 'polite';
  const isFormal = /니[다까]$/.test(last) && lastSyllable(last.slice(0, -2))?.final === 'ㅂ';
  if (isFormal || last.endsWith('십시오')) return 'formal';
  return CASUAL.test(last) ? 'casual' : null;
}

/** What is mixed in one alternative, null where nothing is. */
export function problemOfRegister(text: string, neutral: ReadonlySet<string>): string | null {
  const sentences = (text.match(/[^.?!]+[.?!]*/g) ?? []).map((sentence) => sentence.trim());
  const found = sentences.map((sentence) => ({ sentence, register: registerOf(sentence, neutral) }));
  const has = (register: Register): boolean => found.some((one) => one.register === register);
  if (has('casual') && (has('polite') || has('formal'))) return 'casual and polite sentences';
  const formal = found.filter(
    ({ sentence, register }) => register === 'formal' && !SET_PHRASES.test(lastWord(sentence)),
  );
  if (has('polite') && formal.length > 0) return 'polite and formal sentences';
  for (const { sentence, register } of found) {
    const polite = register === 'polite' || register === 'formal';
    if (register === 'casual' && POLITE_YES.test(sentence)) return 'a polite yes or no with a casual sentence';
    if (polite && CASUAL_YES.test(sentence)) return 'a casual yes or no with a polite sentence';
    if (register === 'casual' && POLITE_I.test(sentence)) return 'a polite I with a casual sentence';
    if (polite && CASUAL_YOU.test(sentence)) return 'a casual you with a polite sentence';
  }
  return null;
}

export function checkRegister(texts: readonly Text[], neutral: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  for (const { language, kind, text, file, line } of texts) {
    if (language !== 'Korean' || kind !== 'sentence') continue;
    const problem = problemOfRegister(text, neutral);
    if (problem !== null) findings.push({ file, line, problem: `${JSON.stringify(text)} mixes registers: ${problem}` });
  }
  return findings;
}
