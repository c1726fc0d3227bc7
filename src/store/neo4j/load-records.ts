import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, type TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { contributionsTo, indexKeysOf, sortKeysOf, type IndexKey } from '../../model/index-keys.ts';
import { IDENTIFIER, ROOTED } from '../../model/support.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import type { IndexKeyChange } from '../stored.ts';
import { addDispute } from '../disputes.ts';
import type { Grounds } from '../grounds.ts';
import { rootChanges, rootedOf } from '../roots.ts';
import type { RecordChange } from '../index/changes.ts';
import { ask } from '../index/steps.ts';
import { addValues, decodeValues, fieldOfTerm, type Values } from '../index/values.ts';
import { bytesIn } from './answering.ts';
import { recordsOf } from './bulk.ts';
import { CONTRIBUTORS, PAGE } from './cypher-loads.ts';
import { IndexWriter } from './index-writer.ts';
import type { Phase } from './phase.ts';
import { integer } from './records.ts';
import type { Tx } from './query.ts';
import type { Sessions } from './session.ts';
import { GraphTransaction } from './writer.ts';

/*
 * What each record is filed under, worked out from it and from those that add to it, page by page, and kept with it. A
 * load goes on from there (load-lists.ts), and a check compares it.
 */

/** How many records are read at once. */
const PAGE_SIZE = 4000;

/** What stands at some addresses, in their order, and what it is filed under; null where no record is. */
type Page = { address: string; number: number; filings: IndexKeyChange | null }[];

/** A page of the addresses of some types, in order, and of what is answered there. */
const readPage = async (
  tx: Tx,
  types: readonly TypeName[],
  after: string,
): Promise<{ addresses: string[]; numbers: number[]; views: BaseView[] } | null> => {
  for (const type of types.toSorted(compareText)) {
    // "0" follows "/" in the order of characters.
    const [begin, end] = [`${type}/`, `${type}0`];
    if (compareText(after, end) >= 0) continue;
    const { records } = await tx.run(PAGE, {
      after: compareText(after, begin) < 0 ? begin : after,
      end,
      limit: integer(PAGE_SIZE),
    });
    if (records.length === 0) continue;
    const views = records.flatMap((record): BaseView[] =>
      record.get('view') === null ? [] : [JSON.parse(record.get('view'))],
    );
    return {
      addresses: records.map((record) => record.get('address')),
      numbers: records.map((record) => record.get('number')),
      views,
    };
  }
  return null;
};

/** The types that others add to the index keys of. */
const HEIRS = new Set(ALL_TYPES.filter(({ inherited }) => inherited.length > 0).map(({ name }) => name));

/** All that some records are filed under, but for roots. */
export const filingsOf = async (tx: Tx, views: readonly BaseView[]): Promise<IndexKeyChange[]> => {
  const counts = new Map<string, Map<string, number>>();
  const add = (owner: string, { filter, value }: IndexKey): void => {
    const of = counts.get(owner)!;
    const indexKey = `${filter}\0${value}`;
    of.set(indexKey, (of.get(indexKey) ?? 0) + 1);
  };
  for (const view of views) {
    counts.set(keyText(view), new Map());
    for (const indexKey of indexKeysOf(view)) add(keyText(view), indexKey);
  }
  const heirs = views.filter(({ type }) => HEIRS.has(type)).map(keyText);
  // A hub has more contributors than are to be held at once.
  for await (const row of heirs.length === 0 ? [] : tx.run(CONTRIBUTORS, { addresses: heirs })) {
    const wanted: string = row.get('owner');
    for (const indexKey of contributionsTo(keyOf(wanted), JSON.parse(row.get('view')))) add(wanted, indexKey);
  }
  for (const { type, id } of views) if (type === 'claim') addDispute(counts.get(keyText({ type, id }))!);
  return views.map((view) => ({
    owner: { type: view.type, id: view.id },
    sorts: sortKeysOf(view),
    previousSorts: sortKeysOf(view),
    counts: counts.get(keyText(view))!,
  }));
};

const preparePage = (sessions: Sessions, after: string): Promise<Page> =>
  sessions.glance(async (tx) => {
    const page = await readPage(tx, Object.keys(TYPES) as TypeName[], after);
    if (page === null) return [];
    const filings = new Map((await filingsOf(tx, page.views)).map((change) => [keyText(change.owner), change]));
    return page.addresses.map((address, i) => ({
      address,
      number: page.numbers[i]!,
      filings: filings.get(address) ?? null,
    }));
  });

/** How many records of a page are filed in one transaction. */
const filedAtOnce = (page: Page, filings: number): number => {
  let left = filings;
  const most = page.findIndex((record, i) => (left -= record.filings?.counts.size ?? 0) < 0 && i > 0);
  return most === -1 ? page.length : most;
};

/**
 * While the server files some records and commits, the next page is made ready. Somebody else's write raises the
 * version, after which what was made ready is of no use.
 */
export const filesRecords = (sessions: Sessions, many: number, filings: number): Phase => {
  /** What the step before has begun to read for the next. */
  let ahead: { from: string; page: Promise<Page> } | null = null;
  return async (tx, { after, done, addresses, version }) => {
    const from = (place: string): string => `${version} ${place}`;
    const begun = ahead;
    ahead = null;
    const here = (): Promise<Page> => preparePage(sessions, after);
    const page = await (begun?.from === from(after) ? begun.page.catch(here) : here());
    if (page.length === 0) return null;
    const now = page.slice(0, filedAtOnce(page, filings));
    const rest = page.slice(now.length);
    const last = now.at(-1)!.address;
    const filed = fileValues(
      new IndexWriter(tx, many),
      now.map((record) => ({ number: record.number, filings: record.filings })),
    );
    // What draws on sources changes them, and is not to be read while it does.
    if (rest.length > 0) ahead = { from: from(last), page: Promise.resolve(rest) };
    else if (keyOf(last).type !== 'source') ahead = { from: from(last), page: preparePage(sessions, last) };
    // Of what fails, whoever needs the page is told.
    ahead?.page.catch(() => undefined);
    await filed;
    return { after: last, done: done + now.length, said: `${done + now.length} of ${addresses} records` };
  };
};

/** Keeps what records are filed under; nothing is yet. */
const fileValues = async (
  index: IndexWriter,
  records: readonly { number: number; filings: IndexKeyChange | null }[],
): Promise<void> => {
  const filed: { rid: number; values: Values; change: RecordChange }[] = [];
  const byType = new Map<TypeName, Set<string>>();
  for (const { filings } of records) {
    if (filings === null) continue;
    const of = byType.get(filings.owner.type) ?? new Set();
    byType.set(filings.owner.type, of);
    for (const indexKey of filings.counts.keys()) of.add(indexKey);
  }
  // All at once; each is found again among those that were met.
  for (const [type, indexKeys] of byType) await index.numbers(type, [...indexKeys]);
  for (const { number, filings } of records) {
    const indexKeys = filings === null ? [] : [...filings.counts.keys()];
    const tids = filings === null ? [] : await index.numbers(filings.owner.type, indexKeys);
    const values: Values = new Map(tids.map((tid, i) => [tid, filings!.counts.get(indexKeys[i]!)!]));
    const change = { ...filings, rid: number, isFresh: true, isUnlisted: false } as RecordChange;
    filed.push({ rid: number, values, change });
  }
  await index.keepValues(filed);
  await index.draw(
    filed
      .filter(({ values }) => values.size > 0)
      .map(({ change, values }) => ({ change, come: [...values.keys()], gone: [] })),
  );
};

/** The sources by what several of them are known by elsewhere, as long as the lists of the index are not there. */
const identifiedIn = async (tx: Tx): Promise<Grounds['identified']> => {
  const index = new IndexWriter(tx, Infinity);
  const field = await index.steps(ask('field', { type: 'source', filter: IDENTIFIER }));
  const known = new Map<number, string[]>();
  for await (const page of field === null ? [] : recordsOf(tx, 'source'))
    for (const { address, keys } of page)
      for (const tid of keys === null ? [] : decodeValues(bytesIn(keys)).keys())
        if (fieldOfTerm(tid) === field!.field) known.set(tid, [...(known.get(tid) ?? []), keyOf(address).id]);
  const shared = [...known].filter(([, ids]) => ids.length > 1);
  const names = await index.steps(
    ask(
      'names',
      shared.map(([tid]) => tid),
    ),
  );
  const sources = new Map(shared.map(([, ids], i) => [names[i]!, ids]));
  return (identifiers, most) =>
    new Map(identifiers.map((identifier) => [identifier, (sources.get(identifier) ?? []).slice(0, most)]));
};

/** Files records by their independent roots. */
export const filesRoots = (many: number): Phase => {
  let known: { version: unknown; identified: Grounds['identified'] } | null = null;
  return async (tx, { after, done, version }) => {
    const page = await readPage(tx, ROOTED, after);
    if (page === null) {
      known = null;
      return null;
    }
    if (known?.version !== version) known = { version, identified: await identifiedIn(tx) };
    const { identified } = known;
    const graph = new GraphTransaction(tx, many, 'anew', false);
    const { indexKeys, kept } = await rootChanges(
      { ...graph.grounds, identified, filedRoots: () => new Map(), keptRoots: () => new Map() },
      rootedOf(page.views),
    );
    await graph.keepRoots(kept);
    const numbers = new Map(page.addresses.map((address, i) => [address, page.numbers[i]!]));
    const rids = indexKeys.map(({ owner }) => numbers.get(keyText(owner))!);
    const stored = await graph.index.steps(ask('values', rids));
    const filed: { rid: number; values: Values }[] = [];
    for (const [i, { owner, counts }] of indexKeys.entries()) {
      const values = stored[i] ? decodeValues(stored[i]) : new Map<number, number>();
      const tids = await graph.index.numbers(owner.type, [...counts.keys()]);
      addValues(values, new Map([...counts.values()].map((step, at) => [tids[at]!, step])));
      filed.push({ rid: rids[i]!, values });
    }
    await graph.index.keepValues(filed);
    return {
      after: page.addresses.at(-1)!,
      done: done + page.addresses.length,
      said: `the independent roots of ${done + page.addresses.length} records`,
    };
  };
};
