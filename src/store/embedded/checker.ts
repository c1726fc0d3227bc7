import type { BaseView } from '../../model/define.ts';
import { keyText, TYPE_NAMES, type Key } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { aroundOf, checkRecord, type Around } from '../check.ts';
import type { CheckedPart } from '../port.ts';
import { gatheredKeys } from './around.ts';
import type { Damage } from './checksums.ts';
import { nextRecords, PAGE_SIZE, VIEW_OR_DAMAGE } from './pages.ts';
import type { Database } from './sqlite.ts';

/** Checks the next records by themselves. */
export const checkPart = (database: Database, after: Key | null, limit: number): CheckedPart => {
  const there = database.prepare(
    `SELECT written IS NOT NULL AS isRecord, ${VIEW_OR_DAMAGE} FROM record WHERE type = ? AND id = ?`,
  );
  const referrers = database.prepare(
    'SELECT count(*) AS n FROM record t JOIN reference f ON f.target = t.rid WHERE t.type = ? AND t.id = ?',
  );
  // Many records refer to the same few.
  const seen = new Map<string, Around | null>();
  const at = (key: Key): Around | null => {
    const text = keyText(key);
    if (!seen.has(text)) {
      const found: { isRecord: number; view: string | null; damage: Damage | null } | undefined = there.get(
        key.type,
        key.id,
      );
      const around = found && { isRecord: found.isRecord === 1, view: found.view, isDamaged: found.damage !== null };
      seen.set(text, around ?? null);
    }
    return seen.get(text)!;
  };
  const gathered = (key: Key): BaseView[] =>
    gatheredKeys(database, key)
      .toSorted((a, b) => compareText(a.id, b.id))
      .flatMap((each) => JSON.parse(at(each)?.view ?? '[]') as BaseView);
  const { rows, isLast } = nextRecords(
    database,
    { view: VIEW_OR_DAMAGE, order: TYPE_NAMES, after },
    { ...PAGE_SIZE, records: limit },
  );
  return {
    findings: rows.flatMap(({ type, id, moved_to: movedTo, damage = null, ...content }) => {
      const key: Key = { type, id };
      const stored = { ...content, movedTo };
      return checkRecord(key, {
        stored,
        damage,
        around: new Map(
          [...aroundOf(key, stored), ...gatheredKeys(database, key)].flatMap((target): [string, Around][] => {
            const found = at(target);
            return found === null ? [] : [[keyText(target), found]];
          }),
        ),
        gathered: (from) => gathered(key).filter((each) => each.type === from),
        referrers: stored.written === null ? referrers.get(type, id).n : 0,
      });
    }),
    checked: rows.length,
    next: isLast ? null : (rows.at(-1) ?? null),
  };
};
