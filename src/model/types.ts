import type { Gathering, Inherited, Reading, RecordType, ValueFilter } from './define.ts';
import { TYPE_NAMES, type TypeName } from './ids.ts';
import { actor } from './types/actor.ts';
import { check } from './types/check.ts';
import { citation } from './types/citation.ts';
import { claim } from './types/claim.ts';
import { event } from './types/event.ts';
import { forum } from './types/forum.ts';
import { membership } from './types/membership.ts';
import { passage } from './types/passage.ts';
import { region } from './types/region.ts';
import { relation } from './types/relation.ts';
import { snapshot } from './types/snapshot.ts';
import { source } from './types/source.ts';
import { statement } from './types/statement.ts';
import { topic } from './types/topic.ts';

/**
 * Every record type, in dependency order. Lists, filters, routes, data files, digests and documents are made from this
 * table.
 */
export const TYPES = {
  region,
  topic,
  actor,
  forum,
  event,
  source,
  snapshot,
  membership,
  citation,
  passage,
  claim,
  statement,
  relation,
  check,
} as unknown as Readonly<Record<TypeName, RecordType>>;

export const ALL_TYPES: readonly RecordType[] = TYPE_NAMES.map((name) => TYPES[name]);

const byPlural = new Map(ALL_TYPES.map((type) => [type.plural, type]));
export const typeByPlural = (plural: string): RecordType | undefined => byPlural.get(plural);

/** The place of a type in dependency order. */
export const rankOf = (type: TypeName): number => TYPE_NAMES.indexOf(type);

/**
 * What the values of a filter are. `absent` is the one of records that are filed under no other; `atLeast` the
 * parameter for one of them or a later one.
 */
type Kind =
  | { ref: TypeName }
  | { oneOf: readonly string[]; absent?: string; atLeast?: string; old?: readonly string[] }
  | { text: 'words' | 'whole'; read?: Reading };

/** The types that gather records of `from`, and through which of its fields. */
export const gatherersOf = (from: TypeName): readonly ({ type: TypeName } & Pick<Gathering, 'through'>)[] =>
  ALL_TYPES.flatMap((type) =>
    type.gathers.flatMap((rule) => (rule.from === from ? [{ type: type.name, through: rule.through }] : [])),
  );

const derivedOrder: TypeName[] = [];
const addInOrder = (name: TypeName): void => {
  if (derivedOrder.includes(name)) return;
  for (const { from } of TYPES[name].gathers) addInOrder(from);
  derivedOrder.push(name);
};
TYPE_NAMES.forEach(addInOrder);
/** The types in the order in which records are derived: that of dependency, but what others gather before them. */
export const DERIVED_ORDER: readonly TypeName[] = derivedOrder;

/** A filter of a list: what it means, what its values are, and whether it follows a hierarchy. */
export type Filter = { name: string; about: string; kind: Kind; hierarchical: boolean };

const kindOf = (filter: ValueFilter<unknown>): Kind => {
  if ('ref' in filter) return { ref: filter.ref };
  if ('whether' in filter) return { oneOf: ['true', 'false'], absent: filter.absent ?? 'false' };
  return 'oneOf' in filter
    ? {
        oneOf: filter.oneOf,
        ...(filter.atLeast !== undefined && { atLeast: filter.atLeast }),
        ...(filter.old !== undefined && { old: filter.old }),
      }
    : { text: filter.text, ...(filter.read !== undefined && { read: filter.read }) };
};

const resolve = (type: RecordType): Map<string, Filter> => {
  const all = Object.entries(type.filters).filter(([, { forHeirs = false, within = false }]) => !forHeirs && !within);
  const own = all.map(([name, filter]): Filter => ({
    name,
    about: filter.about,
    kind: kindOf(filter),
    hierarchical: filter.broader !== undefined,
  }));
  const inherited = type.inherited.flatMap(({ from, filters, about }) =>
    Object.entries(filters).map(([name, original]): Filter => {
      if (original === 'self') return { name, about: `Of this ${from}`, kind: { ref: from }, hierarchical: false };
      const filter = TYPES[from].filters[original]!;
      return {
        name,
        about: about ?? `Of a ${from}: ${filter.about}`,
        kind: kindOf(filter),
        hierarchical: filter.broader !== undefined,
      };
    }),
  );
  const words: Filter = {
    name: 'q',
    about: 'Has all of these words in a name or text, as people write them: by their stems, without case and accents',
    kind: { text: 'words' },
    hierarchical: false,
  };
  return new Map([...own, ...inherited, words].map((filter) => [filter.name, filter]));
};

const resolved = new Map(ALL_TYPES.map((type) => [type.name, resolve(type)]));

/** The filters of a type's list by name: its own, those taken over from records that refer to it, and full text. */
export const filtersOf = (type: TypeName): ReadonlyMap<string, Filter> => resolved.get(type)!;

/** What records of `from` add to the filters of records they refer to. */
export const heirsOf = (from: TypeName): readonly { type: TypeName; rule: Inherited }[] => heirs.get(from)!;

const heirs = new Map(
  ALL_TYPES.map(({ name }) => [
    name,
    ALL_TYPES.flatMap((type) =>
      type.inherited.filter((rule) => rule.from === name).map((rule) => ({ type: type.name, rule })),
    ),
  ]),
);
