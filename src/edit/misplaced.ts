import { prunedUpTo } from '../log/prune.ts';
import type { ErrorCode } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { differences } from './differences.ts';
import { hiddenFields, planOf, type Operation, type CurrentRecord } from './operations.ts';

/*
 * Operations that do not stand as they are meant: on another revision, on a record that is not there, or a second time
 * on the same one.
 */

/**
 * What is wrong with where an operation stands, and at which place in it. `isAside`: nothing can be said of what it
 * would come to, since nothing stands that it could change.
 */
export type Misplaced = { code: ErrorCode; place: '' | '/id' | '/revision'; detail: string; isAside: boolean };

const standsOtherwise = ({ key, expect, op }: Operation, current: CurrentRecord): Misplaced | null => {
  const { state, revision, movedTo } = current;
  const text = keyText(key);
  const record = `${key.type} ${key.id}`;
  const remedy = (what: string): string => (op === 'put' ? `; send If-None-Match: * to ${what}` : '');
  const lost = (code: ErrorCode, detail: string): Misplaced => ({ code, place: '/id', detail, isAside: true });
  const stale = (detail: string): Misplaced => ({
    code: 'precondition-failed',
    place: '/revision',
    detail,
    isAside: false,
  });
  if (state === 'moved') return lost('invalid-value', `${text} was merged into ${movedTo}; write to that`);
  if (expect === null) return state === 'found' ? stale(`${text} is there already, at revision ${revision}`) : null;
  if (state === 'absent') return lost('not-found', `there is no ${record}${remedy('create it')}`);
  if (state === 'deleted') return lost('gone', `${record} was deleted${remedy('write it anew')}`);
  if (expect === 'any' || expect.includes(revision!)) return null;
  const meant = expect.join(' or ') || 'one that was named';
  return stale(`${text} stands at revision ${revision}, not at ${meant}`);
};

/** For each operation what is wrong with where it stands; null where nothing is. */
export const misplacedIn = (
  operations: readonly Operation[],
  current: readonly CurrentRecord[],
): readonly (Misplaced | null)[] => {
  const seen = new Set<string>();
  return operations.map((operation, i) => {
    const text = keyText(operation.key);
    if (seen.has(text))
      return {
        code: 'invalid-value',
        place: '',
        detail: `${text} stands in these changes already; say all of it at once`,
        isAside: true,
      };
    seen.add(text);
    return standsOtherwise(operation, current[i]!);
  });
};

/**
 * What whoever writes has to know to go on: what stands, what was changed since what they saw, and where theirs
 * differs.
 */
export const comparison = async (
  store: Store,
  operation: Operation,
  { revision, written }: CurrentRecord,
  texts: boolean,
): Promise<Record<string, unknown>> => {
  const { key, expect } = operation;
  const hidden = hiddenFields(key, texts);
  const seen = Array.isArray(expect) && expect.length > 0 ? await writtenAt(store, key, expect.at(-1) as number) : null;
  const plan = planOf(operation, { state: 'absent', movedTo: null, revision: null, written: seen, answer: null });
  const theirs = 'change' in plan ? plan.change.record : null;
  const current = Object.fromEntries(Object.entries(written ?? {}).filter(([name]) => !hidden.includes(name)));
  return {
    recordType: key.type,
    id: key.id,
    revision,
    standing: current,
    changedSince: seen === null ? null : differences(seen, written, hidden),
    differs: theirs === null ? null : differences(written, theirs, hidden),
  };
};

const writtenAt = async (store: Store, key: Key, revision: number): Promise<Record<string, unknown> | null> => {
  if (revision < (await prunedUpTo(store))) return null;
  const [state] = await store.statesAt([key], revision);
  return state?.written == null ? null : (JSON.parse(state.written) as Record<string, unknown>);
};
