import type { Integer } from 'neo4j-driver';
import { DISPUTED_BY, DISPUTING, type Disputing } from '../../model/disputes.ts';
import { withFields } from '../../model/fields.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../../model/ids.ts';
import type { ListQuery, Selection } from '../../model/query.ts';
import { AFFIRMS, PUBLISHER, RESTS_ON } from '../../model/support.ts';
import { countsOf } from '../index/counts.ts';
import { ridPageOf, ridSequence, type RidPage } from '../index/pages.ts';
import { planOf, type Plan } from '../index/plan.ts';
import { all, ask, askEach, type Steps, type Term } from '../index/steps.ts';
import { decodeValues, eachValue } from '../index/values.ts';
import { linkPage, type LinkPage, type LinkQuery } from '../links.ts';
import { answered, bytesIn } from './answering.ts';
import { readValues } from './prefixes.ts';
import { related } from '../include.ts';
import { neighbours } from '../neighbours.ts';
import {
  type NeighbourQuery,
  type Neighbours,
  type Page,
  type Part,
  type Reading,
  type Related,
  type Row,
  type SequencePlace,
  type SequenceRow,
  type State,
  type Store,
  type Support,
  type WrittenRow,
} from '../port.ts';
import { KEYS, LABELS, READ, READ_INCLUDED, ROWS, SCAN, STATE, SUPPORT, VERSION, WRITTEN } from './cypher.ts';
import { integer, orNull } from './records.ts';
import { evidenceIncluded } from './relationships.ts';
import { ownOf, zip, type Ask, type Columns } from './query.ts';

/*
 * Each question of the port as one query, or a few at once that see the same state.
 */

export const readVersion = async (ask: Ask): Promise<string> => String((await ask(VERSION))['version']![0]);

export const readState = async (ask: Ask): Promise<Omit<State, 'change'>> => {
  const { version, changed } = await ask(STATE);
  return { version: String(version![0]), changed: (changed![0] as string | undefined) ?? null };
};

/** An answer and its revision, as they come (`answered` in cypher-state.ts). */
export const answeredIn = (text: string): { json: string; revision: number | null } => {
  const end = text.lastIndexOf('}') + 1;
  return { json: text.slice(0, end), revision: end === text.length ? null : Number(text.slice(end)) };
};

/** The id in an answer, which stands behind its type. */
const idIn = (json: string): string => /^\{"type":"\w+","id":"([^"]*)"/.exec(json)![1]!;

/** What is to be included beside records: from which step of the way of evidence on, by which of its relationships. */
export const includedFor = (type: TypeName, include: ListQuery['include']): { step: Integer; words: string[] } => {
  const { step, words } = evidenceIncluded(type, include);
  return { step: integer(words.length === 0 ? -1 : step), words };
};
const NONE_INCLUDED: ReturnType<typeof includedFor> = { step: integer(-1), words: [] };

/** Records by their numbers, in that order, with their keys in an order of their type, and what is to be included. */
const readRows = async (
  ask: Ask,
  { type, sort }: Pick<Plan, 'type' | 'sort'>,
  rids: readonly number[],
  included = NONE_INCLUDED,
): Promise<{ rows: Row[]; came: Came }> => {
  if (rids.length === 0) return { rows: [], came: NOTHING_CAME };
  const one = { numbers: rids.map(integer), sort: integer(sort), included };
  const columns = ownOf(await ask(ROWS, { asked: [one] }));
  const rows = zip({ key: columns['key']!, view: columns['view']! }, (at) => {
    const { json, revision } = answeredIn(at('view'));
    return { type, id: idIn(json), key: at('key'), json, revision };
  });
  return { rows, came: cameWith(columns) };
};

function* pageSteps(query: ListQuery): Steps<RidPage & { plan: Plan | null }> {
  const plan = yield* planOf(query, query.sort);
  return { plan, ...(yield* ridPageOf(query, plan)) };
}

export const readList = async (ask: Ask, query: ListQuery): Promise<Page> => {
  const { type, limit, fields = [], include } = query;
  const { plan, rids, ...counted } = await answered(ask, pageSteps(query));
  const shown = rids.slice(0, limit);
  const { rows, came } =
    plan === null ? { rows: [], came: NOTHING_CAME } : await readRows(ask, plan, shown, includedFor(type, include));
  const included = await readRelated(ask, rows, include, came);
  return {
    rows: fields.length === 0 ? rows : rows.map((row) => ({ ...row, json: withFields(row.json, fields) })),
    more: rids.length > limit,
    ...counted,
    related: included,
  };
};

export const readCounts = (ask: Ask, selections: readonly Selection[]): Promise<number[]> =>
  answered(ask, countsOf(selections));

/** Records that came with others that name them, by their addresses. */
export type Came = ReadonlyMap<string, Related>;
const NOTHING_CAME: Came = new Map();

export const cameWith = ({ included, includedView }: Columns): Came =>
  new Map(
    zip({ address: included ?? [], json: includedView ?? [] }, (at): [string, Related] => [
      at('address'),
      { ...keyOf(at('address')), ...answeredIn(at('json')) },
    ]),
  );

/** The records at some addresses; what came already is not asked for. */
export const fetch = async (ask: Ask, keys: readonly Key[], came = NOTHING_CAME): Promise<Related[]> => {
  const missing = keys.filter((key) => !came.has(keyText(key)));
  const found =
    missing.length === 0
      ? []
      : zip(ownOf(await ask(READ, { asked: [missing.map(keyText)] })), (at) => ({
          ...keyOf(at('address')),
          ...answeredIn(at('view')),
        })).filter(({ json }) => json !== '');
  return [...keys.flatMap((key) => came.get(keyText(key)) ?? []), ...found];
};

const readRelated = (
  ask: Ask,
  records: readonly { json: string }[],
  include: ListQuery['include'],
  came: Came,
): Promise<Page['related']> => related(records, include, (keys) => fetch(ask, keys, came));

/** What stands at some addresses, from the columns of what was found there. */
export const readingsFrom = (columns: Columns, keys: readonly Key[]): Reading[] => {
  const found = new Map(
    zip(
      { address: columns['address']!, view: columns['view']!, movedTo: columns['movedTo']! },
      (at) => [at('address') as string, { view: at('view') as string, movedTo: at('movedTo') as string }] as const,
    ),
  );
  return keys.map((key): Reading => {
    const row = found.get(keyText(key));
    if (row === undefined) return { state: 'absent', key };
    if (row.view !== '') return { state: 'found', key, ...answeredIn(row.view) };
    return row.movedTo === '' ? { state: 'deleted', key } : { state: 'moved', key, to: row.movedTo };
  });
};

export const readKeys = async (
  ask: Ask,
  keys: readonly Key[],
  include: ListQuery['include'] = [],
): ReturnType<Store['read']> => {
  const addresses = [...new Set(keys.map(keyText))];
  const included = keys.length === 1 ? includedFor(keys[0]!.type, include) : NONE_INCLUDED;
  const columns = ownOf(
    await (included.words.length === 0
      ? ask(READ, { asked: [addresses] })
      : ask(READ_INCLUDED, { asked: [{ addresses, included }] })),
  );
  const readings = readingsFrom(columns, keys);
  return {
    readings,
    related: await readRelated(
      ask,
      readings.filter((reading) => reading.state === 'found'),
      include,
      cameWith(columns),
    ),
  };
};

export const readLabels = async (ask: Ask, keys: readonly Key[]): Promise<(string | null)[]> => {
  const found = new Map(
    zip(
      ownOf(await ask(LABELS, { asked: [[...new Set(keys.map(keyText))]] })),
      (at) => [at('address') as string, at('label') as string] as const,
    ),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
};

export const readDisputing = async (ask: Ask, keys: readonly Key[]): Promise<Disputing[][]> => {
  const types = [...new Set(keys.map(({ type }) => type))];
  const lookups = types.flatMap((type) => DISPUTING.map((value) => ({ type, filter: DISPUTED_BY, value })));
  const [terms, filed] = await Promise.all([
    answered(ask, askEach('term', lookups)),
    ask(KEYS, { asked: [[...new Set(keys.map(keyText))]] }).then(ownOf),
  ]);
  const tids = new Map(
    zip(filed, (at) => [at('address') as string, decodeValues(bytesIn(at('keys') as Int8Array))] as const),
  );
  const rules = new Map(lookups.map(({ type, value }, i) => [`${type} ${value}`, terms[i]?.tid]));
  return keys.map((key) =>
    DISPUTING.filter((rule) => tids.get(keyText(key))?.has(rules.get(`${key.type} ${rule}`) ?? -1)),
  );
};

export const readWrittenOf = async (ask: Ask, keys: readonly Key[]): Promise<(string | null)[]> => {
  const found = new Map(
    zip(
      await ask(WRITTEN, { addresses: [...new Set(keys.map(keyText))] }),
      (at) => [at('address') as string, orNull(at('written'))] as const,
    ),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
};

export const readSequence = async (
  ask: Ask,
  parts: readonly Part[],
  after: SequencePlace | null,
  limit: number,
  perPart: number | null,
): ReturnType<Store['sequence']> => {
  const found = await answered(ask, ridSequence(parts, after, limit, perPart));
  const read = await Promise.all(found.map(({ plan, rids }) => readRows(ask, plan, rids)));
  const rows = found.flatMap(({ part }, i) => read[i]!.rows.map((row): SequenceRow => ({ part, ...row })));
  return { rows: rows.slice(0, limit), more: rows.length > limit };
};

export const readNeighbours = (ask: Ask, query: NeighbourQuery): Promise<Neighbours> =>
  neighbours(query, {
    read: async (key) => (await readKeys(ask, [key])).readings[0]!,
    fetch: (keys) => fetch(ask, keys),
    counts: (selections) => readCounts(ask, selections),
    sequence: (parts, after, limit) => readSequence(ask, parts, after, limit, null),
  });

export const readLinks = (ask: Ask, query: LinkQuery): Promise<LinkPage> =>
  linkPage(query, {
    read: async (key) => (await readKeys(ask, [key])).readings[0]!,
    values: (...of) => readValues(ask, ...of),
    labels: (keys) => readLabels(ask, keys),
    first: async (parts, perPart) => (await readSequence(ask, parts, null, parts.length * perPart, perPart)).rows,
  });

function* supportSteps(claim: string): Steps<{ records: number[]; fields: (number | undefined)[] }> {
  const [terms, fields] = (yield* all<unknown>([
    all(['statement', 'passage'].map((type) => ask('term', { type: type as TypeName, filter: AFFIRMS, value: claim }))),
    all([RESTS_ON, PUBLISHER].map((filter) => ask('field', { type: 'claim', filter }))),
  ])) as [(Term | null)[], ({ field: number } | null)[]];
  return { records: terms.map((term) => term?.records ?? 0), fields: fields.map((each) => each?.field) };
}

/** What a claim rests on: from numbers that are kept, and from what it is filed under. */
export const readSupport = async (send: Ask, claim: string): Promise<Support> => {
  const [{ records, fields }, found] = await Promise.all([
    answered(send, supportSteps(claim)),
    send(SUPPORT, { asked: [{ claim }] }).then(ownOf),
  ]);
  const [keys] = found['keys'] as [[Int8Array | null]];
  const counts = new Map<number, number>();
  if (keys[0] !== null) eachValue(bytesIn(keys[0]), (field) => counts.set(field, (counts.get(field) ?? 0) + 1));
  const count = (field: number | undefined): number => (field === undefined ? 0 : (counts.get(field) ?? 0));
  // What an id that was merged has now is what the other has.
  const isRecord = keys[0] !== null;
  return {
    statements: isRecord ? records[0]! : 0,
    passages: isRecord ? records[1]! : 0,
    sources: count(fields[0]),
    publishers: count(fields[1]),
    independentRoots: found['roots']![0],
    roots: found['first']![0],
  };
};

export const readWritten = async (ask: Ask, after: Key | null, limit: number): Promise<WrittenRow[]> => {
  const types = TYPE_NAMES.slice(after === null ? 0 : TYPE_NAMES.indexOf(after.type));
  // "0" follows "/" in the order of characters, and no id has a character before "-".
  const ranges = types.map((type) => ({ from: `${type}/${after?.type === type ? after.id : ''}`, to: `${type}0` }));
  const columns = await ask(SCAN, { ranges, limit: integer(limit) });
  return zip(columns, (at) => {
    const key = keyOf(at('address'));
    const movedTo = orNull(at('movedTo'));
    return {
      key,
      json:
        orNull(at('written')) ??
        JSON.stringify(movedTo === null ? { id: key.id, deleted: true } : { id: key.id, mergedInto: movedTo }),
    };
  });
};
