import type { BaseView } from '../../model/define.ts';
import { keyText, type Key } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import type { Stored } from '../apply.ts';
import { aroundOf, checkRecord } from '../check.ts';
import type { CheckedPart } from '../port.ts';
import { gatheredKeys } from './gathered.ts';
import { readWritten } from './reader.ts';
import type { Database } from './sqlite.ts';

/** Checks the next records by themselves. */
export const checkPart = (database: Database, after: Key | null, limit: number): CheckedPart => {
  const stored = database.prepare('SELECT written, view, moved_to AS movedTo FROM record WHERE type = ? AND id = ?');
  const referrers = database.prepare(
    'SELECT count(*) AS n FROM record t JOIN reference f ON f.target = t.rid WHERE t.type = ? AND t.id = ?',
  );
  // Many records refer to the same few, and some of those are large.
  const seen = new Map<string, Stored | undefined>();
  const at = (key: Key): Stored | undefined => {
    const text = keyText(key);
    if (!seen.has(text)) seen.set(text, stored.get(key.type, key.id));
    return seen.get(text);
  };
  const gathered = (key: Key): BaseView[] =>
    gatheredKeys(database, key)
      .toSorted((a, b) => compareText(a.id, b.id))
      .flatMap((each) => JSON.parse(at(each)?.view ?? '[]') as BaseView);
  const keys = readWritten(database, after, limit).map((row) => row.key);
  return {
    findings: keys.flatMap((key) => {
      const here = at(key)!;
      return checkRecord(key, {
        stored: here,
        around: new Map(
          aroundOf(key, here).flatMap((target) => {
            const there = at(target);
            return there === undefined ? [] : [[keyText(target), there]];
          }),
        ),
        gathered: (from) => gathered(key).filter(({ type }) => type === from),
        referrers: here.written === null ? referrers.get(key.type, key.id).n : 0,
      });
    }),
    checked: keys.length,
    next: keys.length === limit ? keys.at(-1)! : null,
  };
};
