/** Who a sentence is about: pronouns, names, family; in Korean often left out where the listener knows. */
import { withParticle } from '../korean.ts';

export type Agreement = 'first' | 'second' | 'third' | 'plural';

export interface Subject {
  key: string;
  /** As it stands within a sentence: I, Minsu, my mother. */
  english: string;
  object: string;
  agreement: Agreement;
  possessive: string;
  reflexive: string;
  /** I, you …: contracts with its auxiliary. */
  pronoun: boolean;
  /** Korean as topic with its closing space; '' where it is left out. Alternatives, each as likely as the next. */
  topics: readonly string[];
  /** Korean as plain subject (제가, 민수 씨가), never left out. */
  nominative: string;
  /** Korean as possessor: 제, 민수 씨. */
  genitive: string;
  /** Spoken of with respect: 할머니, 선생님. */
  respected: boolean;
  /** Named by what they are to the speaker: my mother, our teacher. */
  kin: boolean;
  weight: number;
}

export interface SubjectOptions {
  english: string;
  korean: readonly string[];
  gender: 'male' | 'female';
  respected?: boolean;
  weight?: number;
}

/** A third person by name or noun. */
export function createThird({ english, korean, gender, respected = false, weight = 1 }: SubjectOptions): Subject {
  const male = gender === 'male';
  return {
    key: english,
    english,
    object: english,
    agreement: 'third',
    possessive: male ? 'his' : 'her',
    reflexive: male ? 'himself' : 'herself',
    pronoun: false,
    topics: korean.map((name) => `${withParticle(name, '은')} `),
    nominative: `${withParticle(korean[0] ?? '', '이')} `,
    genitive: `${korean[0] ?? ''} `,
    respected,
    kin: /^(?:my|our) /.test(english),
    weight,
  };
}

/** A thing or animal as a subject: the soup, these shoes. */
export function createThing(english: string, korean: string, plural: boolean): Subject {
  return {
    key: english,
    english,
    object: english,
    agreement: plural ? 'plural' : 'third',
    possessive: plural ? 'their' : 'its',
    reflexive: plural ? 'themselves' : 'itself',
    pronoun: false,
    topics: [`${withParticle(korean, '은')} `],
    nominative: `${withParticle(korean, '이')} `,
    genitive: `${korean} `,
    respected: false,
    kin: false,
    weight: 1,
  };
}
