/** Korean particles behind a term that was put into a sentence: they take their shape from its last sound. */
import { particle } from '../data/korean.ts';

/** Particles of two shapes, longest first; 는 also where the network left a space before it. */
const PARTICLE =
  /^(["'”’)\]」』]?)((?: (?=[은는을를](?![가-힣])))?)(이었어요|였어요|이에요|예요|이라도|라도|이라고|라고|으로|이나|이랑|이든|로|나|랑|든|은|는|이|가|을|를|과|와)(?=(?:요|도|만|는|은|의|부터|서|써|마)?(?![가-힣]))/u;

/** What follows the term, in the shape that the term asks for. */
export function correctParticle(term: string, following: string): string {
  const [whole = '', quote = '', , name = ''] = PARTICLE.exec(following) ?? [];
  if (whole === '') return following;
  const word = readAloud(term);
  const shape = word === undefined ? name : particle(word, name);
  return quote + shape + following.slice(whole.length);
}

/** What follows, less a particle that has lost its noun. */
export const withoutParticle = (following: string): string => following.replace(PARTICLE, '$1');

/** Signs and units that are not read as they are written. */
const READ_AS: readonly (readonly [RegExp, string])[] = [
  [/[%‰]$/, '퍼센트'],
  [/°[CF]?$/, '도'],
  [/^[$€£]/, '달러'],
  [/^[₩¥]/, '원'],
  [/\dk?m?m$|\dcm$/, '미터'],
  [/\d[km]?g$/, '그램'],
  [/\d[km]?l$/i, '리터'],
];

/** A word that ends with the term's last sound; undefined where nobody can say: emoji, other scripts. */
function readAloud(term: string): string | undefined {
  const end = term.slice(-40);
  for (const [pattern, word] of READ_AS) if (pattern.test(end)) return word;
  const [last] = /[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u.exec(end) ?? [];
  if (last === undefined || !/[가-힣0-9\p{Script=Latin}]/u.test(last)) return undefined;
  const plain = last.normalize('NFD').charAt(0);
  return /[a-z]/i.test(plain) ? end.slice(0, end.lastIndexOf(last)) + plain : end;
}
