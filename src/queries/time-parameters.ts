import { Edtf, extentOf } from '../model/edtf.ts';
import type { TypeName } from '../model/ids.ts';
import { anyOf, asFiled, listQuery, type Condition } from '../model/query.ts';
import { type DateRange } from '../model/time-order.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import {
  flag,
  invalidParameter,
  notUnderstood,
  type Parameter,
  ParameterFault,
  type Parameters,
  text,
} from './parameters.ts';

/*
 * Lists narrowed to a time: what went on, or held, in it. Memberships hold for a time; what is found through them, the
 * members of a forum and the links of its regions, is narrowed with them. Nothing depends on today unless it is asked for.
 */

/** The time of day of a moment. */
const CLOCK = /T[^/]+/gu;

/** A time that a list is narrowed to, in days: those of moments are the days that are written, of whatever zone. */
export const dateParameter = (about: string): Parameter<string> => ({
  ...text(`${about}; EDTF, a coarser date means all of it, a time of day is refused`, (value) => {
    const parsed = Edtf.safeParse(value);
    if (!parsed.success)
      throw new ParameterFault(`${JSON.stringify(value)} is not a date; ${parsed.error.issues[0]!.message}`);
    const days = value.replaceAll(CLOCK, '');
    if (days !== value)
      throw new ParameterFault(
        `${JSON.stringify(value)} has a time of day, and lists are narrowed by whole days; ask for ${days}, and sort by time to see what came first`,
      );
    return value;
  }),
  schema: { type: 'string', minLength: 1, format: 'edtf', not: { pattern: 'T' } },
});

export const NOW = 'now';
/** The day that `now` means. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const at: Parameter<string> = {
  ...dateParameter(
    `Only memberships that held then, or may have; ${NOW} is today, when none holds that has ended, nobody knows when`,
  ),
  read: (values) => (values.length === 1 && values[0] === NOW ? today() : dateParameter('').read(values)),
};
const during = (what: string): Parameter<string> => dateParameter(`Only ${what} in this time, or may have been`);
const certain = flag(
  'Whether only those memberships count whose time is given without ~, ? or %, and with ends that are known',
);

/** The parameters by which what rests on memberships is narrowed to a time. */
export const heldParameters = { at, during: during('memberships that held'), certain };

/** The filters that records of a type take over from memberships, each with the conditions that say the same of these. */
const throughMemberships = (type: TypeName): ReadonlyMap<string, (values: readonly string[]) => Condition[]> =>
  new Map(
    TYPES[type].inherited.flatMap(({ from, filters, heirs }) =>
      from !== 'membership'
        ? []
        : Object.entries(filters)
            .filter(([, original]) => original !== 'self')
            .map(([name, original]) => [
              name,
              (values: readonly string[]) => [
                anyOf(original, ...values),
                // Where not all take it over, members do.
                ...(heirs === undefined ? [] : [anyOf('status', 'member')]),
              ],
            ]),
    ),
  );

/** The parameters of time of a type's list, beside the ends of its range. */
export const timeParameters = (type: TypeName): Parameters => {
  if (throughMemberships(type).size > 0) return heldParameters;
  const { range } = TYPES[type];
  if (range === null) return {};
  return { during: during(range.during), ...(type === 'membership' && { at }) };
};

/** The time that is asked for by one parameter. @throws DictumError `invalid-parameters` where several name one */
export const timeAsked = (read: Readonly<Record<string, unknown>>, ...others: string[]): DateRange | null => {
  const given = ['at', 'during', ...others].filter((name) => read[name] !== undefined);
  const [name] = given;
  if (name !== 'at' && name !== 'during') return null;
  if (given.length > 1)
    throw notUnderstood(name, `it is given together with ${given.slice(1).join(' and ')}; leave out all but one`);
  const time = read[name] as string;
  return { from: time, to: time };
};

/**
 * A range of days in which something held. What has ended does not begin again: where the range begins today or later,
 * no term holds in it any more whose end is not known (`2001/`).
 */
export const heldIn = (range: DateRange | null): DateRange | null =>
  range !== null && extentOf(range.from).from >= extentOf(today()).from ? { ...range, fromNow: true } : range;

/** A selection of memberships by their time; `by`: the parameters that ask for it. */
export type Held = { by: string[]; range: DateRange | null; where: Condition[] };

/** The selection that is asked for; null where none is. */
export const heldAsked = (read: Readonly<Record<string, unknown>>): Held | null => {
  const range = heldIn(timeAsked(read));
  const kind = filtersOf('membership').get('certain')!.kind;
  const where = read['certain'] === true ? [asFiled(anyOf('certain', 'true'), kind)] : [];
  if (range === null && where.length === 0) return null;
  const by = ['at', 'during', ...(where.length > 0 ? ['certain'] : [])].filter((name) => read[name] !== undefined);
  return { by, range, where };
};

/** How many memberships are looked at for a list that is narrowed to their time. */
const MOST = 10_000;

/**
 * The conditions of a list in which what holds through memberships does so in a time. @throws DictumError
 * `invalid-parameters` where there are too many
 */
export const conditionsHeld = async (
  store: Questions,
  type: TypeName,
  where: readonly Condition[],
  held: Held | null,
): Promise<readonly Condition[]> => {
  const through = throughMemberships(type);
  if (held === null) return where;
  const membershipsOf = async (filter: string, values: readonly string[]): Promise<string[]> => {
    const { rows, more } = await store.list(
      listQuery('membership', MOST, {
        where: [...through.get(filter)!(values), ...held.where],
        range: held.range,
        sort: 'id',
        fields: [['id']],
      }),
    );
    if (more) {
      const [first] = held.by;
      const named = held.by.join(' and ');
      const detail = `${filter} has more than ${MOST} memberships to look at for ${named}; leave ${named} out, or ask by another filter`;
      throw invalidParameter(first!, detail, `a parameter cannot be followed: ${first}`);
    }
    return rows.map(({ id }) => id);
  };
  const narrowed = where.map(async ({ filter, any, none, ...rest }): Promise<Condition> => {
    if (!through.has(filter)) return { filter, any, none, ...rest };
    const [some, others] = await Promise.all(
      [any, none].map((values) => (values.length === 0 ? Promise.resolve([]) : membershipsOf(filter, values))),
    );
    // Where none held, nothing is found by them.
    return { filter: 'membership', any: any.length > 0 && some!.length === 0 ? [''] : some!, none: others! };
  });
  return Promise.all(narrowed);
};
