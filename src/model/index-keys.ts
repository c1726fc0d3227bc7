import type { BaseView, Inherited } from './define.ts';
import { keyText, type Key, type TypeName } from './ids.ts';
import { referenceIndexKeys } from './references.ts';
import { heldBy, heldValue, POSITIONS_OF, POSITIONS_ON } from './stance.ts';
import { fold } from './text.ts';
import { DATES, datesOf } from './time-order.ts';
import { ALL_TYPES, filtersOf, heirsOf, TYPES, type Filter } from './types.ts';
import type { StatementView } from './types/statement.ts';

/*
 * Every record is filed under index keys, as a book's pages are in its index: one for each value of each filter, for
 * each forum-region link that it is evidence for. All that a list, a facet or a link has to know of a record is in
 * them, but for words (search/tokens.ts); the engines only store them in order and intersect them.
 */

/** One entry of the index: records of a type that have `value` for `filter`. */
export type IndexKey = { filter: string; value: string };

/** Filters that no parameter names. */
export const ALL = 'all';
/** A name as a whole, folded: by which records of one name are told. */
export const WHOLE_NAME = 'name.whole';
export const EVIDENCE_BY_REGION = 'evidence.region';
export const EVIDENCE_BY_FORUM = 'evidence.forum';
/** The exact form of a filter that follows a hierarchy. */
export const exactly = (filter: string): string => `${filter}.exact`;
/**
 * The filter of a type that records are filed under by this name, exactly or not; undefined for what no parameter
 * names.
 */
export const filterFiledAs = (type: TypeName, filed: string): Filter | undefined =>
  filtersOf(type).get(filed.replace(/\.exact$/, ''));

/** The record type whose ids are the values of a filter; null where they are no ids. */
export const referredBy = (type: TypeName, filed: string): TypeName | null => {
  const kind = filterFiledAs(type, filed)?.kind;
  return kind !== undefined && 'ref' in kind ? kind.ref : null;
};

/** The record that a value of a filter names by its id, and what stands before the id in it; no type where it names none. */
export const referredIn = (
  type: TypeName,
  filed: string,
  value: string,
): { ref: TypeName | null; before: string; id: string } => {
  const filter = TYPES[type].filters[filed];
  const endsIn = filter !== undefined && 'text' in filter ? filter.endsIn : undefined;
  if (endsIn === undefined) return { ref: referredBy(type, filed), before: '', id: value };
  const end = value.lastIndexOf(' ') + 1;
  return { ref: endsIn, before: value.slice(0, end), id: value.slice(end) };
};

/** The values of a record for one of its type's own filters, as index keys under the name `as`. */
const valueIndexKeys = (view: BaseView, name: string, as: string): IndexKey[] => {
  const filter = TYPES[view.type].filters[name]!;
  const own = filter.values(view);
  if (!filter.broader) return own.map((value) => ({ filter: as, value }));
  return [
    ...[...own, ...filter.broader(view)].map((value) => ({ filter: as, value })),
    ...own.map((value) => ({ filter: exactly(as), value })),
  ];
};

/** An index key as one text. */
const textOf = ({ filter, value }: IndexKey): string => `${filter}\0${value}`;

const distinct = (indexKeys: IndexKey[]): IndexKey[] => [
  ...new Map(indexKeys.map((indexKey) => [textOf(indexKey), indexKey])).values(),
];

/** Who takes which stance on what, for the positions on a claim and those of an actor. */
const positionIndexKeys = (view: StatementView): IndexKey[] =>
  heldBy(view).flatMap((held) => [
    { filter: POSITIONS_ON, value: heldValue('claim', held) },
    { filter: POSITIONS_OF, value: heldValue('actor', held) },
  ]);

/** The filters of each type that its records are filed under. */
const filedUnder = new Map(
  ALL_TYPES.map(({ name, filters }) => [
    name,
    Object.entries(filters).flatMap(([filter, { forHeirs = false }]) => (forHeirs ? [] : [filter])),
  ]),
);

/** The index keys that a record is filed under by what it says itself. */
export const indexKeysOf = (view: BaseView): IndexKey[] => distinct(ownIndexKeys(view));

/** The same, where some may stand twice. */
const ownIndexKeys = (view: BaseView): IndexKey[] => {
  const type = TYPES[view.type];
  return [
    { filter: ALL, value: '' },
    ...filedUnder.get(view.type)!.flatMap((name) => valueIndexKeys(view, name, name)),
    ...type.names(view).map(([, name]) => ({ filter: WHOLE_NAME, value: fold(name) })),
    ...referenceIndexKeys(view),
    ...(type.range === null ? [] : datesOf(type.range.date(view)).map((value) => ({ filter: DATES, value }))),
    ...(view.type === 'statement' ? positionIndexKeys(view as StatementView) : []),
    ...type.evidence(view).flatMap(({ forum, region, rule }) => [
      { filter: EVIDENCE_BY_REGION, value: `${region} ${forum} ${rule}` },
      { filter: EVIDENCE_BY_FORUM, value: `${forum} ${region} ${rule}` },
    ]),
  ];
};

/** The index keys that a record adds to records it refers to: a claim is found by who expressed it. */
export const contributionsOf = (view: BaseView): { owner: Key; indexKey: IndexKey }[] =>
  heirsOf(view.type).flatMap(({ type, rule }) => {
    const indexKeys = inheritedFrom(view, rule);
    return [...new Set(heirsBy(view, rule))].flatMap((id) =>
      indexKeys.map((indexKey) => ({ owner: { type, id }, indexKey })),
    );
  });

/** Those of them that one record gets, without working out the others. */
export const contributionsTo = (owner: Key, view: BaseView): IndexKey[] =>
  heirsOf(view.type).flatMap(({ type, rule }) =>
    type === owner.type && heirsBy(view, rule).includes(owner.id) ? inheritedFrom(view, rule) : [],
  );

const heirsBy = (view: BaseView, { through, heirs }: Inherited): readonly string[] =>
  heirs?.(view) ?? [(view as unknown as Record<string, string | string[] | null>)[through] ?? []].flat();

const inheritedFrom = (view: BaseView, { filters }: Inherited): IndexKey[] =>
  distinct(
    Object.entries(filters).flatMap(([name, original]) =>
      original === 'self' ? [{ filter: name, value: view.id }] : valueIndexKeys(view, original, name),
    ),
  );

/** How a change of one record changes the index keys of it and of others: counts by owner and index key, never zero. */
export const indexKeyChanges = (before: BaseView | null, after: BaseView | null): Map<string, Map<string, number>> => {
  const changes = new Map<string, Map<string, number>>();
  const file = (owner: string, indexKeys: readonly IndexKey[], step: number): void => {
    const texts = new Set(indexKeys.map(textOf));
    if (texts.size === 0) return;
    let of = changes.get(owner);
    if (of === undefined) changes.set(owner, (of = new Map()));
    for (const text of texts) addCount(of, text, step);
  };
  const add = (view: BaseView | null, step: number): void => {
    if (view === null) return;
    file(keyText(view), ownIndexKeys(view), step);
    for (const { type, rule } of heirsOf(view.type)) {
      const heirs = new Set(heirsBy(view, rule));
      const indexKeys = heirs.size === 0 ? [] : inheritedFrom(view, rule);
      for (const id of heirs) file(keyText({ type, id }), indexKeys, step);
    }
  };
  add(before, -1);
  add(after, 1);
  for (const [owner, indexKeys] of changes) if (indexKeys.size === 0) changes.delete(owner);
  return changes;
};

/** Never zero. */
const addCount = (counts: Map<string, number>, indexKey: string, step: number): void => {
  const sum = (counts.get(indexKey) ?? 0) + step;
  if (sum === 0) counts.delete(indexKey);
  else counts.set(indexKey, sum);
};

/** Adds the counts of one change, which are not used further, to those of others, by owner and index key; never zero. */
export const addCounts = (
  indexKeys: Map<string, Map<string, number>>,
  owner: string,
  counts: Map<string, number>,
): void => {
  const of = indexKeys.get(owner);
  if (of === undefined) indexKeys.set(owner, counts);
  else for (const [indexKey, count] of counts) addCount(of, indexKey, count);
};

/** The sort keys of a record, in the order of its type's sorts. */
export const sortKeysOf = (view: BaseView): string[] => Object.values(TYPES[view.type].sorts).map((key) => key(view));
