import type { BaseView } from '../../src/model/define.ts';
import { keyText, type Key, type TypeName } from '../../src/model/ids.ts';
import { anyOf, listQuery, type ListQuery, type Place } from '../../src/model/query.ts';
import { wordQueryOf } from '../../src/search/query.ts';
import { exportPages } from '../../src/queries/export.ts';
import { checkGraph } from '../../src/queries/check.ts';
import type { Change, Finding, Problem, Row, Store, WriteReport } from '../../src/store/port.ts';

type Written = Extract<WriteReport, { written: true }>;

/** Writes records that are expected to be taken. */
export const write = async (store: Store, ...changes: Change[]): Promise<Written> => {
  const report = await store.write(changes);
  if (!report.written)
    throw new Error(
      `refused: ${report.problems.map(({ key, pointer, message }) => `${keyText(key)}${pointer} ${message}`).join('; ')}`,
    );
  return report;
};

/** Writes records that are expected to be refused. */
export const refusal = async (store: Store, ...changes: Change[]): Promise<Problem[]> => {
  const report = await store.write(changes);
  if (report.written) throw new Error('the write was taken');
  return report.problems;
};

/** A query for a whole list in its first order, or as `asked`. */
export const query = (type: TypeName, asked: Partial<ListQuery> = {}): ListQuery => listQuery(type, 1000, asked);

/** What asks for a value of a filter, or for words. */
export const byFilter = (filter: string, value: string): Partial<ListQuery> =>
  filter === 'q' ? { words: wordQueryOf(value) } : { where: [anyOf(filter, value)] };

/** The ids of a list. */
export const listed = async (store: Store, type: TypeName, asked: Partial<ListQuery> = {}): Promise<string[]> =>
  (await store.list(query(type, asked))).rows.map((row) => row.id);

/** Every row of a list, page by page to its end; `between` runs before each page but the first. */
export const walk = async (
  store: Store,
  asked: ListQuery,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<Row[]> => {
  const rows: Row[] = [];
  let after: Place | null = asked.after;
  for (let page = 0; ; page++) {
    if (page > 0) await between(page);
    const { rows: found, more } = await store.list({ ...asked, after });
    if (found.length > asked.limit) throw new Error(`a page of ${found.length} rows, asked for ${asked.limit}`);
    rows.push(...found);
    const last = found.at(-1);
    if (!more || last === undefined) return rows;
    after = { key: last.key, id: last.id };
  }
};

/** The answer for a record, of whichever type it is. */
export const view = async (store: Store, type: TypeName, id: string): Promise<any> => {
  const [reading] = (await store.read([{ type, id }])).readings;
  if (reading?.state !== 'found') throw new Error(`${type}/${id} is ${reading?.state}`);
  return JSON.parse(reading.json);
};

/** Every key that was ever written, in the order of a scan. */
export const allKeys = async (store: Store, batch = 500): Promise<Key[]> => {
  const keys: Key[] = [];
  for (;;) {
    const rows = await store.scan(keys.at(-1) ?? null, batch);
    keys.push(...rows.map((row) => row.key));
    if (rows.length < batch) return keys;
  }
};

export const allViews = async (store: Store): Promise<BaseView[]> => {
  const { readings } = await store.read(await allKeys(store));
  return readings.flatMap((reading) => (reading.state === 'found' ? [JSON.parse(reading.json) as BaseView] : []));
};

/** Answers of a store without what depends on how it came to hold what it does. */
export const withoutRevisions = <T>(answer: T): T =>
  JSON.parse(JSON.stringify(answer), (name, value) => (name === 'revision' ? undefined : value)) as T;

/** Everything that a store holds and answers, to compare it with another. */
export const contents = async (store: Store): Promise<{ lines: string[]; readings: unknown[] }> => {
  const lines: string[] = [];
  for await (const page of exportPages(store, { texts: true })) lines.push(...page.split(/(?<=\n)/));
  const { readings } = await store.read(await allKeys(store));
  return { lines, readings: withoutRevisions(readings) };
};

/** All that a check tells, advice too. */
export const allFindings = async (store: Store): Promise<Finding[]> =>
  (await checkGraph(store, () => undefined)).findings;

/** What is wrong in a store, and what would not be taken today. */
export const findings = async (store: Store): Promise<Finding[]> =>
  (await allFindings(store)).filter(({ kind }) => kind !== 'advice');

/** What of a store is not whole. Beside it a later write can make a record one that would not be taken today. */
export const damage = async (store: Store): Promise<Finding[]> =>
  (await allFindings(store)).filter(({ kind }) => kind === undefined);

/** Migrates a store to the end, and gives the steps that it took. */
export const migrated = async (store: Store, options: { anew?: boolean } = {}): Promise<string[]> => {
  const steps: string[] = [];
  for (let done = await store.migrate(options); done !== null; done = await store.migrate()) steps.push(done.step);
  return steps;
};

/** Does something with a store that is closed after that. */
export const closing = async <T>(opened: Store | Promise<Store>, use: (store: Store) => Promise<T>): Promise<T> => {
  const store = await opened;
  try {
    return await use(store);
  } finally {
    await store.close();
  }
};
