import { keyText, TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { compareText, prefixEnd } from '../../model/order.ts';
import type { Completion, ValueCount } from '../port.ts';
import { COMPLETIONS, VALUES } from './cypher.ts';
import { fieldName, integer, sortable, split, spotOf, spotted, valueOf } from './records.ts';
import { ownOf, zip, type Ask } from './query.ts';

/*
 * What the index has by prefix: values of filters, and names for type-ahead.
 */

/** The part of an index that such texts lie in: at least one text, beyond another, and before a third. */
const indexedSpan = (first: string, beyond: string, end: string): { from: string; to: string } => ({
  from: split(compareText(beyond, first) > 0 ? beyond : first).head,
  to: split(end).head,
});

export const readValues = async (
  ask: Ask,
  filter: string,
  prefix: string,
  after: string | null,
  limit: number,
): Promise<ValueCount[]> => {
  const [start, last, beyond] = [sortable(prefix), sortable(prefixEnd(prefix)), sortable(after ?? '')];
  const fields = TYPE_NAMES.map((type) => fieldName(type, filter));
  const one = { fields, prefix: start, after: beyond, end: last, ...indexedSpan(start, beyond, last) };
  const columns = ownOf(await ask(VALUES, { asked: [one], limit: integer(limit) }));
  return zip(columns, (at): ValueCount => ({
    type: at('field').split(' ')[0],
    value: valueOf(at('value')),
    count: at('records'),
  }))
    .sort((a, b) => compareText(a.value, b.value) || compareText(a.type, b.type))
    .slice(0, limit);
};

/**
 * Few records have two names that begin alike. So on a first page all names are read, and some more than are wanted: to
 * look at each record's other names takes several times as long.
 */
const SPARE = 4;

export const readCompletions = async (
  ask: Ask,
  prefix: string,
  types: readonly TypeName[] | null,
  after: { entry: string; type: string; id: string } | null,
  limit: number,
): Promise<Completion[]> => {
  const spot = after === null ? { head: '', tail: '' } : spotted(after.entry, after.type, after.id);
  const [first, last, beyond] = [spotOf(prefix), spotOf(prefixEnd(prefix)), `${spot.head}${spot.tail}`];
  const read = async (each: boolean, most: number): Promise<Completion[]> => {
    const one = {
      prefix: first,
      after: beyond,
      end: last,
      types: types ?? TYPE_NAMES,
      each,
      ...indexedSpan(first, beyond, last),
    };
    const columns = ownOf(await ask(COMPLETIONS, { asked: [one], limit: integer(most) }));
    return zip(columns, (at): Completion => ({
      type: at('type'),
      id: at('id'),
      entry: at('entry'),
      name: at('name'),
      label: at('label'),
    }));
  };
  if (after !== null) return read(false, limit);
  const each = await read(true, limit + SPARE);
  const seen = new Set<string>();
  const once = each.filter((row) => !seen.has(keyText(row)) && seen.add(keyText(row)));
  return once.length < limit && each.length === limit + SPARE ? read(false, limit) : once.slice(0, limit);
};
