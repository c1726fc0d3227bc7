import type { BaseView } from '../model/define.ts';
import type { Key } from '../model/ids.ts';
import { referringIndexKey } from '../model/references.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { neighbourhood, type Neighbourhood } from './neighbourhood.ts';
import { ifAbsent, readRecord } from './record.ts';

/** Records that refer to one by a field: how many, and the parameter of their list that finds them, where there is one. */
export type Referring = Neighbourhood['groups'][number] & { filter: string | null };

/** A record, the names of all that it names, and what refers to it. */
export type RecordAround = {
  view: BaseView;
  labels: Labels;
  referring: Referring[];
  /** The first of those that refer to it. */
  first: Neighbourhood['items'];
};

const FIRST = '30';

const filterFor = ({ type, field }: Neighbourhood['groups'][number], key: Key): string | null => {
  const { filter } = referringIndexKey(type, field, key);
  return filtersOf(type).has(filter.replace(/\.exact$/, '')) ? filter : null;
};

/** What refers to a record, or is referred to by it, each with the list that finds it. */
export const referringGroups = (groups: Neighbourhood['groups'], key: Key): Referring[] =>
  groups.map((group) => ({ ...group, filter: group.direction === 'in' ? filterFor(group, key) : null }));

/**
 * One record with what stands around it.
 * @throws DictumError `not-found`, `gone`
 */
export const recordAround = async (store: Store, key: Key): Promise<RecordAround | { movedTo: string }> => {
  const [found, near] = await Promise.all([
    readRecord(store, key),
    neighbourhood(store, key, { direction: 'in', limit: FIRST }).catch(ifAbsent(null)),
  ]);
  if ('movedTo' in found) return found;
  const view = JSON.parse(found.json) as BaseView;
  const { items = [], groups = [] } = near !== null && 'items' in near ? near : {};
  return {
    view,
    labels: await labelsOf(store, keysIn(view)),
    referring: referringGroups(groups, key),
    first: items,
  };
};

/** The address of the list of what refers to a record. */
export const listReferring = ({ type, filter }: Referring, id: string): string | null =>
  filter === null
    ? null
    : `/${TYPES[type].plural}?${filter.replace(/\.exact$/, '')}=${id}${filter.endsWith('.exact') ? '&exact=true' : ''}`;
