import { appendMigration } from '../../log/change-sets.ts';
import { isSameState } from '../../log/state.ts';
import { keyOf, keyText, TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { DERIVED_ORDER } from '../../model/types.ts';
import { deriveAnew } from '../apply.ts';
import type { StoredRevision } from '../stored.ts';
import { broughtUp } from '../migration.ts';
import { logOf } from './change-log.ts';
import { LIST_SETS, RESET, RESET_LINKS, SIZES, TAKEN_FROM } from './cypher-loads.ts';
import { LOAD } from './cypher-writes.ts';
import { integer, nodeOf, rowOfEdge } from './records.ts';
import { edgesOf, labelFor, labelOf, OTHER_LABELS } from './relationships.ts';
import type { Tx } from './query.ts';
import { GraphTransaction } from './writer.ts';

/*
 * What goes before filing where another version of the model has derived the graph: each record is set to what is
 * written of it, as this version writes it, and then derived anew. Phases of load.ts, like those of filing.
 */

/** How many records a step takes, and how many characters of what is written of them unless one has more. */
const [PAGE, CHARACTERS] = [1000, 20_000_000];
/** How many change sets a step takes. */
const SETS = 10_000;

/** The next addresses of some types, in their order; none where there are no more. */
export const nextAddresses = async (
  tx: Tx,
  types: readonly TypeName[],
  after: string,
  limit = PAGE,
): Promise<string[]> => {
  for (const type of types.slice(after === '' ? 0 : types.indexOf(keyOf(after).type))) {
    // "0" follows "/" in the order of characters.
    const [begin, end] = [`${type}/`, `${type}0`];
    const { records } = await tx.run(SIZES, {
      after: after.startsWith(begin) ? after : begin,
      end,
      limit: integer(limit),
    });
    if (records.length === 0) continue;
    let left = CHARACTERS;
    const most = records.findIndex((record, i) => (left -= record.get('size')) < 0 && i > 0);
    return records.slice(0, most === -1 ? records.length : most).map((record) => record.get('address'));
  }
  return [];
};

const storedAt = async (
  tx: Tx,
  addresses: readonly string[],
): Promise<(StoredRevision & { address: string; number: number })[]> =>
  (await tx.run(LOAD, { addresses })).records.map(
    (record) => record.toObject() as StoredRevision & { address: string; number: number },
  );

/** Lists the next change sets after a number by the types of what they changed, which some versions did not do. */
export const listSetsByType = async (tx: Tx, after: number): Promise<{ last: number; sets: number } | null> => {
  const { records } = await tx.run(LIST_SETS, { after: integer(after), limit: integer(SETS) });
  const { sets, last } = records[0]!.toObject() as { sets: number; last: number };
  return sets === 0 ? null : { last, sets };
};

type Done = { last: string; records: number } | null;

/** Sets the next records to what is written of them. */
export const resetRecords = async (tx: Tx, after: string, limit = PAGE): Promise<Done> => {
  const release: string = (await tx.run(TAKEN_FROM)).records[0]!.get('release');
  const addresses = await nextAddresses(tx, TYPE_NAMES.toSorted(compareText), after, limit);
  if (addresses.length === 0) return null;
  const stored = (await storedAt(tx, addresses)).map(({ address, number, written, movedTo, revision }) => {
    const key = keyOf(address);
    const record = written === null ? null : broughtUp(key.type, written);
    return {
      address,
      number,
      movedTo,
      key,
      view: null,
      written: record === null ? written : JSON.stringify(record),
      isRecord: record !== null,
      revision,
      before: revision === null ? null : { written, movedTo },
    };
  });
  const recorded = stored
    .map(({ key, before, written, movedTo }) => ({ key, before, after: { written, movedTo } }))
    .filter(({ before, after }) => !isSameState(before, after));
  const revision = await appendMigration(logOf(tx), release, recorded);
  const changed = new Set(recorded.map(({ key }) => keyText(key)));
  const graph = new GraphTransaction(tx, Number.MAX_SAFE_INTEGER, 'anew', false);
  graph.run(
    RESET_LINKS,
    stored.map(({ address }) => ({ address })),
  );
  graph.run(
    RESET,
    stored.map(({ address, key, number, revision: before, ...content }) => {
      const label = labelFor({ key, ...content });
      return {
        address,
        label,
        others: [...OTHER_LABELS, labelOf(key.type)].filter((other) => other !== label),
        properties: nodeOf(key, { ...content, revision: changed.has(address) ? revision : before }, number),
      };
    }),
  );
  graph.addReferences(
    stored
      .filter(({ written, isRecord }) => written === null || isRecord)
      .flatMap(({ key, ...content }) => edgesOf(key.type, content).map((edge) => rowOfEdge(keyText(key), edge))),
  );
  await graph.applied();
  return { last: addresses.at(-1)!, records: addresses.length };
};

/** Derives the next records, in the order in which they rest on one another. */
export const deriveRecords = async (tx: Tx, after: string, limit = PAGE): Promise<Done> => {
  const addresses = await nextAddresses(tx, DERIVED_ORDER, after, limit);
  if (addresses.length === 0) return null;
  const stored = await storedAt(tx, addresses);
  await deriveAnew(
    stored
      .filter(({ address, written }) => written !== null && broughtUp(keyOf(address).type, written) !== null)
      .map(({ address }) => keyOf(address)),
    new GraphTransaction(tx, Number.MAX_SAFE_INTEGER, 'anew', false),
  );
  return { last: addresses.at(-1)!, records: addresses.length };
};
