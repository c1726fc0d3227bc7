import { keyText, refPaths, refsOf, type Key } from '../model/ids.ts';
import { parseRecord } from '../ingest/records.ts';
import { TYPES } from '../model/types.ts';
import type { Change } from './kept.ts';

/** The records that a change refers to, where its record can be read. */
const referencesOf = (change: Change): Key[] => {
  if (change.op !== 'put') return [];
  const { type, id, record } = change;
  const read = parseRecord(type, { ...record, id });
  return 'change' in read ? refsOf(read.change.record, refPaths(TYPES[type].written)) : [];
};

/** Some changes with what they refer to among the others, in turn. */
export const withReferences = (chosen: readonly Change[], open: readonly Change[]): Change[] => {
  const byKey = new Map(open.map((change) => [keyText(change), change]));
  const found = new Map<string, Change>();
  const add = (change: Change): void => {
    if (found.has(keyText(change))) return;
    found.set(keyText(change), change);
    for (const key of referencesOf(change)) {
      const other = byKey.get(keyText(key));
      if (other !== undefined) add(other);
    }
  };
  chosen.forEach(add);
  return open.filter((change) => found.has(keyText(change)));
};
