import type { KnownSums } from './sums.ts';
import type { KnownTerms } from './terms.ts';

/** What a connection remembers between its writes. */
export type Known = { terms: KnownTerms; sums: KnownSums };
