import type { z } from 'zod';
import { fieldFault, fieldPaths } from '../model/fields.ts';
import { isId, type TypeName } from '../model/ids.ts';
import { once } from '../model/once.ts';
import { exactly } from '../model/index-keys.ts';
import { asFiled, type Condition } from '../model/query.ts';
import { didYouMean } from '../model/suggest.ts';
import { capital, fold } from '../model/text.ts';
import { isTurnedRound, type DateRange } from '../model/time-order.ts';
import { filtersOf, TYPES, type Filter } from '../model/types.ts';
import { LONGEST_QUERY, QueryFault, wordQueryOf, type WordQuery } from '../search/query.ts';
import { DEPRECATED } from './deprecated.ts';
import { histogramParameters } from './histogram.ts';
import { includeParameter } from './include-parameter.ts';
import {
  flag,
  notOneOf,
  notUnderstood,
  paging,
  type Parameter,
  ParameterFault,
  type Parameters,
  separated,
  several,
  ONE_OF_SEVERAL,
  single,
  word,
  words,
} from './parameters.ts';
import { dateParameter, heldIn, timeAsked, timeParameters } from './time-parameters.ts';
import { formParameter } from './written-form.ts';

/*
 * The parameters of a type's list, made from its filters, sorts and fields. Nothing here names a type or a filter:
 * a new one is an entry in its type's file.
 */

/** Before a list of values: each of them is asked for, and not any. */
export const EACH = 'all:';

/** What a name would be as an id. */
const asId = (name: string): string => {
  const id = fold(name).replace(/[^a-z0-9]+/g, '-');
  return isId(id) ? `, as in ${id}` : '';
};

/** The values of a filter: those of which any will do, and those that stand behind `all:`, of which each is asked for. */
const partsOf = (values: readonly string[]): { some: string[]; each: string[] } => {
  const parts = values.map((value) => value.split(/(?:^|,)\s*all:/));
  const [some, each] = [parts.map(([first]) => first!), parts.flatMap(([, ...rest]) => rest)];
  const begun = some.filter((value, i) => value !== '' || parts[i]!.length === 1);
  return { some: begun.length === 0 ? [] : separated(begun), each: each.length === 0 ? [] : separated(each) };
};

/** Reads the values of a filter: a comma or a repetition means "or", a leading `!` means "not", `all:` before them "and". */
const filterParameter = (filter: Filter): Parameter<Condition[]> => {
  const { kind } = filter;
  const old = 'oneOf' in kind ? (kind.old ?? []) : [];
  const known = 'oneOf' in kind ? [...kind.oneOf, ...old] : null;
  const going = old
    .map((value) => `. Deprecated: ${value}, which is taken until ${DEPRECATED.until} at least`)
    .join('');
  const items =
    known === null
      ? 'ref' in kind
        ? { type: 'string', pattern: `^(!|${EACH})?[a-z0-9-]{1,128}$` }
        : ONE_OF_SEVERAL
      : { type: 'string', enum: known.flatMap((value) => [value, `!${value}`, `${EACH}${value}`]) };
  return {
    about: `${filter.about}${'ref' in kind ? ` (${kind.ref} id)` : ''}. Several values (comma, or repeated): any of them; with ! before it: not that one; with ${EACH} before them: each of them${going}`,
    schema: several(items),
    read: (values) => {
      const { some, each } = partsOf(values);
      const valueIn = (asked: string): string => {
        const value = asked.replace(/^!/, '');
        if (known !== null && !known.includes(value)) throw notOneOf(value, known);
        if ('ref' in kind && !isId(value))
          throw new ParameterFault(
            `${JSON.stringify(value)} is not an id; ids are 1 to 128 lower-case letters, digits and hyphens${asId(value)}`,
          );
        if ('text' in kind && kind.read !== undefined) {
          const filed = kind.read.as(value);
          if (filed === null) throw new ParameterFault(`${JSON.stringify(value)} ${kind.read.remedy}`);
          return filed;
        }
        return value;
      };
      const conditionOf = (asked: readonly string[]): Condition => {
        const [none, any] = [true, false].map((negated) => asked.filter((value) => value.startsWith('!') === negated));
        return asFiled({ filter: filter.name, any: any!.map(valueIn), none: none!.map(valueIn) }, kind);
      };
      return [...(some.length === 0 ? [] : [conditionOf(some)]), ...each.map((value) => conditionOf([value]))];
    },
  };
};

/** Reads words to look for. */
export const wordsParameter = (about: string): Parameter<WordQuery> => ({
  about: `${about}. ${HOW_WORDS_ARE_WRITTEN}`,
  schema: { type: 'string', minLength: 1, maxLength: LONGEST_QUERY },
  read: (values) => readWords(values.join(' ')),
});

/** @throws ParameterFault */
export const readWords = (typed: string): WordQuery => {
  try {
    return wordQueryOf(typed);
  } catch (error) {
    if (error instanceof QueryFault) throw new ParameterFault(error.message);
    throw error;
  }
};
const HOW_WORDS_ARE_WRITTEN =
  'All of them are wanted, in any order; "words in quotation marks" one after another; word* is the beginning of a word; -word is not to be there';

const isWords = ({ kind }: Filter): boolean => 'text' in kind && kind.text === 'words';

/** Reads a number that a record has to have at least, as the values of the filter that are no less. */
const atLeastParameter = ({ name, about }: Filter, values: readonly string[]): Parameter<Condition[]> => ({
  about: `${about}. This many at least`,
  schema: { type: 'integer', minimum: Number(values[0]), maximum: values.length },
  read: (given) => {
    const from = values.indexOf(single(given));
    if (from === -1)
      throw new ParameterFault(
        `${JSON.stringify(given[0])} is not a whole number from ${values[0]} to ${values.length}`,
      );
    return [{ filter: name, any: values.slice(from), none: [] }];
  },
});

/** The parameters of a filter by name. */
const parametersOf = (filter: Filter): [string, Parameter][] => {
  const { kind, name } = filter;
  if (isWords(filter)) return [[name, wordsParameter(filter.about)]];
  return [
    [name, filterParameter(filter)],
    ...('oneOf' in kind && kind.atLeast !== undefined
      ? [[kind.atLeast, atLeastParameter(filter, kind.oneOf)] as [string, Parameter]]
      : []),
  ];
};

/** The names of a type's filter parameters, each with its filter. */
const filtersByParameter = once((type: TypeName) =>
  [...filtersOf(type).values()].flatMap((filter) =>
    parametersOf(filter).map(([name]): [string, Filter] => [name, filter]),
  ),
);

/** The names of the parameters by which a type's list is filtered, with what each means. */
export const filterNames = (type: TypeName): { name: string; about: string }[] =>
  Object.entries(filterParameters(type, null)).map(([name, { about }]) => ({ name, about }));

/** Reads which fields of something are to be shown; `of`: what that is called in the API description. */
export const fieldsParameter = (about: string, schema: z.core.$ZodType, of: string): Parameter<string[][]> => ({
  about,
  schema: several({ title: `${of}Field`, type: 'string', enum: fieldPaths(schema) }),
  read: (values) =>
    separated(values).map((path) => {
      const fault = fieldFault(schema, path.split('.'));
      if (fault)
        throw new ParameterFault(
          `${JSON.stringify(path)}: there is no field ${fault.unknown}${didYouMean(fault.unknown, fault.known)}; fields there: ${fault.known.join(', ') || 'none'}`,
          'unknown-field',
        );
      return path.split('.');
    }),
});

/** The facets that a list can be counted by: every filter whose values form a set. */
export const facetNames = (type: TypeName): string[] =>
  [...filtersOf(type).values()].filter((filter) => !isWords(filter)).map(({ name }) => name);

/** The parameters of one record. */
export const recordParameters = once((type: TypeName) => ({
  fields: fieldsParameter(
    'Only these fields of each record (type and id always), as dotted paths',
    TYPES[type].view,
    capital(type),
  ),
  include: includeParameter(type),
  form: formParameter,
}));

/** The sorts of a type, the one that holds when none is asked for first. */
export const sortsOf = (type: TypeName): string[] =>
  Object.keys(TYPES[type].sorts).flatMap((name) => [name, `-${name}`]);

const exactParameter = (type: TypeName) =>
  [...filtersOf(type).values()].some(({ hierarchical }) => hierarchical)
    ? { exact: flag('Whether a filter that follows a hierarchy leaves out what lies under its value') }
    : {};

const sortParameter = (type: TypeName): Parameter<string> => {
  const { within } = TYPES[type];
  const otherwise = sortsOf(type)[0]!;
  const about = 'The order; a minus turns it round';
  return within === null
    ? word(about, sortsOf(type), otherwise, 'unknown-sort')
    : word(
        `${about}. Where it is left out: ${within.sort} in a list of one ${within.filters.join(' or ')}, else ${otherwise}`,
        sortsOf(type),
        null,
        'unknown-sort',
      );
};

const listControls = (type: TypeName) => ({
  ...recordParameters(type),
  facets: words('Counts by these filters over the whole filtered list', facetNames(type), 'unknown-facet'),
  ...histogramParameters(type),
  count: flag('Whether page.total tells how many records the whole list has'),
  sort: sortParameter(type),
  ...exactParameter(type),
  ...paging,
});

const filterParameters = (type: TypeName, without: string | null): Parameters => {
  const { range } = TYPES[type];
  return {
    ...Object.fromEntries([...filtersOf(type).values()].filter(({ name }) => name !== without).flatMap(parametersOf)),
    ...(range === null
      ? {}
      : {
          [range.from]: dateParameter(`From when ${range.about}`),
          [range.to]: dateParameter(`Until when ${range.about}`),
        }),
    ...timeParameters(type),
  };
};

/** The parameters that say which records of a type are meant, and nothing of how they are shown. */
export const selectionParameters = once((type: TypeName): Parameters => ({
  ...filterParameters(type, null),
  ...exactParameter(type),
}));

/** The parameters of a list; a list that belongs to one record leaves out the filter that its address fixes. */
export const listParameters = once((type: TypeName, fixed: string | null = null) => ({
  ...filterParameters(type, fixed),
  ...listControls(type),
}));

/**
 * The conditions and the range that a list's parameters ask for.
 * @throws DictumError `invalid-parameters` where the range ends before it begins
 */
export const selectionOf = (
  type: TypeName,
  read: Record<string, unknown>,
): { where: Condition[]; range: DateRange | null; words: WordQuery | null } => {
  const exact = read['exact'] === true;
  const conditions = filtersByParameter(type).flatMap(([name, filter]) =>
    isWords(filter)
      ? []
      : ((read[name] ?? []) as Condition[]).map((condition) =>
          exact && filter.hierarchical ? { ...condition, filter: exactly(filter.name) } : condition,
        ),
  );
  const { range } = TYPES[type];
  const words = (read['q'] as WordQuery | undefined) ?? null;
  if (range === null) return { where: conditions, range: null, words };
  const asked = timeAsked(read, range.from, range.to) ?? rangeFrom(read, range.from, range.to);
  return { words, where: conditions, range: type === 'membership' ? heldIn(asked) : asked };
};

/**
 * The range that two parameters ask for; null where neither is given.
 * @throws DictumError `invalid-parameters` where it ends before it begins
 */
export const rangeFrom = (read: Record<string, unknown>, name: string, toName: string): DateRange | null => {
  const [from, to] = [name, toName].map((each) => (read[each] ?? null) as string | null) as [
    string | null,
    string | null,
  ];
  if (isTurnedRound({ from, to })) throw notUnderstood(name, `${from} lies after ${toName} ${to}; turn them round`);
  return from === null && to === null ? null : { from, to };
};
