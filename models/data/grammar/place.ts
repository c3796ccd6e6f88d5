/** Places as adverbials: where something is done (at the library, 도서관에서) and where one goes (to the library, 도서관에). */
import type { Head } from './noun.ts';

export interface Place {
  key: string;
  /** ` at the library`, with its leading space; ` at home`. */
  at: string;
  /** ` to the library`; ` home`. */
  to: string;
  head: Head;
  kinds: ReadonlySet<string>;
}
