import type { BaseView } from '../model/define.ts';
import { keyOf, keyText, type Key, type TypeName } from '../model/ids.ts';
import { anyOf } from '../model/query.ts';
import { fold, tokensOf } from '../model/text.ts';
import { filtersOf, TYPES } from '../model/types.ts';
import type { ActorView } from '../model/types/actor.ts';
import { labelsOf } from '../queries/labels.ts';
import { invalidParameter } from '../queries/parameters.ts';
import { search } from '../queries/search.ts';
import { LONGEST_QUERY, MOST_WORDS as MOST_QUERIED } from '../search/query.ts';
import type { Completion, Store } from '../store/port.ts';
import { nameScore, SAME_WORDS } from './names.ts';
import { identifiersIn, readWanted, type Wanted } from './properties.ts';
import type { Query } from './queries.ts';
import { idOf, isOfTypes, recordTypes, typesOf, type Type } from './types.ts';

export type Feature = { id: string; value: number | boolean };
export type Candidate = {
  id: string;
  name: string;
  description: string;
  type: Type[];
  score: number;
  match: boolean;
  features: Feature[];
};

/** How many records with the words are looked at, and how many names that begin as each word does. */
const FOUND = 20;
const BEGINNING = 50;
/** Of how many words names are looked for that begin so. */
const MOST_WORDS = 6;
/** How many words are searched for together; each may be read as two. */
const SEARCHED = MOST_QUERIED / 2;
/** How many candidates are shown where no limit is given, and at most. */
const SHOWN = 5;
const MOST = 50;
/** A name that is less alike is none. */
const LEAST = 30;
/** How much of the score what else was said of it makes. */
const PROPERTIES_SHARE = 0.4;

/** Names with a word that begins as one does: as all of it, else as its first letters. */
const beginningLike = async (store: Store, word: string, types: readonly TypeName[]): Promise<Completion[]> => {
  for (const length of [word.length, 4, 2]) {
    if (length > word.length) continue;
    const found = await store.complete(fold(word.slice(0, length)), types, null, BEGINNING);
    if (found.length > 0) return found;
  }
  return [];
};

/** Records that may be meant: those with all the words, and those with a name that has a word which begins alike. */
const mayBeMeant = async (store: Store, query: string, types: readonly TypeName[]): Promise<BaseView[]> => {
  const words = tokensOf(query);
  if (words.length === 0) return [];
  const [{ hits }, ...completed] = await Promise.all([
    // As words alone: what was typed may be longer than search takes, or hold signs that mean something to it.
    search(store, {
      q: words.slice(0, SEARCHED).join(' ').slice(0, LONGEST_QUERY),
      type: types,
      limit: String(FOUND),
    }),
    ...words
      .filter((word) => word.length > 1)
      .slice(0, MOST_WORDS)
      .map((word) => beginningLike(store, word, types)),
  ]);
  const near = completed.flat().filter(({ name }) => nameScore(query, [name]) >= LEAST);
  const keys = [...new Set([...hits, ...near].map(keyText))].map(keyOf);
  const { readings } = await store.read(keys);
  return readings.flatMap((reading) => (reading.state === 'found' ? [JSON.parse(reading.json) as BaseView] : []));
};

/** Records that have one of some identifiers. */
const identified = async (
  store: Store,
  identifiers: readonly string[],
  types: readonly TypeName[],
): Promise<BaseView[]> => {
  if (identifiers.length === 0) return [];
  const parts = types
    .filter((type) => filtersOf(type).has('identifier'))
    .map((type) => ({ type, where: [anyOf('identifier', ...identifiers)], sort: Object.keys(TYPES[type].sorts)[0]! }));
  const { rows } = await store.sequence(parts, null, FOUND * parts.length, FOUND);
  return rows.map(({ json }) => JSON.parse(json) as BaseView);
};

/** What tells a candidate from its namesakes. */
const describe = (view: BaseView, labels: ReadonlyMap<string, string>): string => {
  const { kind, represents = [], description } = view as Partial<ActorView>;
  const offices = represents
    .slice(0, 2)
    .map(({ office, actor }) => [office, labels.get(`actor/${actor}`) ?? actor].filter(Boolean).join(', '));
  return [kind ?? view.type, ...offices, ...(description ? [description] : [])].join('; ').slice(0, 300);
};

const representedBy = (view: BaseView): Key[] =>
  ((view as Partial<ActorView>).represents ?? []).slice(0, 2).map(({ actor }) => ({ type: 'actor', id: actor }));

/** `name`: null where none was asked for. `isAsked`: whether it is of a type that is asked for. */
type Scored = {
  view: BaseView;
  name: number | null;
  isAsked: boolean;
  properties: (number | null)[];
  score: number;
};

const scored = (
  view: BaseView,
  isAsked: boolean,
  query: string,
  { at, properties: wanted }: Wanted,
  labels: ReadonlyMap<string, string>,
): Scored => {
  const names = [view.label, ...TYPES[view.type].names(view).map(([, name]) => name)];
  const name = query.trim() === '' ? null : nameScore(query, names);
  const properties = wanted.map(({ property, values }) => {
    if (!property.types.includes(view.type)) return 0;
    const scores = values.map((value) => property.score(view, value, at, labels));
    return scores.includes(null) ? null : Math.max(...(scores as number[]));
  });
  const told = properties.filter((score) => score !== null);
  const mean = told.length === 0 ? null : told.reduce((sum, score) => sum + score, 0) / told.length;
  const score =
    mean === null || name === null ? (name ?? mean ?? 0) : name * (1 - PROPERTIES_SHARE) + mean * PROPERTIES_SHARE;
  return { view, name, isAsked, properties, score: Math.round(score * 10) / 10 };
};

/**
 * The one of some candidates that is meant for sure; null where none is. Its name is the one that was written, it fits
 * whatever else was said, and nothing else of that name and of the types that are asked for could be meant: a namesake of
 * which nothing is recorded could, and a document with the title of a person could not where persons are asked for.
 */
const sureOf = (candidates: readonly Scored[]): Scored | null => {
  const rivals = candidates.filter(
    ({ name, isAsked, properties }) => isAsked && (name === null || name >= SAME_WORDS) && !properties.includes(0),
  );
  const [only] = rivals;
  return rivals.length === 1 && only!.properties.every((score) => score !== null && score >= SAME_WORDS) ? only! : null;
};

/** Who or what is probably meant by a query, the likeliest first; the same as OpenRefine asks for. */
export const candidatesFor = async (store: Store, name: string, query: Query): Promise<{ result: Candidate[] }> => {
  const asked = [query.type ?? []].flat();
  const wanted = readWanted(
    query.properties.map(({ pid, v }) => ({ pid, values: v })),
    `queries/${name}`,
  );
  const identifiers = identifiersIn(wanted);
  if (query.query.trim() === '' && identifiers === null)
    throw invalidParameter(
      `queries/${name}`,
      'without a name in query, records are found by the property identifier only; give one of both',
      `a parameter is not understood: queries/${name}`,
    );
  const strict = query.type_strict;
  const types = recordTypes(strict === 'should' ? [] : asked);
  const [byIdentifier, byName] = await Promise.all([
    identified(store, identifiers ?? [], types),
    mayBeMeant(store, query.query, types),
  ]);
  const has = new Set(byIdentifier.map(keyText));
  const views = [...byIdentifier, ...byName.filter((view) => !has.has(keyText(view)))].filter(
    (view) => strict === 'should' || isOfTypes(view, asked, strict),
  );
  const labels = await labelsOf(store, [
    ...views.flatMap(representedBy),
    ...wanted.properties.flatMap(({ property }) =>
      views.flatMap((view) => (property.types.includes(view.type) ? (property.refers?.(view, wanted.at) ?? []) : [])),
    ),
  ]);
  const candidates = views
    .map((view) => scored(view, isOfTypes(view, asked, strict), query.query, wanted, labels))
    .filter(({ view, name: likeness }) => has.has(keyText(view)) || (likeness ?? 0) >= LEAST)
    .sort(
      (a, b) => Number(b.isAsked) - Number(a.isAsked) || b.score - a.score || (idOf(a.view) < idOf(b.view) ? -1 : 1),
    );
  const sure = sureOf(candidates);
  const limit = Math.min(MOST, Math.max(1, Math.floor(query.limit ?? 0) || SHOWN));
  return {
    result: candidates.slice(0, limit).map((candidate) => ({
      id: idOf(candidate.view),
      name: candidate.view.label,
      description: describe(candidate.view, labels),
      type: typesOf(candidate.view),
      score: candidate.score,
      match: candidate === sure,
      features: [
        ...(candidate.name === null
          ? []
          : [
              { id: 'name', value: candidate.name },
              { id: 'sameName', value: candidate.name >= SAME_WORDS },
            ]),
        ...wanted.properties.flatMap(({ property }, i): Feature[] =>
          candidate.properties[i] === null ? [] : [{ id: property.id, value: candidate.properties[i]! }],
        ),
      ],
    })),
  };
};

/** How many queries of a batch are worked out at the same time. */
const TOGETHER = 10;

/** The answers to the queries of a batch; those that were not begun when the client had left have none. */
export const answerQueries = async (
  store: Store,
  queries: Readonly<Record<string, Query>>,
  hasLeft: () => boolean,
): Promise<object> => {
  const entries = Object.entries(queries);
  const answers: [string, object][] = [];
  for (let i = 0; i < entries.length && !hasLeft(); i += TOGETHER)
    answers.push(
      ...(await Promise.all(
        entries
          .slice(i, i + TOGETHER)
          .map(async ([name, query]): Promise<[string, object]> => [name, await candidatesFor(store, name, query)]),
      )),
    );
  return Object.fromEntries(answers);
};
