import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, type TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { contributionsTo, postingsOf, sortKeysOf, type Posting } from '../../model/postings.ts';
import { PUBLISHER, RESTS_ON, ROOTED } from '../../model/support.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import type { PostingChange } from '../stored.ts';
import type { Filing } from '../port.ts';
import { addDispute } from '../disputes.ts';
import { rootChanges, rootedOf } from '../roots.ts';
import { dropFiledIndexes, makeFiledIndexes } from './constraints.ts';
import {
  CLEAR_FILINGS,
  CLEAR_TERMS,
  CONTRIBUTORS,
  END_LOAD,
  END_MIGRATION,
  FORGET_VALUES,
  GO_ON_LOAD,
  GREAT_TERMS,
  PAGE,
} from './cypher-loads.ts';
import { NAME_SUMS, RAISE_VERSION } from './cypher-writes.ts';
import { deriveRecords, listSetsByType, resetRecords } from './migration.ts';
import { integer, numberOf } from './records.ts';
import type { Tx } from './query.ts';
import type { Loaded, Neo4jOptions, Sessions } from './session.ts';
import { MANY, summedFacetsOf } from './sums.ts';
import { GraphTransaction } from './writer.ts';

/*
 * Very many records at once. Filed batch by batch as they come, a record is looked up again under all its terms each
 * time that another adds to it, and every sum is written anew. So a load writes records only, and the index is put
 * together from them at the end, each record once with all that it is filed under. A step takes some of them; it is a
 * transaction of its own and says where the next goes on.
 */

/** How many records are read at once. */
const PAGE_SIZE = 4000;
/** How many filings a transaction makes, which the server holds in memory at some 4 kB each. At a million statements one record alone has a hundred thousand. */
const FILINGS = 50_000;
/** How many relationships or nodes are taken away at once. */
const CLEARED = 50_000;
/** How many terms are summed at once, and how many records they have together unless one has more. */
const [TERMS, SUMMED] = [500, 200_000];

/** Where the next step goes on, how many records or terms are done then, and what to tell of it; null where a phase is done. */
type Next = { after: string; done: number; said: string } | null;
type Phase = (tx: Tx, loaded: Loaded, load: Load) => Promise<Next>;
/** `ahead`: what the step before has begun to read for the next. */
type Load = {
  sessions: Sessions;
  many: number;
  filings: number;
  page: number | undefined;
  ahead: { from: string; page: Promise<Page> } | null;
};

/** What stands at some addresses, in their order, and what it is filed under; null where no record is. */
type Page = { address: string; filings: PostingChange | null }[];

/** Without their indexes filings are taken away and made much faster: an index grows in no order, so that in the end each entry is a page of it to be read and written. */
const clear: Phase = async (tx, _, { sessions }) => {
  await dropFiledIndexes(sessions.schema);
  for (const query of [CLEAR_FILINGS, CLEAR_TERMS]) {
    const cleared: number = (await tx.run(query, { limit: integer(CLEARED) })).records[0]!.get('cleared');
    if (cleared > 0) return { after: '', done: 0, said: 'taking away what was filed before' };
  }
  return null;
};

/** A page of the addresses of some types, in order, and of what is answered there. */
const readPage = async (
  tx: Tx,
  types: readonly TypeName[],
  after: string,
): Promise<{ addresses: string[]; views: BaseView[] } | null> => {
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
    return { addresses: records.map((record) => record.get('address')), views };
  }
  return null;
};

/** The types that others add to the postings of. */
const HEIRS = new Set(ALL_TYPES.filter(({ inherited }) => inherited.length > 0).map(({ name }) => name));

/** All that some records are filed under, but for roots. */
export const filingsOf = async (tx: Tx, views: readonly BaseView[]): Promise<PostingChange[]> => {
  const counts = new Map<string, Map<string, number>>();
  const add = (owner: string, { filter, value }: Posting): void => {
    const of = counts.get(owner)!;
    const posting = `${filter}\0${value}`;
    of.set(posting, (of.get(posting) ?? 0) + 1);
  };
  for (const view of views) {
    counts.set(keyText(view), new Map());
    for (const posting of postingsOf(view)) add(keyText(view), posting);
  }
  const heirs = views.filter(({ type }) => HEIRS.has(type)).map(keyText);
  // A hub has more contributors than are to be held at once.
  for await (const row of heirs.length === 0 ? [] : tx.run(CONTRIBUTORS, { addresses: heirs })) {
    const wanted: string = row.get('owner');
    for (const posting of contributionsTo(keyOf(wanted), JSON.parse(row.get('view')))) add(wanted, posting);
  }
  for (const { type, id } of views) if (type === 'claim') addDispute(counts.get(keyText({ type, id }))!);
  return views.map((view) => ({
    owner: { type: view.type, id: view.id },
    sorts: sortKeysOf(view),
    previousSorts: sortKeysOf(view),
    counts: counts.get(keyText(view))!,
  }));
};

/** What the index keeps with the records of a type, taken away. */
const nothingKept = (type: TypeName): Record<string, null> =>
  Object.fromEntries(
    [...summedFacetsOf(type).map(({ key }) => key), ...[RESTS_ON, PUBLISHER].map(numberOf)].map((name) => [name, null]),
  );

const graphOf = (tx: Tx): GraphTransaction => new GraphTransaction(tx, new Set(), Number.MAX_SAFE_INTEGER, 'now');

const preparePage = (sessions: Sessions, after: string): Promise<Page> =>
  sessions.glance(async (tx) => {
    const page = await readPage(tx, Object.keys(TYPES) as TypeName[], after);
    if (page === null) return [];
    const filings = new Map((await filingsOf(tx, page.views)).map((change) => [keyText(change.owner), change]));
    return page.addresses.map((address) => ({ address, filings: filings.get(address) ?? null }));
  });

/** How many records of a page are filed in one transaction. */
const filedAtOnce = (page: Page, filings: number): number => {
  let left = filings;
  const most = page.findIndex((record, i) => (left -= record.filings?.counts.size ?? 0) < 0 && i > 0);
  return most === -1 ? page.length : most;
};

/** While the server files some records and commits, the next page is made ready. Somebody else's write raises the version, after which what was made ready is of no use. */
const fileRecords: Phase = async (tx, { after, done, addresses, version }, load) => {
  const from = (place: string): string => `${version} ${place}`;
  const { ahead } = load;
  load.ahead = null;
  const here = (): Promise<Page> => preparePage(load.sessions, after);
  const page = await (ahead?.from === from(after) ? ahead.page.catch(here) : here());
  if (page.length === 0) return null;
  const now = page.slice(0, filedAtOnce(page, load.filings));
  const rest = page.slice(now.length);
  const last = now.at(-1)!.address;
  const graph = graphOf(tx);
  graph.run(
    FORGET_VALUES,
    now.map(({ address }) => ({ address, none: nothingKept(keyOf(address).type) })),
  );
  const filed = graph.fileNew(now.flatMap(({ filings }) => filings ?? []));
  // What draws on sources changes them, and is not to be read while it does.
  if (rest.length > 0) load.ahead = { from: from(last), page: Promise.resolve(rest) };
  else if (keyOf(last).type !== 'source') load.ahead = { from: from(last), page: preparePage(load.sessions, last) };
  // Of what fails, whoever needs the page is told.
  load.ahead?.page.catch(() => undefined);
  await filed;
  return { after: last, done: done + now.length, said: `${done + now.length} of ${addresses} records` };
};

const fileRoots: Phase = async (tx, { after, done }) => {
  const page = await readPage(tx, ROOTED, after);
  if (page === null) return null;
  const graph = graphOf(tx);
  const { postings, kept } = await rootChanges(
    { ...graph, filedRoots: () => new Map(), keptRoots: () => new Map() },
    rootedOf(page.views),
  );
  await graph.keepRoots(kept);
  await graph.fileNew(postings);
  return {
    after: page.addresses.at(-1)!,
    done: done + page.addresses.length,
    said: `the independent roots of ${done + page.addresses.length} records`,
  };
};

const index: Phase = async (_, __, { sessions }) => {
  const percent = await makeFiledIndexes(sessions.schema);
  return percent === null ? null : { after: '', done: 0, said: `their order, ${Math.floor(percent)} %` };
};

const sumTerms: Phase = async (tx, { after, done }, { many }) => {
  const { records } = await tx.run(GREAT_TERMS, { after, many: integer(many), limit: integer(TERMS) });
  if (records.length === 0) return null;
  const terms: string[] = [];
  for (let left = SUMMED, i = 0; i < records.length && (i === 0 || left >= records[i]!.get('records')); i++) {
    terms.push(records[i]!.get('term'));
    left -= records[i]!.get('records');
  }
  await graphOf(tx).sum(terms);
  return { after: terms.at(-1)!, done: done + terms.length, said: `the facets of ${done + terms.length} terms` };
};

const step =
  (done: string, take: typeof deriveRecords): Phase =>
  async (tx, { after, done: before, addresses }, { page }) => {
    const taken = await take(tx, after, page);
    return taken === null
      ? null
      : {
          after: taken.last,
          done: before + taken.records,
          said: `${done} ${before + taken.records} of ${addresses} records`,
        };
  };

const listSets: Phase = async (tx, { after, done }) => {
  const taken = await listSetsByType(tx, Number(after));
  return taken === null
    ? null
    : { after: String(taken.last), done: done + taken.sets, said: `the log, ${done + taken.sets} change sets` };
};

/** A migration begins with the first, an import with that of number `FIRST_OF_FILING`. */
const PHASES: readonly Phase[] = [
  listSets,
  step('brought up', resetRecords),
  step('derived', deriveRecords),
  clear,
  fileRecords,
  fileRoots,
  index,
  sumTerms,
];

/** What does the next step of filing, or of a migration and that alone; of terms with so many records also their sums. Null once none is left. */
export const filing = (
  sessions: Sessions,
  { many = MANY, filings = FILINGS, page }: Pick<Neo4jOptions, 'many' | 'filings' | 'page'>,
): ((which?: 'migration') => Promise<Filing>) => {
  const load: Load = { sessions, many, filings, page, ahead: null };
  return (which) =>
    sessions.write<Filing>(async (tx, loaded) => {
      if (loaded === null || (which === 'migration' && !loaded.migrating)) return { result: null, commit: false };
      for (
        let phase = loaded.phase, from = loaded;
        phase < PHASES.length;
        phase++, from = { ...from, after: '', done: 0 }
      ) {
        const next = await PHASES[phase]!(tx, from, load);
        if (next === null) continue;
        await tx.run(GO_ON_LOAD, { phase: integer(phase), after: next.after, done: integer(next.done) });
        return { result: { step: next.said }, commit: true };
      }
      for (const query of [END_LOAD, END_MIGRATION, NAME_SUMS]) await tx.run(query);
      await tx.run(RAISE_VERSION, { changed: new Date().toISOString() });
      return { result: { step: 'all records' }, commit: true };
    });
};
