import { distance } from 'fastest-levenshtein';
import { DictumError } from '../model/errors.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { withArticle } from '../model/suggest.ts';
import { fold } from '../model/text.ts';
import type { Questions } from './port.ts';

/*
 * What was probably meant by ids that are not there: a filter by one is no empty answer, a 404 leads on, and a write that
 * refers to one is told. It asks through the port alone.
 */

/** Of how many ids that are not there it is looked up what was probably meant. */
export const MOST_SOUGHT = 5;
/** How many names are looked at for each word of an id, and how many of the ids are told. */
const LOOKED_AT = 50;
const TOLD = 3;

/**
 * The ids of records whose names, or whose ids as values of the filter of their type, begin as a word does: all of it,
 * else its first letters.
 */
const beginningLike = async (store: Questions, type: TypeName, word: string): Promise<string[]> => {
  for (const length of [word.length, 4, 2]) {
    if (length > word.length) continue;
    const beginning = word.slice(0, length);
    const [named, values] = await Promise.all([
      store.complete(fold(beginning), [type], null, LOOKED_AT),
      store.values(type, beginning, null, LOOKED_AT),
    ]);
    const ids = [...named.map(({ id }) => id), ...values.map(({ value }) => value)];
    if (ids.length > 0) return ids;
  }
  return [];
};

/** Whether words are the same but for a letter: short ones differ by less than that. */
const isLike = (word: string, part: string): boolean =>
  word === part ? word.length > 2 : word.length > 4 && distance(word, part) === 1;

/** The ids of a type that were probably meant by one that is not there, the likeliest first; none where none comes near. */
export const probablyMeant = async (store: Questions, { type, id }: Key): Promise<string[]> => {
  const words = id.split('-').filter((word) => word.length > 1);
  const found = new Set(
    (await Promise.all([...words.slice(0, 5), id].map((word) => beginningLike(store, type, word)))).flat(),
  );
  // An id that has one of the words is near, however long it is; so is one that differs by a few letters.
  const unlikeness = (candidate: string): number => {
    const missing = words.filter((word) => !candidate.split('-').includes(word)).length;
    return missing * 2 + distance(id, candidate) / Math.max(id.length, candidate.length);
  };
  const isNear = (candidate: string): boolean =>
    words.some((word) => candidate.split('-').some((part) => isLike(word, part))) ||
    distance(id, candidate) <= Math.max(2, Math.floor(candidate.length / 3));
  return [...found]
    .filter((candidate) => candidate !== id && isNear(candidate))
    .sort((a, b) => unlikeness(a) - unlikeness(b) || compareText(a, b))
    .slice(0, TOLD);
};

/** The other types that have a record of an id. */
const otherTypes = async (store: Questions, { type, id }: Key): Promise<TypeName[]> => {
  const others = TYPE_NAMES.filter((each) => each !== type);
  const labels = await store.labels(others.map((each) => ({ type: each, id })));
  return others.filter((_, i) => labels[i] !== null);
};

/** What stands near an id that is not there: what was probably meant, to stand behind it, and other types that have it. */
const nearby = async (store: Questions, key: Key): Promise<{ meant: string; elsewhere: string }> => {
  const [meant, others] = await Promise.all([probablyMeant(store, key), otherTypes(store, key)]);
  return {
    meant: meant.length === 0 ? '' : ` (did you mean ${meant.join(' or ')}?)`,
    elsewhere: others.length === 0 ? '' : `; there is ${others.map(withArticle).join(' and ')} of that id`,
  };
};

/** "there is no actor lavrov (did you mean sergey-lavrov?)", "there is no forum minister; there is an actor of that id" */
export const absentText = async (store: Questions, key: Key): Promise<string> => {
  const { meant, elsewhere } = await nearby(store, key);
  return `there is no ${key.type} ${key.id}${meant}${elsewhere}`;
};

/**
 * What is wrong with a write, with what was probably meant by references to nothing, where the write itself has nothing
 * near: of the first few ids. A store that cannot be asked now has no advice to give.
 */
export const withMeant = async <P extends { message: string; missing?: Key }>(
  store: Questions,
  problems: readonly P[],
): Promise<P[]> => {
  const absent = ({ missing, message }: P): string | null => {
    const said = missing === undefined ? '' : `there is no ${missing.type} ${missing.id}`;
    return said !== '' && message.startsWith(said) && !message.startsWith(`${said} (`) ? said : null;
  };
  const open = problems.flatMap((problem) => (absent(problem) === null ? [] : [keyText(problem.missing!)]));
  const sought = [...new Set(open)].slice(0, MOST_SOUGHT);
  if (sought.length === 0) return [...problems];
  let found: Map<string, Awaited<ReturnType<typeof nearby>>>;
  try {
    found = new Map(await Promise.all(sought.map(async (text) => [text, await nearby(store, keyOf(text))] as const)));
  } catch (error) {
    if (error instanceof DictumError) return [...problems];
    throw error;
  }
  return problems.map((problem) => {
    const said = absent(problem);
    const near = said === null ? undefined : found.get(keyText(problem.missing!));
    if (said === null || near === undefined) return problem;
    return { ...problem, message: said + near.meant + problem.message.slice(said.length) + near.elsewhere };
  });
};
