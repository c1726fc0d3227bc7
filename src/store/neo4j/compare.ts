import { TYPE_NAMES } from '../../model/ids.ts';
import { comparePlaces } from '../../model/query.ts';
import { TYPES } from '../../model/types.ts';
import { REPAIR } from '../check.ts';
import { fewest } from '../index/changes.ts';
import { listDifferences, type Difference } from '../index/differences.ts';
import { wordsOf } from '../index/sets.ts';
import { ask } from '../index/steps.ts';
import { countedAnew } from '../index/sums.ts';
import { encodeValues, numberWithin } from '../index/values.ts';
import type { Compared, Finding } from '../port.ts';
import { bytesIn } from './answering.ts';
import { builtFields, type BuiltField } from './bulk.ts';
import { MARKS, schemaOf } from './constraints.ts';
import { METAS, NUMBERED, STRAYS, SUMS } from './cypher-checks.ts';
import { fieldsIn, filterOf, IndexWriter } from './index-writer.ts';
import { columnId, integer, ORDERS, placeWithin, valueOf } from './records.ts';
import type { Sessions } from './session.ts';
import { StoredFields, type StoredField } from './stored-fields.ts';

/*
 * What no single record shows: constraints and indexes, terms, sums, and what belongs to nothing. Each step is of one
 * state.
 */

/** How many findings are told of each kind. */
const TOLD = 100;

const finding = (where: string, message: string, remedy = REPAIR): Finding => ({ where, message, remedy });

/** The steps of a comparison, one after another. */
export async function* comparing(sessions: Sessions, many: number): AsyncGenerator<Compared> {
  yield { step: 'its constraints and indexes', findings: await compareSchema(sessions) };
  yield { step: 'what marks it', findings: await sessions.steadily(compareMarks) };
  yield { step: 'which records each value has', findings: await sessions.steadily((tx) => compareLists(tx, many)) };
  yield { step: 'the sums of facets', findings: await sessions.steadily((tx) => compareSums(tx, many)) };
  yield { step: 'what belongs to nothing', findings: await sessions.steadily(findStrays) };
}

const compareSchema = async (sessions: Sessions): Promise<Finding[]> =>
  (await schemaOf(sessions.schema)).map((name) =>
    finding(name, 'it is missing in the database, or is another than this version makes'),
  );

type Reading = Parameters<Parameters<Sessions['steadily']>[0]>[0];

const compareMarks = async (tx: Reading): Promise<Finding[]> => {
  const metas = new Map<string, Record<string, unknown>>(
    (await tx.run(METAS)).records.map((record) => [record.get('name'), record.get('properties')]),
  );
  const store = metas.get('store') ?? {};
  const wrong = [
    store['format'] === MARKS.format ? [] : 'format',
    store['release'] === MARKS.release ? [] : 'release',
    typeof store['addresses'] === 'number' ? [] : 'addresses',
    typeof store['version'] === 'number' ? [] : 'version',
  ].flat();
  const odd = [...metas.keys()].filter((name) => !['store', MARKS.fence, 'load'].includes(name));
  return [
    ...wrong.map((name) => finding('the node of the store', `its ${name} is not what this version writes`)),
    ...odd.map((name) => finding(`the node ${name}`, 'it does not belong to this version')),
  ];
};

type Properties = Record<string, any>;

const ofWords = (bytes: unknown): Uint32Array =>
  bytes instanceof Int8Array && bytes.length % 4 === 0 ? wordsOf(bytesIn(bytes)) : new Uint32Array();

/** Compares what each value has, entry by entry, with what follows from what each record is filed under. */
const compareLists = async (tx: Reading, many: number): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const seen = new Set<number>();
  const fields = await fieldsIn(tx);
  const stored = new StoredFields(tx, fields, await new IndexWriter(tx, many).steps(ask('last', null)));
  for await (const built of builtFields({ tx }, fewest(many))) {
    seen.add(built.field);
    if (findings.length >= TOLD) continue;
    const of = await stored.take(built.field);
    const { terms } = fields.get(built.name)!;
    findings.push(...compareNumber(built.name, terms, of), ...(await compareField(tx, built, of, many)));
  }
  for (const [name, { field, terms }] of fields) {
    if (seen.has(field) || findings.length >= TOLD) continue;
    const of = await stored.take(field);
    findings.push(...compareNumber(name, terms, of));
    if (of.terms.some(({ records }) => records !== 0))
      findings.push(finding(name, 'records are counted, and none are filed'));
  }
  return findings.slice(0, TOLD);
};

/** Compares how many values a filter says that it ever had with those that it has. */
const compareNumber = (name: string, said: number, { terms }: StoredField): Finding[] =>
  (terms.length === 0 ? 0 : numberWithin(terms.at(-1)!['tid']) + 1) === said
    ? []
    : [finding(name, 'it says another number of values than it has')];

const compareField = async (tx: Reading, built: BuiltField, of: StoredField, many: number): Promise<Finding[]> => {
  const { field, name, columns, place, blocksOf } = built;
  const findings: Finding[] = [];
  const terms = new Map(of.terms.map((term) => [term['tid'] as number, term]));
  const blocks = new Map<number, Properties[]>();
  for (const block of of.blocks) {
    const list = blocks.get(block['list']);
    if (list === undefined) blocks.set(block['list'], [block]);
    else list.push(block);
  }
  const sorts = Object.keys(TYPES[filterOf(name).type].sorts);
  const expected = new Set<number>();
  const tell = async (where: string, list: string, differences: readonly Difference[]): Promise<void> => {
    if (differences.length === 0) return;
    const { records } = await tx.run(NUMBERED, { numbers: differences.slice(0, 5).map(({ rid }) => integer(rid)) });
    const [{ how }] = differences as [Difference];
    const named = records.map((record) => record.get('address') as string).join(', ');
    findings.push(
      finding(
        where,
        `${list} ${how === 'missing' ? 'lacks' : how === 'extra' ? 'has in vain' : 'has out of order'} ${named}`,
      ),
    );
  };
  for (const term of built.terms) {
    const stored: Properties = terms.get(term.tid) ?? {};
    terms.delete(term.tid);
    const { begins = `value ${numberWithin(term.tid)}`, rest = '' } = stored;
    const where = `${name} ${valueOf(`${begins}${rest}`)}`;
    if (stored['records'] !== term.records)
      findings.push(finding(where, `${stored['records'] ?? 'no'} records are counted, ${term.records} are filed`));
    const wrong = [
      ...(stored['field'] === field ? [] : ['field']),
      ...(term.records >= many && stored['summed'] !== true ? ['summed'] : []),
      ...(stored['few'] !== undefined && term.rids === null ? ['few'] : []),
      ...Object.keys(stored).filter((key) => !OF_TERMS.includes(key)),
    ];
    for (const key of wrong)
      findings.push(finding(where, `the property ${key} of its term is another than follows from it`));
    if (term.rids !== null) await tell(where, 'what it has', listDifferences(term.rids, ofWords(stored['few']), TOLD));
    const written = blocksOf(term);
    for (const sort of new Set(written.map(({ list }) => list.sort))) {
      const list = term.tid * ORDERS + sort;
      expected.add(list);
      const is = blocks.get(list) ?? [];
      const all = (of: readonly Uint32Array[]): number[] => of.flatMap((rids) => [...rids]);
      const should = all(written.filter((block) => block.list.sort === sort).map(({ rids }) => rids));
      const found = is.map(({ rids }) => ofWords(rids));
      await tell(where, `its list in the order by ${sorts[sort]}`, listDifferences(should, all(found), TOLD));
      is.forEach((block, i) => {
        const first = found[i]![0];
        const at = placeWithin({ head: String(block['place']), tail: block['tail'] ?? '' });
        const isOdd = Object.keys(block).some((key) => !OF_BLOCKS.includes(key));
        if (isOdd || first === undefined || !should.includes(first) || comparePlaces(place(first, sort), at) !== 0)
          findings.push(
            finding(where, `a block of its list in the order by ${sorts[sort]} is not found by its first record`),
          );
      });
    }
    if (findings.length > TOLD) return findings;
  }
  for (const { begins, rest = '', records } of terms.values())
    if (records !== 0)
      findings.push(
        finding(`${name} ${valueOf(`${begins}${rest}`)}`, `${records} records are counted, none are filed`),
      );
  for (const list of blocks.keys())
    if (!expected.has(list)) findings.push(finding(name, 'it has a list that does not follow from the records'));
  const held = new Map(of.columns.map((column) => [column['id'], column]));
  for (const { block, bytes } of columns) {
    const column = held.get(columnId(field, block));
    held.delete(columnId(field, block));
    const is = column?.['bytes'];
    if (!(is instanceof Int8Array) || Object.keys(column!).length !== 2 || !Buffer.from(bytesIn(is)).equals(bytes!))
      findings.push(finding(name, 'what its values are counted by is another than follows from the records'));
  }
  if (held.size > 0) findings.push(finding(name, 'it has a column that does not follow from the records'));
  return findings;
};

const OF_TERMS: readonly string[] = ['tid', 'field', 'begins', 'rest', 'records', 'few', 'summed'];
const OF_BLOCKS: readonly string[] = ['list', 'place', 'tail', 'rids'];

/** Counts all sums anew. */
const compareSums = async (tx: Reading, many: number): Promise<Finding[]> => {
  const stored = new Map(
    (await tx.run(SUMS)).records.map((record) => {
      const properties: Properties = record.get('properties');
      return [properties['tid'] as number, properties] as const;
    }),
  );
  const index = new IndexWriter(tx, many);
  const tids = [...(await index.steps(ask('summed', null)))];
  const expected = await index.steps(countedAnew(tids));
  const values = await index.steps(ask('names', tids));
  const filters = tids.length === 0 ? [] : await index.steps(ask('filters', tids));
  const findings = tids.flatMap((tid, i): Finding[] => {
    const should = encodeValues(new Map([...expected.get(tid)!].filter(([, n]) => n !== 0)));
    const { counts, ...others } = stored.get(tid) ?? {};
    stored.delete(tid);
    if (counts instanceof Int8Array && Object.keys(others).length === 1 && Buffer.from(bytesIn(counts)).equals(should))
      return [];
    const { type, filter } = filters[i]!;
    return [finding(`${type} ${filter} ${values[i]}`, 'its facets are kept with other sums than counting gives')];
  });
  if (stored.size > 0) findings.push(finding('the index', `${stored.size} sums of facets are kept of what has none`));
  return findings.slice(0, TOLD);
};

const findStrays = async (tx: Reading): Promise<Finding[]> =>
  (await tx.run(STRAYS, { types: TYPE_NAMES })).records.map((record) =>
    finding('the graph', `it has ${record.get('n')} ${record.get('what')}`),
  );
