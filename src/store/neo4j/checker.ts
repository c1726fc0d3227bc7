import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, type Key, TYPE_NAMES } from '../../model/ids.ts';
import { ROOTED, ROOTS, rootValues } from '../../model/support.ts';
import { TYPES } from '../../model/types.ts';
import type { IndexKeyChange, Stored } from '../stored.ts';
import { aroundOf, checkRecord, REPAIR, type Around } from '../check.ts';
import type { CheckedPart, Finding } from '../port.ts';
import { wordsOf } from '../full-text.ts';
import { rootedOf, rootsOf } from '../roots.ts';
import { GATHERED_BY, NAMES_OF, NODES, OUTGOING, ROOTS_OF, THERE } from './cypher-checks.ts';
import { labelFor } from './relationships.ts';
import { groundsIn, rowOfRoots } from './grounds.ts';
import { edgesExpected, edgeText, filingsExpected, gathered, namesExpected, nodeExpected, sorted } from './expected.ts';
import { ask } from '../index/steps.ts';
import { decodeValues, fieldOfTerm, type Values } from '../index/values.ts';
import { bytesIn } from './answering.ts';
import { fieldsIn, IndexWriter } from './index-writer.ts';
import { filingsOf } from './load-records.ts';
import { nextAddresses } from './migration.ts';
import type { Tx } from './query.ts';
import { parsedOrNull } from '../json.ts';

/*
 * Whether a record stands in the graph as it should: what follows from it, and from those that add to it, is worked out
 * anew and compared with its node, its relationships, its names and its filings.
 */

/** How many records are looked at together, with all that they are filed under. */
const PAGE = 250;

type Node = { key: Key; labels: string[]; properties: Record<string, unknown>; referrers: number };
/** What there should be, or is, as texts by what names it. */
type Texts = ReadonlyMap<string, string>;

const rowsOf = async (tx: Tx, query: string, parameters: object): Promise<Record<string, any>[]> =>
  (await tx.run(query, parameters)).records.map((record) => record.toObject());

const storedIn = ({ properties: { written, view, movedTo } }: Node): Stored => ({
  written: (written as string | undefined) ?? null,
  view: (view as string | undefined) ?? null,
  movedTo: (movedTo as string | undefined) ?? null,
});

export const checkPart = async (tx: Tx, after: Key | null, limit: number): Promise<CheckedPart> => {
  const addresses = await nextAddresses(tx, TYPE_NAMES, after === null ? '' : keyText(after), Math.min(limit, PAGE));
  const nodes = (await rowsOf(tx, NODES, { addresses })).map(
    ({ address, ...node }) => ({ ...node, key: keyOf(address) }) as Node,
  );
  return {
    findings: [...(await checkRecords(tx, nodes)), ...(await checkGraphOf(tx, nodes))],
    checked: nodes.length,
    next: addresses.length === 0 ? null : keyOf(addresses.at(-1)!),
  };
};

/** The records by themselves. */
const checkRecords = async (tx: Tx, nodes: readonly Node[]): Promise<Finding[]> => {
  const around = new Map(
    nodes.map((node): [string, Around] => {
      const { written, view } = storedIn(node);
      return [keyText(node.key), { isRecord: written !== null, view }];
    }),
  );
  const missing = nodes
    .flatMap((node) => aroundOf(node.key, storedIn(node)).map(keyText))
    .filter((text) => !around.has(text));
  for (const { address, isRecord, view } of await rowsOf(tx, THERE, { addresses: [...new Set(missing)] }))
    around.set(address, { isRecord, view });
  const gathering = nodes.filter(({ key }) => TYPES[key.type].gathers.length > 0).map(({ key }) => keyText(key));
  const gathered = new Map<string, BaseView[]>();
  for (const { owner, view } of await rowsOf(tx, GATHERED_BY, { addresses: gathering }))
    gathered.set(owner, [...(gathered.get(owner) ?? []), parsedOrNull(view) ?? []].flat());
  return nodes.flatMap((node) =>
    checkRecord(node.key, {
      stored: storedIn(node),
      around,
      gathered: (from) => (gathered.get(keyText(node.key)) ?? []).filter(({ type }) => type === from),
      referrers: node.referrers,
    }),
  );
};

/** All else that the graph holds of them. */
const checkGraphOf = async (tx: Tx, nodes: readonly Node[]): Promise<Finding[]> => {
  const addresses = nodes.map(({ key }) => keyText(key));
  const views = new Map(nodes.map((node) => [keyText(node.key), parsedOrNull(storedIn(node).view) as BaseView | null]));
  const filings = await expectedFilings(
    tx,
    [...views.values()].flatMap((view) => view ?? []),
  );
  const edges = byAddress(await rowsOf(tx, OUTGOING, { addresses }), ({ kind, target, properties }) =>
    edgeText(kind, target, properties),
  );
  const names = byAddress(await rowsOf(tx, NAMES_OF, { addresses }), ({ properties }) => [
    properties.entry,
    sorted(properties),
  ]);
  const filed = await filingsFound(tx, nodes);
  const roots = await wrongRoots(tx, [...views.values()]);
  return nodes.flatMap((node): Finding[] => {
    const [where, stored] = [keyText(node.key), storedIn(node)];
    const view = views.get(where)!;
    // What cannot be read is told of by itself.
    const readable = stored.view === null || view !== null;
    const of = filings.get(where);
    const add = (message: string): Finding => ({ where, message, remedy: REPAIR });
    const compare = (what: (name: string) => string, expected: Texts, found: Texts = new Map()): Finding[] =>
      differences(expected, found).map(({ name, how }) => add(`${what(name)} ${how}`));
    const label = labelFor({ key: node.key, ...stored });
    return [
      ...(node.labels.toSorted().join() === ['Address', label].toSorted().join()
        ? []
        : [add(`its labels in the graph are ${node.labels.join(', ')}, and should be Address, ${label}`)]),
      ...(readable
        ? compare(
            (name) => `its property ${name}`,
            nodeExpected(node.key, stored, wordsOf(node.key.type, parsedOrNull(stored.written))),
            texts(node.properties),
          )
        : []),
      ...compare(
        (name) => `its relationship ${name}`,
        edgesExpected(node.key, parsedOrNull(stored.written) === null ? { ...stored, written: null } : stored, of),
        edges.get(where),
      ),
      ...compare(
        (name) => `its name ${JSON.stringify(name)} for type-ahead`,
        namesExpected(node.key, view),
        names.get(where),
      ),
      ...(valuesIn(node) === null ? [add(`its property indexKeys ${CHANGED}`)] : []),
      ...compare((term) => `that it is filed under ${term}`, filingsExpected(of), filed.get(where)),
      ...(roots.has(where)
        ? [add('what it independently rests on is kept otherwise than it follows from the records')]
        : []),
    ];
  });
};

/** What a node says that its record is filed under; null where that cannot be read. */
const valuesIn = ({ properties: { indexKeys } }: Node): Values | null => {
  if (indexKeys === undefined) return new Map();
  return indexKeys instanceof Int8Array ? decodeValues(bytesIn(indexKeys)) : null;
};

/** The same in words, by address. */
const filingsFound = async (tx: Tx, nodes: readonly Node[]): Promise<Map<string, Map<string, string>>> => {
  const values = nodes.map((node) => valuesIn(node) ?? new Map<number, number>());
  const tids = [...new Set(values.flatMap((of) => [...of.keys()]))];
  const texts = await new IndexWriter(tx, Infinity).steps(ask('names', tids));
  const names = new Map([...(await fieldsIn(tx))].map(([name, { field }]) => [field, name]));
  const words = new Map(tids.map((tid, i) => [tid, `${names.get(fieldOfTerm(tid)) ?? 'no filter'} ${texts[i]}`]));
  return new Map(
    nodes.map(({ key }, i) => [
      keyText(key),
      gathered([...values[i]!].map(([tid, times]) => [words.get(tid)!, String(times)] as const)),
    ]),
  );
};

/** All that some records are filed under. */
const expectedFilings = async (tx: Tx, views: readonly BaseView[]): Promise<Map<string, IndexKeyChange>> => {
  const filings = new Map((await filingsOf(tx, views)).map((filing) => [keyText(filing.owner), filing]));
  const rooted = await rootsFound(tx, views);
  for (const [text, { roots }] of rooted)
    for (const value of rootValues(roots.length))
      (filings.get(text)!.counts as Map<string, number>).set(`${ROOTS}\0${value}`, 1);
  return filings;
};

const rootsFound = (tx: Tx, views: readonly (BaseView | null)[]): ReturnType<typeof rootsOf> => {
  const index = new IndexWriter(tx, Infinity);
  const grounds = groundsIn({
    send: (query, parameters) => rowsOf(tx, query, parameters),
    take: (steps) => index.steps(steps),
  });
  return rootsOf(
    { ...grounds, filedRoots: () => new Map(), keptRoots: () => new Map() },
    rootedOf(views.filter((view) => view !== null && ROOTED.includes(view.type))),
  );
};

/** The claims whose roots are kept otherwise than they are. */
const wrongRoots = async (tx: Tx, views: readonly (BaseView | null)[]): Promise<Set<string>> => {
  const claims = views.filter((view) => view?.type === 'claim');
  const kept = new Map(
    (await rowsOf(tx, ROOTS_OF, { claims: claims.map((view) => view!.id) })).map(({ claim, properties }) => [
      keyText({ type: 'claim', id: claim }),
      sorted(properties),
    ]),
  );
  const found = await rootsFound(tx, claims);
  return new Set(
    [...found].flatMap(([text, { roots }]) => {
      const expected = roots.length === 0 ? undefined : sorted(rowOfRoots({ claim: keyOf(text), roots }));
      return kept.get(text) === expected ? [] : [text];
    }),
  );
};

/**
 * What is compared otherwise, or is whatever it is: the number of a node, by which those that were there first come
 * first, and its revision.
 */
const APART: readonly string[] = ['number', 'revision', 'indexKeys'];

const texts = (properties: Record<string, unknown>): Map<string, string> =>
  new Map(
    Object.entries(properties)
      .filter(([name]) => !APART.includes(name))
      .map(([name, value]) => [name, JSON.stringify(value)]),
  );

/** Rows by the address that they are of. */
const byAddress = (
  rows: readonly Record<string, any>[],
  read: (row: Record<string, any>) => [name: string, text: string],
): Map<string, Map<string, string>> => {
  const found = new Map<string, [name: string, text: string][]>();
  for (const row of rows) {
    const of = found.get(row['address']);
    if (of === undefined) found.set(row['address'], [read(row)]);
    else of.push(read(row));
  }
  return new Map([...found].map(([address, named]) => [address, gathered(named)]));
};

const MISSING = 'is missing in the graph';
const EXTRA = 'is in the graph, and does not follow from the records';
const CHANGED = 'is another in the graph than follows from the records';

const differences = (expected: Texts, found: Texts): { name: string; how: string }[] => [
  ...[...expected]
    .filter(([name, text]) => found.get(name) !== text)
    .map(([name]) => ({ name, how: found.has(name) ? CHANGED : MISSING })),
  ...[...found.keys()].filter((name) => !expected.has(name)).map((name) => ({ name, how: EXTRA })),
];
