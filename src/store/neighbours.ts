import type { BaseView } from '../model/define.ts';
import { keyText, type Key } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { anyOf, type Selection } from '../model/query.ts';
import { referencesOf, referringIndexKey, type EdgeKind } from '../model/references.ts';
import { TYPES } from '../model/types.ts';
import type { NeighbourQuery, Neighbours, Part, Reading, Related, SequencePlace, SequenceRow } from './port.ts';
import type { Later } from './later.ts';

/*
 * The records around one, once for every engine: what it refers to stands in the record itself, what refers to it is
 * filed under index keys, a list for each field.
 */

/** What an engine answers, all of it from one state. */
export type Asks = {
  read: (key: Key) => Later<Reading>;
  fetch: (keys: readonly Key[]) => Later<Related[]>;
  counts: (selections: readonly Selection[]) => Later<number[]>;
  sequence: (
    parts: readonly Part[],
    after: SequencePlace | null,
    limit: number,
  ) => Later<{ rows: SequenceRow[]; more: boolean }>;
};

/** The records that refer to `key` by a field. */
const referring = ({ type, field }: EdgeKind, key: Key): Selection & Part => {
  const { filter, value } = referringIndexKey(type, field, key);
  return { type, where: [anyOf(filter, value)], range: null, sort: Object.keys(TYPES[type].sorts)[0]! };
};

export const neighbours = async ({ key, edgeKinds, after, limit }: NeighbourQuery, asks: Asks): Promise<Neighbours> => {
  const reading = await asks.read(key);
  if (reading.state !== 'found') return { reading, counts: edgeKinds.map(() => 0), rows: [], more: false };
  const references = referencesOf(JSON.parse(reading.json) as BaseView);
  const targets = edgeKinds.map(({ direction, type, field }) =>
    direction === 'in'
      ? []
      : references
          .filter((each) => each.field === field && each.key.type === type)
          .map((each) => each.key)
          .sort((a, b) => compareText(a.id, b.id)),
  );
  const firstIn = edgeKinds.findIndex(({ direction }) => direction === 'in');
  const inwards = firstIn === -1 ? [] : edgeKinds.slice(firstIn).map((edgeKind) => referring(edgeKind, key));
  const counted = await asks.counts(inwards);
  const out = await outRows(targets, after, limit + 1, asks.fetch);
  const offset = firstIn === -1 ? edgeKinds.length : firstIn;
  const left = inwards
    .map((list, i) => ({ list, part: offset + i }))
    .filter(({ part }, i) => counted[i]! > 0 && part >= (after?.part ?? 0));
  const rest =
    out.length > limit
      ? { rows: [], more: true }
      : await asks.sequence(
          left.map(({ list }) => list),
          after !== null && left[0]?.part === after.part ? { ...after, part: 0 } : null,
          limit - out.length,
        );
  return {
    reading,
    counts: edgeKinds.map((_, i) => (i < offset ? targets[i]!.length : counted[i - offset]!)),
    rows: [...out.slice(0, limit), ...rest.rows.map((row) => ({ ...row, part: left[row.part]!.part }))],
    more: rest.more,
  };
};

/** The records referred to after a place, in order of edge kind and id. */
const outRows = async (
  targets: readonly Key[][],
  after: SequencePlace | null,
  limit: number,
  fetch: Asks['fetch'],
): Promise<SequenceRow[]> => {
  const wanted = targets
    .flatMap((keys, part) => keys.map((key) => ({ part, key })))
    .filter(
      ({ part, key }) =>
        after === null || part > after.part || (part === after.part && compareText(key.id, after.id) > 0),
    )
    .slice(0, limit);
  const found = new Map(
    (wanted.length === 0 ? [] : await fetch(wanted.map(({ key }) => key))).map((record) => [keyText(record), record]),
  );
  return wanted.flatMap(({ part, key }) => {
    const record = found.get(keyText(key));
    return record === undefined ? [] : [{ part, key: '', ...record }];
  });
};
