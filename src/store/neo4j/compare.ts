import { TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { REPAIR } from '../check.ts';
import type { Compared, Finding } from '../port.ts';
import { MARKS, schemaOf } from './constraints.ts';
import { METAS, STRAYS, SUMS, TERMS } from './cypher-checks.ts';
import { digestOf, integer, sortable, split, termOf } from './records.ts';
import type { Sessions } from './session.ts';
import { summedFacetsOf } from './sums.ts';

/*
 * What no single record shows: constraints and indexes, terms, sums, and what belongs to nothing. Each step is of one
 * state.
 */

/** How many terms a step takes. */
const PAGE = 5000;

const finding = (where: string, message: string, remedy = REPAIR): Finding => ({ where, message, remedy });

/** The steps of a comparison, one after another. */
export async function* comparing(sessions: Sessions, many: number): AsyncGenerator<Compared> {
  yield { step: 'its constraints and indexes', findings: await compareSchema(sessions) };
  yield { step: 'what marks it', findings: await sessions.steadily(compareMarks) };
  let done = 0;
  for (let after: string | null = ''; after !== null;) {
    const from: string = after;
    const part = await sessions.steadily((tx) => compareTerms(tx, from, many));
    done += part.terms;
    after = part.next;
    yield { step: `${done} terms`, findings: part.findings };
  }
  yield { step: 'the sums of facets', findings: await sessions.steadily(compareSums) };
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

type Term = { term: string; type: TypeName; filter: string; value?: string };

const compareTerms = async (
  tx: Reading,
  after: string,
  many: number,
): Promise<{ findings: Finding[]; terms: number; next: string | null }> => {
  const { records } = await tx.run(TERMS, { after, limit: integer(PAGE) });
  const findings = records.flatMap((record): Finding[] => {
    const { summed, ...properties } = record.get('properties') as Term & { records: number; summed?: boolean };
    const { term, type, filter, value = '' } = properties;
    const filed: number = record.get('filed');
    const where = `${type} ${filter} ${value}`;
    if (properties.records !== filed)
      return [finding(where, `${properties.records} records are counted, ${filed} are filed`)];
    const { head, tail } = split(sortable(value));
    const expected = {
      term: termOf(type, filter, value),
      digest: digestOf(term),
      begins: head,
      ...(tail && { rest: tail }),
    };
    const found = properties as unknown as Record<string, unknown>;
    const wrong = [
      ...Object.entries(expected).flatMap(([name, is]) => (found[name] === is ? [] : [name])),
      ...Object.keys(found).filter(
        (name) => ![...Object.keys(expected), 'type', 'filter', 'value', 'records'].includes(name),
      ),
      ...(properties.value === undefined ? ['value'] : []),
      ...(filed >= many && summed !== true ? ['summed'] : []),
    ];
    return wrong.map((name) => finding(where, `the property ${name} of its term is another than follows from it`));
  });
  return {
    findings,
    terms: records.length,
    next: records.length === PAGE ? records.at(-1)!.get('properties').term : null,
  };
};

const compareSums = async (tx: Reading): Promise<Finding[]> => {
  const facets = Object.fromEntries(TYPE_NAMES.map((type) => [type, summedFacetsOf(type)]));
  const { expected, stored, wrong } = (await tx.run(SUMS, { facets })).records[0]!.toObject() as {
    expected: number;
    stored: number;
    wrong: Term[];
  };
  return [
    ...(stored === expected
      ? []
      : [finding('the index', `${stored} sums of facets are kept, where there should be ${expected}`)]),
    ...wrong.map(({ type, filter, value }) =>
      finding(`${type} ${filter} ${value}`, 'its facets are kept with other sums than counting gives'),
    ),
  ];
};

const findStrays = async (tx: Reading): Promise<Finding[]> =>
  (await tx.run(STRAYS, { types: TYPE_NAMES })).records.map((record) =>
    finding('the graph', `it has ${record.get('n')} ${record.get('what')}`),
  );
