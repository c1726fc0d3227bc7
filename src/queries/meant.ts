import { distance } from 'fastest-levenshtein';
import { DictumError, type Fault } from '../model/errors.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { filterFiledAs, referredBy } from '../model/postings.ts';
import type { Condition } from '../model/query.ts';
import { withArticle } from '../model/suggest.ts';
import { fold } from '../model/text.ts';
import type { Questions } from '../store/port.ts';

/*
 * Ids that are not there, and what was probably meant by them: a filter by one is no empty answer, and a 404 leads on.
 */

/** How many ids that are not there are told, and of how many of them what was probably meant. */
const MOST_TOLD = 100;
const MOST_SOUGHT = 5;
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

/** "there is no actor lavrov (did you mean sergey-lavrov?)", "there is no forum minister; there is an actor of that id" */
export const absentText = async (store: Questions, key: Key): Promise<string> => {
  const [meant, others] = await Promise.all([probablyMeant(store, key), otherTypes(store, key)]);
  const near = meant.length === 0 ? '' : ` (did you mean ${meant.join(' or ')}?)`;
  const other = others.length === 0 ? '' : `; there is ${others.map(withArticle).join(' and ')} of that id`;
  return `there is no ${key.type} ${key.id}${near}${other}`;
};

/**
 * Sees to it that the ids by which a list is filtered are there; one that was merged leads to the other.
 * @throws DictumError `invalid-parameters` with `unknown-record` for each that is not, and what was probably meant
 */
export const refuseUnknown = async (store: Questions, type: TypeName, where: readonly Condition[]): Promise<void> => {
  const asked = new Map<string, string>();
  for (const { filter, any, none } of where) {
    const ref = referredBy(type, filter);
    if (ref === null) continue;
    for (const id of [...any, ...none]) asked.set(keyText({ type: ref, id }), filterFiledAs(type, filter)!.name);
  }
  if (asked.size === 0) return;
  const texts = [...asked.keys()];
  const labels = await store.labels(texts.map(keyOf));
  const unknown = texts.filter((_, i) => labels[i] === null).map(keyOf);
  if (unknown.length === 0) return;
  const { readings } = await store.read(unknown);
  const absent = readings.filter(({ state }) => state === 'absent' || state === 'deleted').slice(0, MOST_TOLD);
  const faults = await Promise.all(
    absent.map(async ({ state, key }, i): Promise<Fault> => {
      const parameter = asked.get(keyText(key))!;
      const none = `there is no ${key.type} ${key.id}`;
      const detail =
        state === 'deleted'
          ? `${key.type} ${key.id} was deleted`
          : i < MOST_SOUGHT
            ? await absentText(store, key)
            : none;
      return { parameter, code: 'unknown-record', detail };
    }),
  );
  if (faults.length === 0) return;
  const names = [...new Set(faults.map((fault) => ('parameter' in fault ? fault.parameter : '')))];
  throw new DictumError('invalid-parameters', `no record is there for ${names.join(', ')}: ${faults[0]!.detail}`, {
    faults,
  });
};
