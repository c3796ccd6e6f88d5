/** All rules of the grammar, by theme. */
import type { Kit, Rule } from './kit.ts';
import { aspectRules } from './rules/aspect.ts';
import { comparingRules } from './rules/comparing.ts';
import { conditionRules } from './rules/conditions.ts';
import { describingRules } from './rules/describing.ts';
import { feelingRules } from './rules/feelings.ts';
import { mannerRules } from './rules/manner.ts';
import { modalRules } from './rules/modals.ts';
import { peopleRules } from './rules/people.ts';
import { questionRules } from './rules/questions.ts';
import { reasonRules } from './rules/reasons.ts';
import { relativeRules } from './rules/relative.ts';
import { reportingRules } from './rules/reporting.ts';
import { requestRules } from './rules/requests.ts';
import { sequenceRules } from './rules/sequences.ts';
import { shoppingRules } from './rules/shopping.ts';
import { statementRules } from './rules/statements.ts';
import { thingRules } from './rules/things.ts';
import { weatherRules } from './rules/weather.ts';

export const RULES: readonly ((kit: Kit) => Rule[])[] = [
  statementRules,
  questionRules,
  modalRules,
  requestRules,
  describingRules,
  comparingRules,
  feelingRules,
  peopleRules,
  thingRules,
  shoppingRules,
  reasonRules,
  conditionRules,
  sequenceRules,
  reportingRules,
  relativeRules,
  aspectRules,
  weatherRules,
  mannerRules,
];
