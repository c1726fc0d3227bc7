import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { keyText, refPaths, type Key, type TypeName } from '../model/ids.ts';
import { once } from '../model/once.ts';
import { TYPES } from '../model/types.ts';
import { labelsOf, type Labels } from '../queries/labels.ts';
import { valuesAt } from '../queries/table.ts';
import type { Store } from '../store/port.ts';
import type { Extend } from './queries.ts';
import { idOf, keyIn, MATCHED, typeNamed } from './types.ts';

/*
 * Further columns for records that were found: the fields of their answers, by dotted paths.
 */

type Json = Record<string, any>;

/** How deep fields are proposed: those of a record, and those of what is listed in it. */
const DEPTH = 2;

const leaves = (schema: Json, path: readonly string[] = []): { path: string; about: string }[] => {
  const options: Json[] = schema['anyOf'] ?? schema['oneOf'] ?? [schema];
  return options.flatMap((option) => {
    if (option['type'] === 'array') return leaves(option['items'] ?? {}, path);
    const fields = option['type'] === 'object' ? Object.entries<Json>(option['properties'] ?? {}) : [];
    if (option['type'] !== 'object')
      return option['type'] === 'null' ? [] : [{ path: path.join('.'), about: String(schema['description'] ?? '') }];
    if (path.length === DEPTH) return [];
    return fields.flatMap(([name, field]) =>
      leaves({ ...field, description: field['description'] ?? schema['description'] }, [...path, name]),
    );
  });
};

/** The fields of a type that can be a column, each with what it means. */
export const propertiesOf = once((type: TypeName): ReadonlyMap<string, string> => {
  const schema = z.toJSONSchema(TYPES[type].view, { io: 'output' }) as Json;
  const found = new Map(leaves(schema).map(({ path, about }) => [path, about] as const));
  found.delete('type');
  return found;
});

const refsOf = once(
  (type: TypeName) =>
    new Map(
      refPaths(TYPES[type].view).map((ref) => [ref.path.filter((step) => step !== '*').join('.'), ref.types] as const),
    ),
);

export const propose = (type: string, limit: number): object => {
  const known = MATCHED.find((name) => name === type) ?? 'actor';
  const properties = [...propertiesOf(known)]
    .slice(0, limit)
    .map(([id, description]) => ({ id, name: id, description }));
  return { type, ...(limit !== Infinity && { limit }), properties };
};

/** What stands at a path of an answer, and is no gap. */
const presentAt = (view: object, path: string): unknown[] =>
  valuesAt(view, path.split('.')).filter((value) => value !== null && value !== undefined);

const told = (value: unknown): object => {
  if (typeof value === 'number') return Number.isInteger(value) ? { int: value } : { float: value };
  return { str: typeof value === 'string' ? value : JSON.stringify(value) };
};

/** Where a property leads to records, those; by the type of the record that has it. */
const keysAt = (view: BaseView, path: string): Key[] | null => {
  const types = refsOf(view.type).get(path);
  if (types === undefined) return null;
  return presentAt(view, path).map((value) =>
    typeof value === 'string' ? { type: types[0]!, id: value } : (value as Key),
  );
};

/** How many values of a property are given: all, or as many as its setting says. */
const mostOf = ({ limit }: Readonly<Record<string, unknown>>): number =>
  Number(limit) > 0 ? Math.floor(Number(limit)) : Infinity;

const rowOf = (view: BaseView, { properties }: Extend, labels: Labels): object =>
  Object.fromEntries(
    properties.map(({ id, settings }) => {
      const keys = keysAt(view, id);
      const values =
        keys === null
          ? presentAt(view, id).map(told)
          : keys.map((key) => ({ id: idOf(key), name: labels.get(keyText(key)) ?? key.id }));
      return [id, values.slice(0, mostOf(settings))];
    }),
  );

/** The values of some fields of some records. Records that are not there have none; merged ones have those of the other. */
export const extend = async (store: Store, asked: Extend): Promise<object> => {
  const keys = asked.ids.map(keyIn);
  const views = await viewsAt(
    store,
    keys.filter((key) => key !== null),
  );
  const all = [...views.values()];
  const labels = await labelsOf(
    store,
    all.flatMap((view) => asked.properties.flatMap(({ id }) => keysAt(view, id) ?? [])),
  );
  const rows = asked.ids.map((id, i) => {
    const view = keys[i] === null ? undefined : views.get(keyText(keys[i]!));
    const row =
      view === undefined
        ? Object.fromEntries(asked.properties.map((each) => [each.id, []]))
        : rowOf(view, asked, labels);
    return [id, row];
  });
  const [first] = all;
  const meta = asked.properties.map(({ id }) => {
    const types = first === undefined ? undefined : refsOf(first.type).get(id);
    return { id, name: id, ...(types !== undefined && { type: typeNamed(types[0]!) }) };
  });
  return { meta, rows: Object.fromEntries(rows) };
};

/** The records at some addresses, by these addresses. */
export const viewsAt = async (store: Store, keys: readonly Key[]): Promise<Map<string, BaseView>> => {
  const { readings } = await store.read(keys);
  const moved = readings.flatMap((reading) =>
    reading.state === 'moved' ? [{ from: reading.key, to: { ...reading.key, id: reading.to } }] : [],
  );
  const others =
    moved.length === 0
      ? new Map<string, BaseView>()
      : await viewsAt(
          store,
          moved.map(({ to }) => to),
        );
  return new Map([
    ...readings.flatMap((reading) =>
      reading.state === 'found' ? [[keyText(reading.key), JSON.parse(reading.json) as BaseView] as const] : [],
    ),
    ...moved.flatMap(({ from, to }) =>
      others.has(keyText(to)) ? [[keyText(from), others.get(keyText(to))!] as const] : [],
    ),
  ]);
};
