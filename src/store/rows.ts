import type { Key, TypeName } from '../model/ids.ts';
import type { Condition, Place } from '../model/query.ts';
import type { DateRange } from '../model/time-order.ts';

/*
 * What answers are put together from: records in an order, what stands at an address, values with their counts.
 */

/** A record of an answer: where it stands in the order, its JSON, and the change set that last changed what is written of it. */
export type Row = { type: TypeName; id: string; key: string; json: string; revision?: number | null };

/** A record that an answer refers to. */
export type Related = { type: TypeName; id: string; json: string; revision?: number | null };

/** What stands at an address. */
export type Reading =
  | { state: 'found'; key: Key; json: string; revision: number | null }
  | { state: 'moved'; key: Key; to: string }
  | { state: 'deleted'; key: Key }
  | { state: 'absent'; key: Key };

/** One of several lists that are read one after another; in its order turned round where it is `descending`. */
export type Part = {
  type: TypeName;
  where: readonly Condition[];
  sort: string;
  range?: DateRange | null;
  descending?: boolean;
};

/** The place in a sequence of lists: which of them, and the place in that. */
export type SequencePlace = Place & { part: number };
export type SequenceRow = Row & { part: number };

/** A value that records are filed under, and how many are. */
export type ValueCount = { type: TypeName; value: string; count: number };
