import { CHANGE_KINDS, changeNumber, type ChangeKind } from '../log/change-sets.ts';
import type { ChangeSet, RecordChange, Revision } from '../log/history.ts';
import type { ChangesQuery } from '../log/reader.ts';
import { prunedUpTo } from '../log/prune.ts';
import { prunedError } from './as-of.ts';
import type { State } from '../log/state.ts';
import { differing } from '../log/three-way.ts';
import { DictumError } from '../model/errors.ts';
import { isId, type Key, type TypeName } from '../model/ids.ts';
import { ALL_TYPES, TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { presentIn } from './record.ts';
import { ADDRESS } from './paths.ts';
import {
  DEFAULT_LIMIT,
  invalidParameter,
  paging,
  type Parameter,
  ParameterFault,
  type RawParameters,
  readParameters,
  single,
  text,
  word,
} from './parameters.ts';

/*
 * Who changed what, when and why: change sets, and what they did to one record.
 */

/** How many changes of a set are told in a list of sets. */
const PER_SET = 100;

/** After how many characters of records a page of sets ends; a snapshot has up to five million. */
const CHARACTERS = 10_000_000;

const number = (about: string): Parameter<number> => ({
  about,
  schema: { type: 'integer', minimum: 0, maximum: 999_999_999_999_999 },
  read: (values) => {
    const value = single(values);
    if (!/^\d{1,15}$/.test(value))
      throw new ParameterFault(`${JSON.stringify(value)} is not the number of a change set`);
    return Number(value);
  },
});

const TYPE_WORDS = ALL_TYPES.map(({ name }) => name);

const filters = {
  type: word(
    'Only change sets that changed a record of this type, and what they did to those',
    TYPE_WORDS,
    null,
    'invalid-value',
  ),
  id: {
    ...text('Only change sets that changed this record, as type/id, and what they did to it', (value) => {
      const [type, id, ...rest] = value.split('/');
      if (!(TYPE_WORDS as string[]).includes(type!) || id === undefined || rest.length > 0 || !isId(id))
        throw new ParameterFault(`${JSON.stringify(value)} is no record; give it as type/id, like claim/some-claim`);
      return value;
    }),
    schema: ADDRESS,
  },
  by: text('Only change sets of this author'),
  kind: word('Only change sets that came by this way', CHANGE_KINDS, null, 'invalid-value'),
};
export const changesParameters = {
  ...filters,
  since: number('Only change sets after the one of this number'),
  sort: word('In which order change sets come', ['number', '-number'], 'number', 'invalid-value'),
  ...paging,
};

/** A state as answers show it: a record as it is written, without texts that only who may see `texts` is told; null where nothing was. */
const stateForm = ({ type, id }: Key, state: State, texts = false): object | null => {
  if (state === null) return null;
  if (state.movedTo !== null) return { id, mergedInto: state.movedTo };
  const erased = state.erased !== undefined && { erased: state.erased };
  if (state.written === null) return { id, ...(erased || { deleted: true }) };
  const left = new Set(texts ? [] : TYPES[type].unanswered);
  const fields = Object.entries(JSON.parse(state.written) as object).filter(([name]) => !left.has(name));
  return { ...Object.fromEntries(fields), ...erased };
};

const changeForm = ({ key, before, after }: RecordChange, texts: boolean): object => ({
  type: key.type,
  id: key.id,
  before: stateForm(key, before, texts),
  after: stateForm(key, after, texts),
});

/** A change set as answers show it; `records` counts what it changed, of which `changes` may have the first. */
export const setForm = ({ changes, next: _next, ...set }: ChangeSet, { texts = false } = {}): object => ({
  ...set,
  changes: changes.map((change) => changeForm(change, texts)),
});

/** The fields in which two forms of a record differ, with what was there and what is; nothing stands for what was not there. */
export const fieldsDiffering = (
  before: object | null,
  after: object | null,
): { field: string; before?: unknown; after?: unknown }[] => {
  const [was, is] = [before ?? {}, after ?? {}] as Record<string, unknown>[];
  return differing(was!, is!).map((name) => ({
    field: name,
    ...(Object.hasOwn(was!, name) && { before: was![name] }),
    ...(Object.hasOwn(is!, name) && { after: is![name] }),
  }));
};

/** The same of two states. */
export const differenceForm = (key: Key, before: State, after: State): object[] =>
  fieldsDiffering(stateForm(key, before), stateForm(key, after));

const keyOfText = (value: string): Key => {
  const [type, id] = value.split('/') as [TypeName, string];
  return { type, id };
};

/** A list of change sets as it was asked for. @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch` */
export const readChangesRequest = (raw: RawParameters): { query: ChangesQuery; binding: unknown } => {
  const {
    since = null,
    sort = 'number',
    limit = DEFAULT_LIMIT,
    cursor,
    type,
    id,
    by,
    kind,
  } = readParameters(raw, changesParameters);
  if (type !== undefined && id !== undefined && keyOfText(id).type !== type) {
    throw invalidParameter('id', `${id} is no ${type}; leave one of type and id out`);
  }
  const binding = ['changes', since, sort, type, id, by, kind];
  const [place] = cursor === undefined ? [] : decodeCursor(binding, cursor, ['number']);
  const newestFirst = sort === '-number';
  return {
    binding,
    query: {
      after: newestFirst ? since : ((place as number | undefined) ?? since),
      before: newestFirst ? ((place as number | undefined) ?? null) : null,
      newestFirst,
      type: (type as TypeName | undefined) ?? null,
      key: id === undefined ? null : keyOfText(id),
      by: by ?? null,
      kind: (kind as ChangeKind | undefined) ?? null,
      limit,
      perSet: PER_SET,
      characters: CHARACTERS,
    },
  };
};

/** A page of change sets, with the first `perSet` changes of each. Those that are open still are left out unless asked for. */
export const changesPage = async (
  store: Store,
  raw: RawParameters,
  { perSet = PER_SET, open = false } = {},
): Promise<{ items: object[]; limit: number; nextCursor: string | null }> => {
  const { query, binding } = readChangesRequest(raw);
  await refusePruned(store, query.after ?? null);
  const { sets, more } = await store.changes({ ...query, perSet, open });
  const last = sets.at(-1);
  return {
    items: sets.map((set) => setForm(set)),
    limit: query.limit,
    nextCursor: more && last !== undefined ? encodeCursor(binding, [last.number]) : null,
  };
};

/** How many sets are read at a time where all are wanted. */
const STREAM_PAGE = 50;

/** Change sets to their end, a page at a time. */
export async function* allChanges(store: Store, query: ChangesQuery): AsyncGenerator<ChangeSet[]> {
  const next = { ...query, limit: STREAM_PAGE };
  for (;;) {
    const { sets, more } = await store.changes(next);
    if (sets.length > 0) yield sets;
    if (!more) return;
    next[query.newestFirst ? 'before' : 'after'] = sets.at(-1)!.number;
  }
}

/** @throws DictumError `pruned` where what comes after a change set is not all there any more */
export const refusePruned = async (store: Store, after: number | null): Promise<void> => {
  if (after === null || after === 0) return;
  const first = await prunedUpTo(store);
  if (after < first) throw prunedError(first);
};

const noChange = async (store: Store, number: number): Promise<DictumError> => {
  const first = await prunedUpTo(store);
  return number <= first
    ? prunedError(first)
    : new DictumError('not-found', `there is no change set ${number}`, { context: {} });
};

const setParameters = { ...paging };

/** One change set with a page of what it did. @throws DictumError `not-found`, `pruned` */
export const oneChange = async (
  store: Store,
  number: number,
  raw: RawParameters,
): Promise<{ set: object; limit: number; nextCursor: string | null }> => {
  const { limit = DEFAULT_LIMIT, cursor } = readParameters(raw, setParameters);
  const binding = ['change', number];
  const [after] = cursor === undefined ? [0] : decodeCursor(binding, cursor, ['number']);
  const set = await store.change({ number, after: after as number, limit });
  if (set === null) throw await noChange(store, number);
  return { set: setForm(set), limit, nextCursor: set.next === null ? null : encodeCursor(binding, [set.next]) };
};
export const changeParameters = setParameters;

const revisionForm = (key: Key, { before, after, ...set }: Revision): object => ({
  ...set,
  difference: differenceForm(key, before, after),
});

/** Of revisions that go no further: up to which change set the log forgot what was done before; null where it has all. */
const forgotten = async (store: Store, earliest: Revision | undefined): Promise<number | null> => {
  // What was made by the earliest has nothing before it.
  if (earliest !== undefined && earliest.before === null) return null;
  return (await prunedUpTo(store)) || null;
};

/**
 * What change sets did to a record, newest first; also to one that was deleted since, or merged into another. With the
 * last of them, `prunedUpTo`: what change sets up to that one did to it was pruned; null where nothing was.
 * @throws DictumError `not-found`
 */
export const revisionsPage = async (
  store: Store,
  key: Key,
  raw: RawParameters,
): Promise<{ items: object[]; limit: number; nextCursor: string | null; prunedUpTo: number | null }> => {
  const { limit = DEFAULT_LIMIT, cursor } = readParameters(raw, paging);
  const binding = ['revisions', key, store.moment ?? null];
  const [before] = cursor === undefined ? [null] : decodeCursor(binding, cursor, ['number']);
  const { revisions, more } = await store.revisions({ key, before: before as number | null, limit });
  if (revisions.length === 0 && before === null) presentIn((await store.read([key])).readings[0]!);
  const last = revisions.at(-1);
  return {
    items: revisions.map((revision) => revisionForm(key, revision)),
    limit,
    nextCursor: more && last !== undefined ? encodeCursor(binding, [last.number]) : null,
    prunedUpTo: more ? null : await forgotten(store, last),
  };
};
export const revisionsParameters = paging;

/** What one change set did to a record, with the whole of it before and after. @throws DictumError `not-found`, `pruned` */
export const oneRevision = async (store: Store, key: Key, number: number): Promise<object> => {
  const [revision] = (await store.revisions({ key, before: number + 1, limit: 1 })).revisions;
  if (revision?.number !== number && number <= (await prunedUpTo(store))) throw await noChange(store, number);
  if (revision?.number !== number)
    throw new DictumError('not-found', `change set ${number} did not change ${key.type} ${key.id}`, {
      context: { recordType: key.type, id: key.id },
    });
  const { before, after } = revision;
  return {
    ...revisionForm(key, revision),
    before: stateForm(key, before),
    after: stateForm(key, after),
  };
};

/** The number of a change set in an address. @throws DictumError `not-found` */
export const numberIn = (value: string): number => {
  const number = changeNumber(value);
  if (number === null) throw new DictumError('not-found', `${value} is not the number of a change set`);
  return number;
};
