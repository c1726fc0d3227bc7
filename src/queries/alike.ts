import type { BaseView } from '../model/define.ts';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import { WHOLE_NAME, indexKeysOf } from '../model/index-keys.ts';
import { anyOf, listQuery } from '../model/query.ts';
import { compareText } from '../model/order.ts';
import { TYPES } from '../model/types.ts';
import { contentOf, nameLikeness, nameWords, textLikeness, type Content, type Likeness } from '../search/likeness.ts';
import { wordQueryOf, type Clause, type WordQuery } from '../search/query.ts';
import type { Questions } from '../store/port.ts';

/*
 * Records whose names or texts are alike. They are gone through in order of id, so many at a time, and each is compared
 * with the few that full text finds by its rarest words: the work grows with the records and not with their pairs.
 */

export const ALIKE = ['actor', 'claim'] as const satisfies readonly TypeName[];
export type AlikeType = (typeof ALIKE)[number];
export const isAlikeType = (type: TypeName): type is AlikeType => (ALIKE as readonly TypeName[]).includes(type);

type View = BaseView & Record<string, unknown>;
export type Entity = { type: TypeName; id: string; label: string };
/** Two records, the first in order of id, with the words and the records that both have. */
export type AlikePair = Likeness & { records: [View, View]; entities: Entity[] };

/** How many records are gone through at once, and how many of them are asked for at the same time. */
const [BLOCK, TOGETHER] = [100, 8];
/** By how many of its rarest words a record is looked for, how many are compared with it, and how alike they have to be. */
const [RAREST, COMPARED, LEAST] = [6, 20, { actor: 0.6, claim: 0.6 }] as const;

type Read = { view: View; words: readonly string[]; like: (other: Read) => Likeness };

const UNLIKE: Likeness = { likeness: 0, shared: [] };

/** Whom an actor stands for or belongs to, of whom one has to be the same where both say so. */
const sidesOf = (view: View): string[][] =>
  ['represents', 'belonging'].map((field) => ((view[field] ?? []) as { actor: string }[]).map(({ actor }) => actor));

const mayBeOne = (one: View, other: View): boolean =>
  one['kind'] === other['kind'] &&
  sidesOf(one).every((own, i) => {
    const others = sidesOf(other)[i]!;
    return own.length === 0 || others.length === 0 || own.some((id) => others.includes(id));
  });

/** What names and identifiers tell of is told by those (duplicates.ts). */
const isToldOtherwise = (one: View, other: View): boolean => {
  const values = (view: View): string[] =>
    indexKeysOf(view).flatMap(({ filter, value }) =>
      filter === WHOLE_NAME || filter === 'identifier' ? [`${filter} ${value}`] : [],
    );
  const own = new Set(values(one));
  return values(other).some((value) => own.has(value));
};

const readActor = (view: View): Read & { names: string[][] } => {
  const names = TYPES.actor.names(view as never).map(([, name]) => nameWords(name));
  const like = (other: Read): Likeness => {
    if (!mayBeOne(view, other.view) || isToldOtherwise(view, other.view)) return UNLIKE;
    return names
      .flatMap((name) =>
        (other as Read & { names: string[][] }).names.map((each) =>
          nameLikeness(name, each, view['kind'] === 'person'),
        ),
      )
      .reduce((best, each) => (each.likeness > best.likeness ? each : best), UNLIKE);
  };
  return { view, names, words: [...new Set(names.flat())].filter((word) => word.length > 1), like };
};

const readClaim = (view: View): Read & { content: Content } => {
  const content = contentOf(view['text'] as string);
  const like = (other: Read): Likeness => textLikeness(content, (other as Read & { content: Content }).content);
  return { view, content, words: content.words, like };
};

const readAs = (type: AlikeType, view: View): Read => (type === 'actor' ? readActor(view) : readClaim(view));

/** Records that have one of some words; two Chinese characters are the beginning of one. */
const oneOf = (words: readonly string[]): Clause => {
  const clauses = words.flatMap((word) => wordQueryOf(word).clauses);
  return {
    phrases: clauses.flatMap(({ phrases }) => phrases),
    prefixes: clauses.flatMap(({ prefixes }) => prefixes),
    excluded: false,
  };
};

/** Of an actor any of the rarest words finds others; of a claim two of them have to be there. */
const queriesFor = (type: AlikeType, words: readonly string[]): WordQuery[] => {
  const query = (...clauses: Clause[]): WordQuery => ({
    clauses,
    name: null,
    language: null,
    within: type === 'actor' ? 'names' : 'all',
  });
  if (words.length === 0) return [];
  if (type === 'actor' || words.length === 1) return [query(oneOf(words))];
  const [first, second, third] = [0, 1, 2].map((i) => words.slice(i));
  return [first!, second!, third!].flatMap(([word, ...others]) =>
    word === undefined || others.length === 0 ? [] : [query(oneOf([word]), oneOf(others))],
  );
};

/** Those that may be alike to a record, by its rarest words among those gone through with it. */
const likeOf = async (
  store: Questions,
  type: AlikeType,
  read: Read,
  records: ReadonlyMap<string, number>,
): Promise<AlikePair[]> => {
  const rarest = read.words
    .toSorted((a, b) => records.get(a)! - records.get(b)! || b.length - a.length || compareText(a, b))
    .slice(0, RAREST);
  const found = new Map<string, View>();
  for (const words of queriesFor(type, rarest)) {
    const { hits } = await store.search({ words, types: [type], selection: null, offset: 0, limit: COMPARED });
    for (const { id, json } of hits) found.set(id, JSON.parse(json) as View);
  }
  found.delete(read.view.id);
  return [...found.values()].flatMap((view): AlikePair[] => {
    const other = readAs(type, view);
    const [first, second] = compareText(read.view.id, view.id) < 0 ? [read, other] : [other, read];
    const { likeness, shared } = first.like(second);
    return likeness < LEAST[type] ? [] : [{ likeness, shared, records: [first.view, second.view], entities: [] }];
  });
};

/** What the statements of a claim are about, and who makes them: so many of them are looked at. */
const STATEMENTS = 20;
const ABOUT = [
  ['speakers', 'actor'],
  ['topics', 'topic'],
  ['regions', 'region'],
  ['forum', 'forum'],
  ['event', 'event'],
] as const satisfies readonly (readonly [string, TypeName])[];

/** `apart`: what tells that two records are not one, where both have it. */
type About = { entities: ReadonlyMap<string, Key>; apart: ReadonlySet<string> };

/** Two claims of one statement, or of one passage, are told apart by whoever recorded both. */
const aboutClaim = async (store: Questions, id: string): Promise<About> => {
  const { rows } = await store.list(listQuery('statement', STATEMENTS, { where: [anyOf('claim', id)] }));
  const entities = new Map<string, Key>();
  const apart = new Set<string>();
  for (const { json } of rows) {
    const view = JSON.parse(json) as View;
    for (const key of [view, ...(view['passages'] as string[]).map((passage) => ({ type: 'passage', id: passage }))])
      apart.add(`${key.type}/${key.id}`);
    for (const [field, type] of ABOUT)
      for (const value of [view[field]].flat())
        if (typeof value === 'string') entities.set(`${type}/${value}`, { type, id: value });
  }
  return { entities, apart };
};

const aboutActor = (view: View): About => ({
  entities: new Map(
    sidesOf(view)
      .flat()
      .map((id) => [`actor/${id}`, { type: 'actor', id }]),
  ),
  apart: new Set(),
});

/** The pairs with what both are about: of claims by their statements, of actors whom both stand for or belong to. */
const withEntities = async (store: Questions, type: AlikeType, pairs: readonly AlikePair[]): Promise<AlikePair[]> => {
  const about = new Map<string, About>();
  for (const view of pairs.flatMap(({ records }) => records))
    if (!about.has(view.id)) about.set(view.id, type === 'claim' ? await aboutClaim(store, view.id) : aboutActor(view));
  const shared = pairs.flatMap((pair) => {
    const [one, other] = pair.records.map(({ id }) => about.get(id)!) as [About, About];
    if ([...one.apart].some((key) => other.apart.has(key))) return [];
    return [{ pair, keys: [...one.entities].flatMap(([name, key]) => (other.entities.has(name) ? [key] : [])) }];
  });
  const all = new Map(shared.flatMap(({ keys }) => keys).map((key) => [keyText(key), key]));
  const labels = await store.labels([...all.values()]);
  const labelOf = new Map([...all.keys()].map((name, i) => [name, labels[i]]));
  return shared.map(({ pair, keys }) => ({
    ...pair,
    entities: keys.map((key) => ({ ...key, label: labelOf.get(keyText(key)) ?? key.id })),
  }));
};

const keyOfPair = ({ records: [one, other] }: AlikePair): string => `${one.id} ${other.id}`;

/**
 * The pairs of the next records after an id, the most alike first, then those with more records in common; `next` is the
 * last id that was gone through, null where no other follows. A pair belongs where its first record is gone through.
 */
export const alikeAfter = async (
  store: Questions,
  type: AlikeType,
  after: string | null,
): Promise<{ pairs: AlikePair[]; next: string | null }> => {
  const { rows, more } = await store.list(
    listQuery(type, BLOCK, { sort: 'id', after: after === null ? null : { key: '', id: after } }),
  );
  const reads = rows.map(({ json }) => readAs(type, JSON.parse(json) as View));
  const records = new Map<string, number>();
  for (const { words } of reads) for (const word of words) records.set(word, (records.get(word) ?? 0) + 1);
  const own = new Set(reads.map(({ view }) => view.id));
  const pairs = new Map<string, AlikePair>();
  for (let i = 0; i < reads.length; i += TOGETHER)
    for (const found of await Promise.all(
      reads.slice(i, i + TOGETHER).map((read) => likeOf(store, type, read, records)),
    ))
      for (const pair of found) if (own.has(pair.records[0].id)) pairs.set(keyOfPair(pair), pair);
  const ranked = (await withEntities(store, type, [...pairs.values()])).sort(
    (a, b) =>
      b.likeness - a.likeness || b.entities.length - a.entities.length || compareText(keyOfPair(a), keyOfPair(b)),
  );
  return { pairs: ranked, next: more ? rows.at(-1)!.id : null };
};
