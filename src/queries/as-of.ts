import { DictumError } from '../model/errors.ts';
import { prunedUpTo } from '../log/prune.ts';
import { changeNumber } from '../log/change-sets.ts';
import { AS_OF, storeAt, type Moment } from '../store/as-of.ts';
import type { Store } from '../store/port.ts';
import { notUnderstood, type Parameter, text } from './parameters.ts';

/*
 * The moment that a question is asked as of: after a change set, or at an instant, which is the newest change set whose
 * time is no later. Times in the log never go back, also where the clock does, so that one instant means one change set.
 */

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** What a parameter that names a moment means. It is read before everything else, by `momentOf`. */
export const asOfParameter: Parameter<string> = {
  ...text(''),
  schema: {
    type: 'string',
    anyOf: [{ pattern: '^(0|[1-9]\\d{0,14})$' }, { pattern: TIME.source }],
  },
  about:
    'As the graph was after the change set of this number, or at this time (RFC 3339); what is derived is derived by the model of today. Answers as of a number never change',
};

const fault = (detail: string): DictumError => notUnderstood(AS_OF, detail);

/** The change set that was the newest at an instant. @throws DictumError `invalid-parameters` where it lies in the future */
const changeAt = async (store: Store, given: string): Promise<number> => {
  const time = TIME.test(given) ? Date.parse(given) : NaN;
  if (Number.isNaN(time))
    throw fault(
      `${JSON.stringify(given)} is neither the number of a change set nor a time (2027-06-30T12:00:00Z, with + as %2B)`,
    );
  const instant = new Date(time).toISOString();
  const last = await store.change({ number: await store.lastChange(), after: 0, limit: 0 });
  const latest = [new Date().toISOString(), last?.at ?? ''].sort().at(-1)!;
  if (instant > latest) throw fault(`${given} is still to come; leave ${AS_OF} out for what stands`);
  return store.lastChange(instant);
};

/** That a moment is not known any more. */
export const prunedError = (first: number): DictumError =>
  new DictumError(
    'pruned',
    `the log was pruned: what stood before change set ${first} is not known any more; ask as of ${first} or later`,
    { context: { first } },
  );

/**
 * The moment that somebody names by the number of a change set or a time.
 * @throws DictumError `invalid-parameters` for what is neither, or is not there yet; `pruned`
 */
export const momentOf = async (store: Store, values: string | readonly string[]): Promise<Moment> => {
  const [given = '', ...others] = [values].flat();
  if (others.length > 0) throw fault(`given ${others.length + 1} times; give it once`);
  const change = given === '0' ? 0 : (changeNumber(given) ?? (await changeAt(store, given)));
  const [newest, first, set] = await Promise.all([
    store.lastChange(),
    prunedUpTo(store),
    store.change({ number: change, after: 0, limit: 0 }),
  ]);
  if (change > newest) throw fault(`the newest change set is ${newest}; leave ${AS_OF} out for what stands`);
  if (change < first) throw prunedError(first);
  return { change, at: set?.at ?? null };
};

/** The store as of the moment that somebody names; as it stands where they name none. @throws DictumError as `momentOf` */
export const storeAsOf = async (store: Store, given: string | undefined): Promise<Store> =>
  given === undefined ? store : storeAt(store, await momentOf(store, given));
