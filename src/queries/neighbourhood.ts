import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Id, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { DIRECTIONS, edgeKindsOf, type EdgeKind } from '../model/references.ts';
import { TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { DEFAULT_LIMIT, paging, readParameters, words, type RawParameters } from './parameters.ts';
import { presentIn } from './record.ts';

const edgeKind = {
  direction: z.enum(DIRECTIONS).describe('out: the record refers to the other; in: the other refers to it.'),
  field: z.string().describe('The field that refers, of the record (out) or of the other (in).'),
};

export const Brief = z
  .object({ type: z.enum(TYPE_NAMES), id: Id, label: z.string() })
  .describe('A record by its type, id and label.');
export type Brief = z.output<typeof Brief>;
export const brief = ({ type, id, label }: BaseView): Brief => ({ type, id, label });

export const Neighbour = z
  .object({ ...edgeKind, record: Brief })
  .describe('A record that refers to the one asked for, or that it refers to.');

export const NeighbourGroup = z
  .object({
    ...edgeKind,
    type: z.enum(TYPE_NAMES).describe('The type of the other records.'),
    count: z.int(),
    list: z.string().describe('Where just these are listed.'),
  })
  .describe('How many records are neighbours through one field.');

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

export const neighbourhoodParameters = (type: TypeName) => ({
  direction: words('Only records that it refers to (out), or that refer to it (in)', DIRECTIONS),
  types: words('Neighbours of these types only', unique(edgeKindsOf(type).map((each) => each.type))),
  fields: words(
    'Neighbours through these fields only',
    unique(edgeKindsOf(type).map((each) => each.field)),
    'unknown-field',
  ),
  ...paging,
});

export type Neighbourhood = {
  /** The record that they are around. */
  of: z.output<typeof Brief>;
  items: z.output<typeof Neighbour>[];
  groups: z.output<typeof NeighbourGroup>[];
  limit: number;
  nextCursor: string | null;
};

/** The records around one, a page of them, and how many there are through each field. */
export const neighbourhood = async (
  store: Store,
  key: Key,
  raw: RawParameters,
): Promise<Neighbourhood | { movedTo: string }> => {
  const {
    direction = DIRECTIONS,
    types,
    fields,
    limit = DEFAULT_LIMIT,
    cursor,
  } = readParameters(raw, neighbourhoodParameters(key.type));
  const edgeKinds = edgeKindsOf(key.type).filter(
    (each) =>
      direction.includes(each.direction) &&
      (types?.includes(each.type) ?? true) &&
      (fields?.includes(each.field) ?? true),
  );
  const binding = ['neighbourhood', key, edgeKinds];
  const [part, place, id] = cursor === undefined ? [] : decodeCursor(binding, cursor, ['number', 'string', 'string']);
  const after = part === undefined ? null : { part: part as number, key: place as string, id: id as string };
  const { reading, counts, rows, more } = await store.neighbours({ key, edgeKinds, after, limit });
  const present = presentIn(reading);
  if ('movedTo' in present) return present;
  const last = rows.at(-1);
  return {
    of: brief(JSON.parse(present.json) as BaseView),
    items: rows.map((row) => ({
      direction: edgeKinds[row.part]!.direction,
      field: edgeKinds[row.part]!.field,
      record: brief(JSON.parse(row.json) as BaseView),
    })),
    groups: edgeKinds.flatMap((each, i) =>
      counts[i] === 0
        ? []
        : [
            {
              direction: each.direction,
              field: each.field,
              type: each.type,
              count: counts[i]!,
              list: listOf(key, each),
            },
          ],
    ),
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.part, last.key, last.id]) : null,
  };
};

const listOf = (key: Key, { direction, type, field }: EdgeKind): string =>
  `/v1/${TYPES[key.type].plural}/${key.id}/neighbourhood?direction=${direction}&types=${type}&fields=${field}`;
