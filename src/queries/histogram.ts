import type { TypeName } from '../model/ids.ts';
import type { Selection } from '../model/query.ts';
import { dayText, firstDayOf, TIME_UNITS, unitText, type TimeUnit } from '../model/time-units.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import { invalidParameter, type Parameters, word } from './parameters.ts';

/*
 * Counts over time beside a list: how many of its records begin in each year, quarter, month or day.
 */

/** How many units of time are told at most. */
const MOST = 1000;

const nameOf = (field: string, unit: TimeUnit): string => `${field}:${unit}`;

/** The parameter that asks for a histogram, of types whose records have a time. */
export const histogramParameters = (type: TypeName): Parameters => {
  const { range } = TYPES[type];
  if (range === null) return {};
  const known = TIME_UNITS.map((unit) => nameOf(range.sort, unit));
  return {
    histogram: word(
      `Counts by when ${range.about}, over the whole filtered list: by the earliest moment that each time may be of, in UTC; units without records are left out, and more than ${MOST} with some are refused`,
      known,
      null,
      'invalid-value',
    ),
  };
};

/** The unit that is asked for; null where none is. */
export const histogramUnit = (read: Readonly<Record<string, unknown>>): TimeUnit | null =>
  read['histogram'] === undefined ? null : ((read['histogram'] as string).split(':')[1] as TimeUnit);

/** Counts over time as they are answered: `from` and `to` are the first and the last day, as the filters by time take them. */
export type HistogramShown = {
  field: string;
  unit: TimeUnit;
  buckets: { key: string; from: string; to: string; count: number }[];
  imprecise: number;
  undated: number;
};

/** @throws DictumError `invalid-parameters` where there are too many units, naming the coarser one */
export const histogramOf = async (store: Questions, selection: Selection, unit: TimeUnit): Promise<HistogramShown> => {
  const { from, to, sort: field } = TYPES[selection.type].range!;
  const { buckets, imprecise, undated } = await store.histogram({ selection, unit });
  if (buckets.length > MOST) {
    const coarser = TIME_UNITS[TIME_UNITS.indexOf(unit) - 1];
    const narrow = `narrow the list by ${from} and ${to}`;
    const remedy = coarser === undefined ? narrow : `ask for ${nameOf(field, coarser)}, or ${narrow}`;
    const detail = `${buckets.length} units of a ${unit} have records, and ${MOST} at most are told; ${remedy}`;
    throw invalidParameter('histogram', detail, 'a parameter asks for too much: histogram');
  }
  return {
    field,
    unit,
    buckets: buckets.map(({ number, count }) => ({
      key: unitText(unit, number),
      from: dayText(firstDayOf(unit, number)),
      to: dayText(firstDayOf(unit, number + 1) - 1),
      count,
    })),
    imprecise,
    undated,
  };
};
