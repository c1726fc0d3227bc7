import { APART, type BaseView } from './define.ts';
import type { TypeName } from './ids.ts';
import { compareText } from './order.ts';
import { hasWords, type WordQuery } from '../search/query.ts';
import { recordTokens } from '../search/tokens.ts';
import { sortKeysOf } from './index-keys.ts';
import { inRange, type DateRange } from './time-order.ts';
import { TYPES, type Filter } from './types.ts';

/**
 * A condition on one filter: one of `any` (where it names some), and none of `none`. `apart` is the condition instead of
 * it for those records that its filter tells apart.
 */
export type Condition = OnFilter & { apart?: OnFilter };
type OnFilter = { filter: string; any: readonly string[]; none: readonly string[] };

/** The condition that one of these values is there. */
export const anyOf = (filter: string, ...any: string[]): Condition => ({ filter, any, none: [] });

/**
 * A condition on values as people give them, in terms of what records are filed under: the absent value of a filter
 * is that of the records which are filed under none of the others.
 */
export const asFiled = (condition: Condition, kind: Filter['kind']): Condition => {
  if (!('oneOf' in kind) || kind.absent === undefined) return condition;
  const { filter, any, none } = condition;
  const admitted = kind.oneOf.filter((value) => (any.length === 0 || any.includes(value)) && !none.includes(value));
  const filed = kind.oneOf.filter((value) => value !== kind.absent);
  return {
    filter,
    any: admitted.includes(kind.absent)
      ? []
      : filed.filter((value) => admitted.includes(value) || admitted.length === 0),
    none: filed.filter((value) => !admitted.includes(value)),
  };
};

/**
 * Which records of a type: those that meet every condition, whose date may lie in the range, and that have the words.
 */
export type Selection = {
  type: TypeName;
  where: readonly Condition[];
  range: DateRange | null;
  words?: WordQuery | null;
};

/** The place after which a page begins. */
export type Place = { key: string; id: string };

/** One page of one list. `sort` names one of the type's sorts; descending turns the whole order round, ids too. */
export type ListQuery = Selection & {
  sort: string;
  descending: boolean;
  after: Place | null;
  limit: number;
  count: boolean;
  facets: readonly string[];
  /** Fields whose referenced records are to come with the page, each a path of hops. */
  include: readonly (readonly string[])[];
  /** The fields that its records are reduced to, as paths (see withFields); all of them where none is named. */
  fields?: readonly (readonly string[])[];
};

/** The first page of a whole list in its first order, or as `asked`. */
export const listQuery = (type: TypeName, limit: number, asked: Partial<ListQuery> = {}): ListQuery => ({
  type,
  where: [],
  range: null,
  sort: Object.keys(TYPES[type].sorts)[0]!,
  descending: false,
  after: null,
  limit,
  count: false,
  facets: [],
  include: [],
  ...asked,
});

/** Reads which index keys a record is filed under: those of its own and those that others add. */
export type Filed = (view: BaseView, filter: string, value: string) => boolean;

/** The executable meaning of a selection: what each engine's answer must equal. */
export const matches = (selection: Selection, view: BaseView, filed: Filed): boolean => {
  const { range } = TYPES[selection.type];
  if (selection.words && !hasWords(recordTokens(view), selection.words)) return false;
  if (selection.range !== null && (range === null || !inRange(range.date(view), selection.range))) return false;
  return selection.where.every((condition) => {
    const { apart } = condition;
    const { filter, any, none } = apart !== undefined && filed(view, apart.filter, APART) ? apart : condition;
    return (
      (any.length === 0 || any.some((value) => filed(view, filter, value))) &&
      !none.some((value) => filed(view, filter, value))
    );
  });
};

/** The place of a record in a sort. */
export const placeOf = (view: BaseView, sort: string): Place => ({
  key: sortKeysOf(view)[sortIndex(view.type, sort)]!,
  id: view.id,
});

export const sortIndex = (type: TypeName, sort: string): number => Object.keys(TYPES[type].sorts).indexOf(sort);

export const comparePlaces = (a: Place, b: Place): number => compareText(a.key, b.key) || compareText(a.id, b.id);
