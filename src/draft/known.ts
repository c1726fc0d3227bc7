import type { CslItem } from '../model/csl.ts';
import { issuedDate } from '../model/csl-read.ts';
import { filedIdentifier } from '../model/identifiers.ts';
import type { TypeName } from '../model/ids.ts';
import { anyOf, listQuery, type Condition } from '../model/query.ts';
import { fold } from '../model/text.ts';
import { contentOf, nameLikeness, nameWords, textLikeness } from '../search/likeness.ts';
import { wordQueryOf } from '../search/query.ts';
import type { Questions } from '../store/port.ts';
import type { Checkable } from '../verify/passages.ts';
import { textIn, type Csl } from './document.ts';
import type { KnownName, NameType } from './gazetteer.ts';

/*
 * What the graph knows of what a draft is about.
 */

const NAMED: readonly NameType[] = ['actor', 'forum', 'region', 'topic', 'event'];
const AT_ONCE = 1000;
/** How many records of a type, or of a source, are looked at. */
const MOST = 100_000;

type View = { id: string } & Record<string, unknown>;

/** All records of a list, page by page. */
async function* all(store: Questions, type: TypeName, where: readonly Condition[] = []): AsyncGenerator<View> {
  let after: { key: string; id: string } | null = null;
  for (let read = 0; read < MOST; read += AT_ONCE) {
    const page = await store.list(listQuery(type, AT_ONCE, { where, after }));
    for (const { json } of page.rows) yield JSON.parse(json) as View;
    const last = page.rows.at(-1);
    if (!page.more || last === undefined) return;
    after = { key: last.key, id: last.id };
  }
}

const scriptOf = (text: string): string =>
  ['Latin', 'Cyrillic', 'Arabic', 'Greek'].find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(text)) ?? '';

/** The family names of a person: the one that is written, and in other scripts the last word of a name of two. */
const familiesOf = (names: readonly string[], familyName: unknown): string[] => {
  const written = typeof familyName === 'string' ? [familyName] : [];
  const scripts = new Set(written.map(scriptOf));
  const others = names
    .filter((name) => scriptOf(name) !== '' && !scripts.has(scriptOf(name)) && name.split(/\s+/u).length === 2)
    .map((name) => name.split(/\s+/u)[1]!);
  return [...new Set([...written, ...others])];
};

/** Every name of what can be named in a text. */
export const knownNames = async (store: Questions): Promise<KnownName[]> => {
  const found: KnownName[] = [];
  for (const type of NAMED)
    for await (const view of all(store, type)) {
      const names = [view['name'], ...((view['alternativeNames'] ?? []) as unknown[])].filter(
        (name): name is string => typeof name === 'string',
      );
      const isPerson = view['kind'] === 'person';
      const of = { type, id: view.id, isPerson };
      found.push(...names.map((name) => ({ ...of, name })));
      if (isPerson)
        found.push(...familiesOf(names, view['familyName']).map((name) => ({ ...of, name, isFamily: true })));
    }
  return found;
};

/** How many documents of one title are looked at. */
const MOST_TITLED = 50;

const authorsOf = ({ author }: Csl): string[] =>
  (Array.isArray(author) ? (author as Record<string, unknown>[]) : [])
    .map(({ given, family, literal }) => [given, family, literal].filter(Boolean).join(' '))
    .filter((name) => nameWords(name).length > 0);

/** Whether two names may be of one author, whom a footnote may name by the family name alone. */
const isOneAuthor = (name: string, another: string): boolean => {
  const [one, other] = [nameWords(name), nameWords(another)];
  return (
    one.every((word) => other.includes(word)) ||
    other.every((word) => one.includes(word)) ||
    nameLikeness(one, other, true).likeness > 0
  );
};

/** The day, month or year of an item, as far as it is known; empty where nothing of it is. */
const dateOf = (csl: Csl): string => /^\d{4}(?:-\d\d){0,2}/u.exec(issuedDate(csl as CslItem) ?? '')?.[0] ?? '';

/**
 * In what two items of one title disagree, as far as both give it: their authors where they have none in common, and
 * their dates; null where they agree.
 */
const disagreement = (one: Csl, other: Csl): string | null => {
  const [authors, others] = [authorsOf(one), authorsOf(other)];
  const [date, another] = [dateOf(one), dateOf(other)];
  const isOfOthers =
    authors.length > 0 &&
    others.length > 0 &&
    !authors.some((author) => others.some((each) => isOneAuthor(author, each)));
  const parts = [
    ...(isOfOthers ? [`by ${others.join(' and ')}`] : []),
    ...(date.startsWith(another) || another.startsWith(date) ? [] : [`of ${another}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
};

/**
 * The source of an item that the graph has, null where that is not known; `alike`: what the graph has of the same title
 * beside it, each in words, for somebody to compare.
 */
export type KnownSource = { id: string | null; alike: string[] };

/** Of some sources of the same title the only one that agrees with an item in author and date. */
const agreeing = async (store: Questions, csl: Csl, ids: readonly string[]): Promise<KnownSource> => {
  if (ids.length === 0) return { id: null, alike: [] };
  const { readings } = await store.read(ids.map((id) => ({ type: 'source' as const, id })));
  const same: string[] = [];
  const others: string[] = [];
  for (const [i, id] of ids.entries()) {
    const reading = readings[i]!;
    if (reading.state !== 'found') continue;
    const against = disagreement(csl, (JSON.parse(reading.json) as { csl: Csl }).csl);
    if (against === null) same.push(id);
    else others.push(`${id}, ${against}`);
  }
  return same.length === 1 ? { id: same[0]!, alike: [] } : { id: null, alike: [...same, ...others] };
};

/**
 * The source of an item that the graph has: of one DOI or address, or the only one of its title that agrees with it in
 * author and date.
 */
export const knownSource = async (store: Questions, csl: Csl): Promise<KnownSource> => {
  for (const value of [textIn(csl, 'DOI') && `doi:${textIn(csl, 'DOI')}`, textIn(csl, 'URL')]) {
    const identifier = value === '' ? null : filedIdentifier(value);
    if (identifier === null) continue;
    const { rows } = await store.list(listQuery('source', 2, { where: [anyOf('identifier', identifier)] }));
    if (rows.length > 0) return { id: rows[0]!.id, alike: [] };
  }
  const title = csl['title'];
  if (typeof title !== 'string' || csl['URL'] !== undefined || csl['DOI'] !== undefined) return { id: null, alike: [] };
  const entries = await store.complete(fold(title), ['source'], null, MOST_TITLED);
  const same = entries.filter(({ name }) => fold(name) === fold(title)).map(({ id }) => id);
  return agreeing(store, csl, [...new Set(same)]);
};

/** What is asked where the graph has sources of the same title that are not known to be this one; nothing where it has none. */
export const alikeAsked = (what: string, id: string, { alike }: KnownSource): string[] =>
  alike.length === 0
    ? []
    : [`${what} is proposed as ${id}: is it one of those of the same title that the graph has (${alike.join('; ')})?`];

/** Which of some ids are taken. */
export const takenIds = async (store: Questions, type: TypeName, ids: readonly string[]): Promise<Set<string>> => {
  const { readings } = await store.read(ids.map((id) => ({ type, id })));
  return new Set(ids.filter((_, i) => readings[i]!.state !== 'absent'));
};

/** The snapshots of a source by the digest of their text, and its passages and statements. */
export type KnownOf = {
  snapshots: ReadonlyMap<string, string>;
  passages: readonly (Checkable & { citations: string[] })[];
  statements: readonly { passages: string[]; speakers: string[]; mode: string }[];
  authors: readonly string[];
};

export const knownOf = async (store: Questions, source: string): Promise<KnownOf> => {
  const snapshots = new Map<string, string>();
  for await (const view of all(store, 'snapshot', [anyOf('source', source)]))
    snapshots.set((view['digest'] as { text: string }).text.toLowerCase(), view.id);
  const passages: (Checkable & { citations: string[] })[] = [];
  for await (const view of all(store, 'passage', [anyOf('source', source)])) passages.push(view as never);
  const statements: { passages: string[]; speakers: string[]; mode: string }[] = [];
  for await (const view of all(store, 'statement', [anyOf('source', source)])) statements.push(view as never);
  const [row] = (await store.read([{ type: 'source', id: source }])).readings;
  const authors = row?.state === 'found' ? ((JSON.parse(row.json) as { authors: string[] }).authors ?? []) : [];
  return { snapshots, passages, statements, authors };
};

/** A claim that may be the same as one in other words; `likeness` is the cosine of the words that both have, from 0 to 1. */
export type LikeClaim = { id: string; text: string; likeness: number; shared: string[] };

/** How many words are looked for at once, how many claims are compared, and how alike they have to be to be told. */
const [WORDS, HITS, LEAST, SHOWN] = [6, 20, 0.5, 3];

/** Claims of the graph that share words with a sentence, the most alike first; none is the same for certain. */
export const likeClaims = async (store: Questions, text: string): Promise<LikeClaim[]> => {
  const content = contentOf(text);
  const looked = content.words.toSorted((a, b) => b.length - a.length).slice(0, WORDS);
  const found = new Map<string, string>();
  for (let count = Math.min(3, looked.length); count > 0 && found.size < HITS; count--)
    for (let from = 0; from + count <= looked.length && found.size < HITS; from += count) {
      const typed = looked.slice(from, from + count).join(' ');
      const { hits } = await store.search({
        words: wordQueryOf(typed),
        types: ['claim'],
        selection: null,
        offset: 0,
        limit: HITS,
      });
      for (const { id, json } of hits) found.set(id, (JSON.parse(json) as { label: string }).label);
    }
  return [...found]
    .map(([id, label]) => ({ id, text: label, ...textLikeness(content, contentOf(label)) }))
    .filter(({ likeness }) => likeness >= LEAST)
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN);
};
