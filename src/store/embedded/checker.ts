import type { BaseView } from '../../model/define.ts';
import { keyText, refsOf, type Key } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { SHOWN_ROOTS } from '../../model/support.ts';
import { TYPES } from '../../model/types.ts';
import type { Stored } from '../apply.ts';
import { checkRecord, REBUILD } from '../check.ts';
import type { CheckedPart, Finding } from '../port.ts';
import { NO_ROOTS, rootedOf, rootsOf } from '../roots.ts';
import { wrongChunks } from './chunks.ts';
import { keptWords, wrongWords } from './full-text.ts';
import { gatheredKeys } from './gathered.ts';
import { groundsIn } from './grounds.ts';
import { readWritten } from './reader.ts';
import type { Database } from './sqlite.ts';
import { wrongSums } from './sums.ts';

export const checkPart = async (database: Database, after: Key | null, limit: number): Promise<CheckedPart> => {
  const stored = database.prepare('SELECT written, view, moved_to AS movedTo FROM record WHERE type = ? AND id = ?');
  const referrers = database.prepare(
    'SELECT count(*) AS n FROM record t JOIN reference f ON f.target = t.rid WHERE t.type = ? AND t.id = ?',
  );
  const filed = database.prepare(
    `SELECT p.key FROM record r CROSS JOIN field c ON c.type = r.type AND c.filter = ? CROSS JOIN term t ON t.field = c.field AND t.value = ?
     CROSS JOIN filed f ON f.rid = r.rid AND f.tid = t.tid CROSS JOIN posting p ON p.tid = t.tid AND p.sort = 0 AND p.key = r.sorts ->> 0 AND p.id = r.id WHERE r.type = ? AND r.id = ?`,
  );
  // Many records refer to the same few, and some of those are large.
  const seen = new Map<string, Stored>();
  const at = (key: Key): Stored => {
    const found = seen.get(keyText(key)) ?? (stored.get(key.type, key.id) as Stored);
    seen.set(keyText(key), found);
    return found;
  };
  const gathered = (key: Key): BaseView[] =>
    gatheredKeys(database, key)
      .toSorted((a, b) => compareText(a.id, b.id))
      .flatMap((each) => JSON.parse(at(each).view ?? '[]') as BaseView);
  const keys = readWritten(database, after, limit).map((row) => row.key);
  const roots = await rootsOf(
    groundsIn(database),
    rootedOf(keys.map((key) => JSON.parse(at(key).view ?? 'null') as BaseView | null)),
  );
  const checked = keys.map((key) => {
    const here = at(key);
    const targets = here.written === null ? [] : refsOf(JSON.parse(here.written), TYPES[key.type].refs);
    return checkRecord(key, {
      stored: here,
      around: new Map(targets.map((target) => [keyText(target), at(target)])),
      filed: (owner, posting) => filed.get(posting.filter, posting.value, owner.type, owner.id)?.key ?? null,
      gathered: (from) => gathered(key).filter(({ type }) => type === from),
      referrers: referrers.get(key.type, key.id).n,
      roots: roots.get(keyText(key)) ?? NO_ROOTS,
      words: keptWords(database, key.type, key.id),
    });
  });
  const next = keys.length === limit ? keys.at(-1)! : null;
  return {
    findings: [...checked.flatMap(({ findings }) => findings), ...(next === null ? wholeStore(database) : [])],
    checked: keys.length,
    next,
    expectedPostings: checked.reduce((sum, { postings }) => sum + postings, 0),
    storedPostings: next === null ? (database.prepare('SELECT sum(times) AS n FROM filed').get().n ?? 0) : null,
  };
};

/** What no single record shows: counts that disagree with what they count, and damage to the file. */
const wholeStore = (database: Database): Finding[] => [
  ...database
    .prepare(
      `SELECT c.type, c.filter, t.value, t.records, (SELECT count(*) FROM posting p WHERE p.tid = t.tid AND p.sort = 0) AS counted
       FROM term t JOIN field c ON c.field = t.field WHERE t.records <> counted LIMIT 100`,
    )
    .all()
    .map((row): Finding => ({
      where: `${row.type} ${row.filter} ${row.value}`,
      message: `${row.records} records are counted, ${row.counted} are filed`,
      remedy: REBUILD,
    })),
  ...wrongSums(database).map((tid): Finding => {
    const { type, filter, value } = database
      .prepare('SELECT c.type, c.filter, t.value FROM term t JOIN field c ON c.field = t.field WHERE t.tid = ?')
      .get(tid);
    return {
      where: `${type} ${filter} ${value}`,
      message: 'its facets are kept with other sums than counting gives',
      remedy: REBUILD,
    };
  }),
  ...wrongChunks(database).map(({ field, tid }): Finding => {
    const { type, filter, value } = database
      .prepare('SELECT c.type, c.filter, t.value FROM field c LEFT JOIN term t ON t.tid = ? WHERE c.field = ?')
      .get(tid, field);
    return {
      where: [type, filter, value ?? []].flat().join(' '),
      message: `what is kept for counting ${value === null ? 'its values' : 'its records'} is not what is filed`,
      remedy: REBUILD,
    };
  }),
  ...database
    .prepare(
      `SELECT r.type, r.id FROM root o JOIN record r ON r.rid = o.rid
       WHERE o.roots <> json_array_length(o.all_roots) OR o.first <> (SELECT json_group_array(value) FROM (SELECT value FROM json_each(o.all_roots) LIMIT ${SHOWN_ROOTS})) LIMIT 100`,
    )
    .all()
    .map((key): Finding => ({
      where: keyText(key as Key),
      message: 'its roots are told in other numbers than they are kept',
      remedy: REBUILD,
    })),
  ...wrongWords(database),
  ...database
    .prepare('PRAGMA quick_check')
    .all()
    .filter((row) => row.quick_check !== 'ok')
    .map((row): Finding => ({
      where: 'the database file',
      message: row.quick_check,
      remedy: 'restore the file from a copy',
    })),
];
