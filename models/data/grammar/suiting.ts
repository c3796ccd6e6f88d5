/** Who does what: parents have no homework, a grandmother no boss; and when: one's teeth are not brushed once a week. */
import type { Predicate } from './frame.ts';
import type { Subject } from './subject.ts';

/** Grown up and settled, as the speaker sees it. */
const GROWN = /^(?:my (?:mom|dad|mother|father|grand\w+|uncle|aunt|husband|wife|boss|coworker|neighbor)|our teacher)$/;
const OLD = /^my grand/;
/** Whose love and marriage are settled, or not spoken of. */
const ATTACHED = /^(?:my (?:mom|dad|mother|father|grand\w+|husband|wife|boyfriend|girlfriend|boss)|our teacher)$/;
const EMPLOYERS = /^(?:my boss|our teacher)$/;

export const isGrown = ({ english }: Subject): boolean => GROWN.test(english);
export const isOld = ({ english }: Subject): boolean => OLD.test(english);
export const isAttached = ({ english }: Subject): boolean => ATTACHED.test(english);

/** Who has no homework to be helped with. */
const HELPED =
  /^help with\+(?:my (?:mom|dad|mother|father|grand\w+|uncle|aunt|husband|wife|boss|coworker|neighbor|boyfriend|girlfriend)|our teacher)\+homework/;
/** What those of a school do. */
const SCHOOL =
  /(?<!help with\+.*)homework|for school|to school|skip class|miss class|go to (?:class|college)|from (?:high school|college)|a (?:good|bad) grade|(?:final|midterm) exam|science project|take (?:an exam|a test|notes)|take\+(?:test|exam)$|cheat on|student ID|study abroad|major in|daydream in class/;
const ROMANCE =
  /^(?:get (?:married|engaged|divorced)|marry|date|go out with|break up with|propose to|confess to|fall in love|kiss|have a date|have a baby|go on a (?:blind )?date)/;
/** What one does with one other. */
const COUPLE = /^(?:marry|date|go out with|break up with|propose to|confess to|fall in love with|kiss)\+/;
const LOVE = /^(?:love|adore|miss|hug|wink at|flirt with)\+/;
const JOB =
  /^(?:work|get (?:a job|promoted|fired|a raise|off work|ready for work)|look for a job|change jobs|quit job|start (?:a new job|a business)|apply|be late for work|go (?:to work|on a business trip)|drive to work|walk to work|commute|take to work|report to|leave the office|resign|learn how to drive|live abroad|write code|develop|invest|open\+(?:restaurant|cafe|bakery|bookstore|flower shop|clothing store|bar|online store)|deliver|do business|succeed in)/;
const EXERTION =
  /^(?:ski|snowboard|skate|surf|dive|go (?:skiing|surfing|ice skating|dancing)|run a marathon|train for|do (?:push-ups|sit-ups)|ride\+(?:motorcycle|scooter)|ride a roller|play hide|jump|rap|hop|lift weights|sleep in a tent|get a tattoo|play\+(?:online|computer|video|mobile)|write a (?:song|rap)|perform on|build a sandcastle|make a snowman|score|throw up|get drunk|kick|float|(?:win|lose|play)\+(?:soccer|basketball|baseball|volleyball|tennis|hockey|squash)|break a record)/;
const PARENTS = /parents|\bmom\b|grandmother|grandfather|my (?:mother|father|dad)/;
const HIRED = /^(?:look for a job|get (?:a job|fired)|apply for a job|quit job|learn how to|take (?:piano|swimming))/;
/** What one does not say of those one looks up to. */
const MEAN =
  /^(?:bully|threaten|insult|spread|steal|cheat|deceive|trick|tease|make fun|laugh at|swear|get drunk|punch|annoy|gossip|betray|lie to|tell a lie|mess up|break the rule|skip|slap|snore|throw up|fart|burp|gamble|harm|litter|bite|stare at|run in the hallway|jump on|play a trick|carve|sneak|pretend|kill)/;
const WOMEN_DO = /makeup|manicure|have a baby|put on lipstick|housewife/;
const WORN =
  /^(?:wear|put on|take off|try on|buy|return|exchange|iron|order|need|have|zip up|sell|be|become)\+(?:\w+ )?(?:dress|skirt|miniskirt|blouse|evening dress|wedding dress|high heels|leggings|stockings|earrings|necklace|brooch|bracelet|headband|lipstick|nail polish|purse|handbag|hairpin|housewife)$/;
const MEN_DO = /^shave|beard|^wear\+(?:bow )?tie$|\+businessman$|shaving cream/;

/** Whether this may well be said of this person. */
export function suits({ key }: Pick<Predicate, 'key'>, subject: Subject): boolean {
  const { english, possessive, respected } = subject;
  if (possessive === 'his' && (WOMEN_DO.test(key) || WORN.test(key))) return false;
  if (possessive === 'her' && MEN_DO.test(key)) return false;
  if (HELPED.test(key) || (respected && MEAN.test(key))) return false;
  if (GROWN.test(english) && SCHOOL.test(key)) return false;
  if (ATTACHED.test(english) && (ROMANCE.test(key) || LOVE.test(key))) return false;
  if (subject.agreement === 'plural' && COUPLE.test(key)) return false;
  if (EMPLOYERS.test(english) && HIRED.test(key)) return false;
  return !(OLD.test(english) && (JOB.test(key) || EXERTION.test(key) || PARENTS.test(key) || HIRED.test(key)));
}

/** What is done every day: neither on Fridays nor twice a week. */
const DAILY =
  /^(?:wash (?:hands|face|feet)|brush teeth|comb hair|dry hair|shave|put on (?:makeup|lotion)|get dressed|change clothes|make (?:the )?bed|take(?: medicine)?$|feed|floss|do hair|take a shower|drink a lot|go to (?:bed|work)|pack lunch|set the table|load the|clear the table|take out the trash|set the alarm|eat a lot|eat healthy)/;
export const isDaily = ({ key, uses }: { key: string; uses: ReadonlySet<string> }): boolean =>
  DAILY.test(key) && (key !== 'take' || (uses.has('o') && uses.has('q')));

const MORNING = /^(?:make (?:the )?bed|get dressed|go to work|pack lunch|shave|put on makeup|do hair|comb|take out)/;
const NIGHT = /^(?:go to bed|set the alarm)/;

/** Whether it is the hour for it: one makes the bed in the morning and goes to bed at night. */
export function isHour({ key }: { key: string }, english: string): boolean {
  if (MORNING.test(key)) return english.includes('morning');
  return !NIGHT.test(key) || /night|evening/.test(english);
}

/** What says by itself how, when or how much, and so not also how often. */
export const FIXED =
  /\b(?:a lot|too much|easily|early|late|at (?:five|six|seven|ten|eleven|night)|on weekends|hard|in the morning|enough|less|quickly|carefully|positively|politely|badly|the night|with family|alone|healthy|from home|by (?:subway|bus|train|bike|car))\b|^(?:keep|depend|earn|save|invest|imagine|wonder|compete|grow|collect|follow|obey|protect|have$|get ready|try|do best|live|study hard|wash|brush|shave|dry|comb|go to (?:bed|work)|fake|insist|judge)/;
