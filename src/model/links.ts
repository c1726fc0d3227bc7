import { optional } from './define.ts';
import { ref } from './ids.ts';
import { answered, written } from './periods.ts';

/*
 * What is said of a link between two records beside the link itself: from when to when it holds, and where that is
 * written.
 */

const source = ref('source', 'The source that says so.');

/** As it is written. */
export const attributed = { ...written, source: optional(source) };

/** As it is answered. */
export const attribution = { ...answered, source: source.nullable() };
