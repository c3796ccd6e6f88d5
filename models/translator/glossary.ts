/** The user's own words: pairs that override what the network would say. */
import * as v from 'valibot';
import type { Language } from '../../shared/language.ts';
import { countCharacters, normalise } from '../../shared/text.ts';
import { characterAt, characterBefore, isWordCharacter } from './characters.ts';

export const GLOSSARY_LIMITS = { pairs: 1000, termChars: 100 } as const;

export interface GlossaryPair {
  english: string;
  korean: string;
}

/** A term found in a text, with what takes its place in the other language. */
export interface GlossaryMatch {
  start: number;
  end: number;
  replacement: string;
}

export interface Glossary {
  readonly pairs: readonly GlossaryPair[];
  /** The terms of a text in `language`, the longest where several begin at one place, none overlapping. */
  findMatches(text: string, language: Language): GlossaryMatch[];
}

/** A pair, or a line of a file, that cannot be taken. */
export interface GlossaryFinding {
  /** Counted from 1. */
  line: number;
  problem: string;
}

const MAX_SHOWN = 20;

/** Each line of the message names a line of the glossary and what is wrong with it. */
export class GlossaryError extends Error {
  override name = 'GlossaryError';
  readonly findings: readonly GlossaryFinding[];

  constructor(findings: readonly GlossaryFinding[]) {
    const more = findings.length > MAX_SHOWN ? [`and ${findings.length - MAX_SHOWN} more`] : [];
    super([...findings.slice(0, MAX_SHOWN).map(({ line, problem }) => `line ${line}: ${problem}`), ...more].join('\n'));
    this.findings = findings;
  }
}

/** Control characters, line breaks, what placeholders are made of, and what turns the writing direction of others. */
const REFUSED = /[\p{Cc}\p{Co}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

const term = v.pipe(
  v.string(),
  // No NFC character comes from more than 6 code units (see shared/protocol.ts).
  v.maxLength(6 * GLOSSARY_LIMITS.termChars, `has more than ${GLOSSARY_LIMITS.termChars} characters`),
  v.check((value) => !REFUSED.test(value), 'has a control or private-use character'),
  v.transform((value) => normalise(value).trim().replace(/\s+/gu, ' ')),
  v.nonEmpty('is empty'),
  v.check(
    (value) => countCharacters(value) <= GLOSSARY_LIMITS.termChars,
    `has more than ${GLOSSARY_LIMITS.termChars} characters`,
  ),
);
const pairSchema = v.strictObject({ english: term, korean: term });

const TOO_MANY = `has more than ${GLOSSARY_LIMITS.pairs} pairs`;

/**
 * Where a term stands twice its first pair counts: further ones add a synonym in the other direction only.
 * @throws GlossaryError, a pair's line being its place in the list.
 */
export function createGlossary(pairs: readonly GlossaryPair[]): Glossary {
  return createFromLines(pairs.map((pair, index) => ({ pair, line: index + 1 })));
}

/**
 * `english TAB korean`, one pair a line. Empty lines, a header of these two words, a byte order mark and CRLF are fine.
 * @throws GlossaryError
 */
export function parseGlossary(tsvText: string): Glossary {
  const rows: Line[] = [];
  const findings: GlossaryFinding[] = [];
  for (const [index, content] of tsvText
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    if (content.trim() === '' || (line === 1 && /^english\tkorean$/i.test(content))) continue;
    const [english, korean, ...others] = content.split('\t');
    if (english === undefined || korean === undefined || others.length > 0) {
      const columns = others.length + (korean === undefined ? 1 : 2);
      findings.push({ line, problem: `has ${columns} columns: it takes two (english, korean), a TAB between them` });
    } else rows.push({ pair: { english, korean }, line });
  }
  return createFromLines(rows, findings);
}

interface Line {
  pair: GlossaryPair;
  line: number;
}

function createFromLines(lines: readonly Line[], unread: readonly GlossaryFinding[] = []): Glossary {
  const pairs: GlossaryPair[] = [];
  const findings = [...unread];
  const beyond = lines[GLOSSARY_LIMITS.pairs];
  if (beyond) findings.push({ line: beyond.line, problem: TOO_MANY });
  for (const { pair, line } of lines.slice(0, GLOSSARY_LIMITS.pairs)) {
    const result = v.safeParse(pairSchema, pair, { abortPipeEarly: true });
    if (result.success) pairs.push(result.output);
    else findings.push(...result.issues.map((issue) => ({ line, problem: describe(issue) })));
  }
  if (findings.length > 0) throw new GlossaryError(findings.sort((one, other) => one.line - other.line));
  const tries: Record<Language, Node> = {
    en: createTrie(pairs.map(({ english, korean }) => [english, korean])),
    ko: createTrie(pairs.map(({ english, korean }) => [korean, english])),
  };
  return { pairs, findMatches: (text, language) => findMatches(text, language, tries[language]) };
}

const describe = (issue: v.BaseIssue<unknown>): string => `${v.getDotPath(issue) ?? 'the pair'} ${issue.message}`;

/** Terms by their characters, so that finding one takes no longer with a thousand of them. */
interface Node {
  next: Map<string, Node>;
  replacement?: string;
}

/** Lower case of the same length, so that places stay places; any white space is a space. */
function fold(text: string): string {
  const foldCharacter = (character: string): string => {
    const lower = /\s/u.test(character) ? ' ' : character.toLowerCase();
    return lower.length === character.length ? lower : character;
  };
  return Array.from(text, foldCharacter).join('');
}

function createTrie(terms: readonly (readonly [term: string, replacement: string])[]): Node {
  const root: Node = { next: new Map() };
  for (const [text, replacement] of terms) {
    let node = root;
    for (const unit of fold(text).split('')) {
      const next: Node = node.next.get(unit) ?? { next: new Map() };
      node.next.set(unit, next);
      node = next;
    }
    node.replacement ??= replacement;
  }
  return root;
}

function findMatches(text: string, language: Language, trie: Node): GlossaryMatch[] {
  const folded = fold(text);
  const matches: GlossaryMatch[] = [];
  for (let start = 0; start < text.length; start += 1) {
    let longest: GlossaryMatch | undefined;
    let node = trie.next.get(folded.charAt(start));
    if (!node || !isEdge(text, start, language)) continue;
    for (let end = start + 1; node; end += 1) {
      const { replacement } = node;
      if (replacement !== undefined && isEnd(text, end, language)) longest = { start, end, replacement };
      node = node.next.get(folded.charAt(end));
    }
    if (!longest) continue;
    matches.push(longest);
    start = longest.end - 1;
  }
  return matches;
}

const isHangul = (character: string): boolean => /\p{Script=Hangul}/u.test(character);

/** Whether no word goes on across this place. In Korean a word also ends where Hangul does: 새 in front of Acme. */
function isEdge(text: string, place: number, language: Language): boolean {
  const before = characterBefore(text, place);
  const after = characterAt(text, place);
  if (!isWordCharacter(before) || !isWordCharacter(after)) return true;
  return language === 'ko' && isHangul(before) !== isHangul(after);
}

/** What may follow a noun in one word; 이다 in its usual forms. */
const PARTICLES =
  /(?:들|님|씨)?(?:은|는|이|가|을|를|과|와|의|도|만|에|에서|에게|에게서|한테|한테서|께|께서|으로|로|으로서|로서|으로써|로써|부터|까지|보다|처럼|같이|마다|조차|마저|밖에|대로|하고|이랑|랑|이나|나|이라도|라도|이든|든|이라고|라고|이란|란|아|야|이야|여|이여|요){0,3}(?:이에요|예요|이었어요|였어요|입니다|입니까|이었습니다|였습니다|이다|이었다|였다|이죠|죠|이지|지|이네요|네요|인데|인데요|인가요|이고|이지만|이라서|라서|이면|이니까|인)?(?![\p{L}\p{M}\p{N}])/uy;

function isEnd(text: string, place: number, language: Language): boolean {
  if (isEdge(text, place, language)) return true;
  if (language === 'en') return false;
  PARTICLES.lastIndex = place;
  return PARTICLES.test(text);
}
