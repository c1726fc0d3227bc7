import { DictumError } from '../../model/errors.ts';
import { IDENTIFIER, ROOTED } from '../../model/support.ts';
import type { Filing } from '../port.ts';
import { changesTogether, disputeChanges } from '../disputes.ts';
import type { Grounds } from '../grounds.ts';
import { RootFinder, rootChanges } from '../roots.ts';
import { addValues, decodeValues } from '../index/values.ts';
import { fewest } from '../index/changes.ts';
import { buildIndex } from './build.ts';
import { groundsIn, keepRoots, sidesIn } from './grounds.ts';
import { insertRows, type Database, type Within } from './sqlite.ts';
import { sumAll } from './sums.ts';
import { fieldOf, filedBytes, filedOf, filedWithin, keepFiled, keepFiledBytes, NewTerms } from './terms.ts';
import type { Known } from './known.ts';

/*
 * Very many records at once. Filed one batch after another, each would land somewhere else in b-trees that are far
 * larger than memory. So a load only keeps, in the order they come, which records are to be filed under which terms,
 * and the index is put together at the end, each table in its own order. Each step is a transaction of its own and
 * says which is next; one that is cut off is done again.
 */

/** @throws DictumError `loading` where records are not filed yet */
export const refuseUnfiled = (database: Database): void => {
  if (database.prepare('SELECT unfiled FROM meta').get().unfiled !== null)
    throw new DictumError(
      'loading',
      'a large import into this store has not ended: what it wrote is not filed yet; run it again as it was, lines that are stored change nothing',
    );
};

/** From here on the index lacks what is written. */
export const beginLoad = (database: Database): void => void database.prepare('UPDATE meta SET unfiled = 0').run();

type Step = { name: string; run: (database: Database, known: Known) => unknown };

/** How many records have their roots found at once. */
const PAGE = 5000;

const STEPS: readonly Step[] = [
  { name: 'adding up what each record is filed under', run: (database) => addUp(database) },
  { name: 'finding independent roots', run: (database, known) => fileRoots(database, known) },
  { name: 'putting the index in order', run: (database, { sums }) => buildIndex(database, fewest(sums.many)) },
  { name: 'summing up facets', run: (database, { sums }) => sumAll(database, sums.many) },
];

/** Adds what was kept for later to what each record is filed under, in the order of records. */
const addUp = (database: Database): void => {
  database.exec('CREATE TEMP TABLE later AS SELECT rid, tids FROM unfiled ORDER BY rid');
  const next = database.prepare('SELECT rowid, rid, tids FROM temp.later WHERE rowid > ? ORDER BY rowid LIMIT ?');
  /** What is to be added to one record. Most records come once, and what comes of them is all that they have. */
  let [rid, parts]: [number, Uint8Array[]] = [0, []];
  const add = (): void => {
    if (parts.length === 0) return;
    const stored = filedBytes(database, rid);
    if (stored === null && parts.length === 1) return keepFiledBytes(database, rid, parts[0]!);
    const values = stored === null ? new Map() : decodeValues(stored);
    for (const part of parts) addValues(values, decodeValues(part));
    keepFiled(database, rid, values);
  };
  let rows: { rowid: number; rid: number; tids: Uint8Array }[] = next.all(0, PAGE);
  for (; rows.length > 0; rows = next.all(rows.at(-1)!.rowid, PAGE)) {
    for (const row of rows) {
      if (row.rid !== rid) {
        add();
        [rid, parts] = [row.rid, []];
      }
      parts.push(row.tids);
    }
  }
  add();
  database.exec('DROP TABLE temp.later; DELETE FROM unfiled');
};

/** The sources by what they are known by elsewhere, as long as the index does not have them. */
const identifiedIn = (database: Database): Grounds['identified'] => {
  database.exec('CREATE TEMP TABLE identified (tid INTEGER, rid INTEGER, PRIMARY KEY (tid, rid)) WITHOUT ROWID');
  const field = fieldOf(database, 'source', IDENTIFIER);
  if (field === null) return () => new Map();
  const next = database.prepare("SELECT rid FROM record WHERE type = 'source' AND rid > ? ORDER BY rid LIMIT ?");
  for (let rows: { rid: number }[] = next.all(0, PAGE); rows.length > 0; rows = next.all(rows.at(-1)!.rid, PAGE))
    insertRows(
      database,
      'temp.identified',
      rows.flatMap(({ rid }) => filedWithin(database, rid, field).map((tid) => [tid, rid])),
    );
  const find = database.prepare(
    'SELECT r.id FROM term t CROSS JOIN temp.identified i ON i.tid = t.tid CROSS JOIN record r ON r.rid = i.rid WHERE t.field = ? AND t.value = ? LIMIT ?',
  );
  return (identifiers, most) =>
    new Map(
      identifiers.map((value) => [value, find.all(field, value, most).map(({ id }: { id: string }): string => id)]),
    );
};

const fileRoots = async (database: Database, known: Known): Promise<void> => {
  const grounds = { ...groundsIn(database), identified: identifiedIn(database) };
  const sides = sidesIn(database);
  const finder = new RootFinder(grounds);
  const terms = new NewTerms(database, known.terms);
  for (const type of ROOTED) {
    const next = database.prepare('SELECT rid, id FROM record WHERE type = ? AND id > ? ORDER BY id LIMIT ?');
    for (
      let rows: { rid: number; id: string }[] = next.all(type, '', PAGE);
      rows.length > 0;
      rows = next.all(type, rows.at(-1)!.id, PAGE)
    ) {
      const rids = new Map(rows.map(({ rid, id }) => [id, rid]));
      const { indexKeys, kept } = await rootChanges(
        grounds,
        rows.map(({ id }) => ({ key: { type, id }, sorts: [] })),
        finder,
      );
      keepRoots(
        database,
        kept.map(({ claim, roots }) => ({ rid: rids.get(claim.id)!, roots })),
      );
      const disputed =
        type === 'claim'
          ? await disputeChanges(
              sides,
              rows.map(({ id }) => ({ key: { type, id }, sorts: [] })),
            )
          : [];
      for (const { owner, counts } of changesTogether([...indexKeys, ...disputed])) {
        const values = filedOf(database, rids.get(owner.id)!);
        const steps = [...counts].map(([indexKey, step]) => [terms.of(type, indexKey), step] as const);
        addValues(values, new Map(steps));
        keepFiled(database, rids.get(owner.id)!, values);
      }
    }
  }
  terms.save();
  database.exec('DROP TABLE temp.identified');
};

/** Does the next step of filing within a transaction; what it was, or null where none is left. */
export const fileStep = async (database: Database, known: Known): Promise<string | null> => {
  const { unfiled } = database.prepare('SELECT unfiled FROM meta').get() as { unfiled: number | null };
  if (unfiled === null) return null;
  const step = STEPS[unfiled]!;
  await step.run(database, known);
  database
    .prepare('UPDATE meta SET unfiled = ?, version = version + 1, changed = ?')
    .run(unfiled + 1 === STEPS.length ? null : unfiled + 1, new Date().toISOString());
  return step.name;
};

/** Does the next step of filing, in a transaction of its own; null once none is left. */
export const fileNext = async (database: Database, known: Known, within: Within): Promise<Filing> => {
  // What is put in order is larger than memory; two threads sort it.
  database.exec('PRAGMA temp_store = FILE; PRAGMA threads = 2');
  const step = await within(database, () => fileStep(database, known));
  return step === null ? null : { step };
};
