import type { BaseView } from './define.ts';
import { keyText, refsOf, type Key, type RefPath, type TypeName } from './ids.ts';
import { ALL_TYPES, rankOf, TYPES } from './types.ts';

/*
 * Who refers to whom, read from both ends: by which fields a record refers to others, and under which index key records
 * are filed that refer to one. References are those of the written fields as answers show them, so an ibid refers to
 * the footnote that it points back to and to the source that it was resolved to.
 */

/**
 * A field through which records hang together; `type` is that of the other record: the one referred to (out), or the
 * one that refers (in).
 */
export type EdgeKind = { direction: 'out' | 'in'; type: TypeName; field: string };
export const DIRECTIONS = ['out', 'in'] as const;

/** A reference of a record. */
export type Reference = { field: string; key: Key };

/** Fields that say the same of each of several works as another does of one: references by both are of one field. */
const SAME_AS: Readonly<Record<string, string>> = { 'works.source': 'source', 'works.ibidOf.citation': 'ibidOf' };

/** The name of a field that refers, in the words of the model: `citations`, `represents.actor`. */
const fieldOf = ({ path }: RefPath): string => {
  const name = path.filter((step) => step !== '*').join('.');
  return SAME_AS[name] ?? name;
};

const distinct = (edgeKinds: readonly EdgeKind[]): EdgeKind[] => [
  ...new Map(edgeKinds.map((edgeKind) => [`${edgeKind.type} ${edgeKind.field}`, edgeKind])).values(),
];

/**
 * Filters whose values are just what a field refers to, so that these references need no index key of their own. Where
 * a field refers to several types, the type referred to stands behind it.
 */
const FILED_AS: Readonly<Record<string, string>> = {
  'region.broader': 'broader.exact',
  'topic.broader': 'broader.exact',
  'actor.belongsTo': 'belongsTo',
  'actor.successorOf': 'successorOf',
  'actor.locatedIn': 'region.exact',
  'forum.actor': 'actor',
  'forum.partOf': 'partOf.exact',
  'event.partOf': 'partOf.exact',
  'event.hostedBy': 'hostedBy',
  'event.place': 'region.exact',
  'event.participants': 'participant',
  'source.publisher': 'publisher',
  'source.authors': 'author',
  'source.restsOn.source': 'restsOn',
  'membership.member': 'member',
  'membership.forum': 'forum',
  'membership.source': 'source',
  'citation.source': 'citedSource',
  'snapshot.source': 'source',
  'passage.source': 'source',
  'passage.citations': 'citation',
  'statement.speakers': 'speaker',
  'statement.candidates.actor': 'candidate',
  'statement.speakingFor': 'speakingFor',
  'statement.reportedBy': 'reportedBy',
  'statement.claims': 'claim',
  'statement.passages': 'passage',
  'statement.topics': 'topic.exact',
  'statement.regions': 'region.exact',
  'statement.forums': 'forum',
  'statement.actors': 'mentions',
  'relation.from claim': 'fromClaim',
  'relation.from statement': 'fromStatement',
  'relation.to claim': 'toClaim',
  'relation.to statement': 'toStatement',
  'relation.author': 'author',
  'relation.passages': 'passage',
  'check.of passage': 'passage',
  'check.of statement': 'statement',
  'check.snapshot': 'snapshot',
};

/** The filter of an ordinary index key that says the same as a reference; undefined where none does. */
const filedAs = (type: TypeName, field: string, to: TypeName): string | undefined =>
  FILED_AS[`${type}.${field}`] ?? FILED_AS[`${type}.${field} ${to}`];

/** The index key under which records of `type` are filed that refer to `key` by `field`. */
export const referringIndexKey = (type: TypeName, field: string, key: Key): { filter: string; value: string } => {
  const filter = filedAs(type, field, key.type);
  return filter === undefined ? { filter: `refers.${field}`, value: keyText(key) } : { filter, value: key.id };
};

/** An answer without what others say of its record. */
const withoutGathered = (view: BaseView): BaseView => {
  const shown = TYPES[view.type].gathers.flatMap(({ from, shownIn = null }) =>
    shownIn === null ? [] : [{ from, shownIn }],
  );
  return shown.reduce((rest, { from, shownIn }) => {
    const items = (rest as unknown as Record<string, Record<string, unknown>[] | undefined>)[shownIn] ?? [];
    return { ...rest, [shownIn]: items.filter((item) => (item[from] ?? null) === null) };
  }, view);
};

/** An answer that has what is said of its links in the place of their ids. */
const withLinks = (view: BaseView): BaseView => {
  const fields = view as unknown as Record<string, unknown>;
  const links = Object.entries(TYPES[view.type].long).filter(([, long]) => Object.hasOwn(fields, long));
  return links.length === 0
    ? view
    : { ...view, ...Object.fromEntries(links.map(([short, long]) => [short, fields[long]])) };
};

/** The references of a record, each once, in the order of its fields. */
export const referencesOf = (view: BaseView): Reference[] => referencesBy(view, TYPES[view.type].refs);

const referencesBy = (view: BaseView, paths: readonly RefPath[]): Reference[] => {
  const own = withLinks(withoutGathered(view));
  const all = paths.flatMap((path) => refsOf(own, [path]).map((key): Reference => ({ field: fieldOf(path), key })));
  return [...new Map(all.map((reference) => [`${reference.field} ${keyText(reference.key)}`, reference])).values()];
};

/** Whether paths lead by a field: that somebody may have made a statement joins no records. */
export const joinsRecords = (type: TypeName, field: string): boolean =>
  type !== 'statement' || field !== 'candidates.actor';

/** The references of a record by which paths lead. */
export const joiningReferencesOf = (view: BaseView): Reference[] =>
  referencesOf(view).filter(({ field }) => joinsRecords(view.type, field));

/** Where records of a type have references that no filter has an index key for. */
const unfiledPaths = new Map(
  ALL_TYPES.map(({ name, refs }) => [
    name,
    refs.filter((path) => path.types.some((to) => filedAs(name, fieldOf(path), to) === undefined)),
  ]),
);

/** The index keys of those references that no filter has an index key for. */
export const referenceIndexKeys = (view: BaseView): { filter: string; value: string }[] =>
  referencesBy(view, unfiledPaths.get(view.type)!)
    .filter(({ field, key }) => filedAs(view.type, field, key.type) === undefined)
    .map(({ field, key }) => referringIndexKey(view.type, field, key));

const outOf = (type: TypeName): EdgeKind[] =>
  distinct(
    TYPES[type].refs.flatMap((path) =>
      path.types.map((to): EdgeKind => ({ direction: 'out', type: to, field: fieldOf(path) })),
    ),
  ).sort((a, b) => rankOf(a.type) - rankOf(b.type));

const into = (type: TypeName): EdgeKind[] =>
  distinct(
    ALL_TYPES.flatMap((from) =>
      from.refs
        .filter(({ types }) => types.includes(type))
        .map((path): EdgeKind => ({ direction: 'in', type: from.name, field: fieldOf(path) })),
    ),
  );

const edgeKinds = new Map(ALL_TYPES.map(({ name }) => [name, [...outOf(name), ...into(name)]]));

/**
 * The edge kinds of records of a type: what they refer to and then what refers to them, each by type (dependency order) and
 * field.
 */
export const edgeKindsOf = (type: TypeName): readonly EdgeKind[] => edgeKinds.get(type)!;
