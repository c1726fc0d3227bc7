import type { Filing } from '../port.ts';
import { countedAnew, MANY } from '../index/sums.ts';
import { CLEAR_FILINGS, CLEAR_TERMS, END_LOAD, END_MIGRATION, GO_ON_LOAD, GREAT_TERMS } from './cypher-loads.ts';
import { RAISE_VERSION } from './cypher-writes.ts';
import { IndexWriter } from './index-writer.ts';
import { buildsLists } from './load-lists.ts';
import { filesRecords, filesRoots } from './load-records.ts';
import { deriveRecords, listSetsByType, resetRecords } from './migration.ts';
import type { Phase } from './phase.ts';
import { integer } from './records.ts';
import type { Neo4jOptions } from './options.ts';
import type { Sessions } from './session.ts';

/*
 * Very many records at once. Filed batch by batch as they come, a record is looked up again under all its terms each
 * time that another adds to it, and every sum is written anew. So a load writes records only, and the index is put
 * together from them at the end, each record once with all that it is filed under. A step takes some of them; it is a
 * transaction of its own and says where the next goes on.
 */

/**
 * How many filings a transaction makes, which the server holds in memory at some 4 kB each. At a million statements one
 * record alone has a hundred thousand.
 */
const FILINGS = 50_000;
/** How many relationships or nodes are taken away at once. */
const CLEARED = 50_000;
/** How many terms are summed at once, and how many records they have together unless one has more. */
const [TERMS, SUMMED] = [500, 200_000];

const clear: Phase = async (tx) => {
  for (const query of [CLEAR_FILINGS, CLEAR_TERMS]) {
    const cleared: number = (await tx.run(query, { limit: integer(CLEARED) })).records[0]!.get('cleared');
    if (cleared > 0) return { after: '', done: 0, said: 'taking away what was filed before' };
  }
  return null;
};

const sumsTerms =
  (many: number): Phase =>
  async (tx, { after, done }) => {
    const { records } = await tx.run(GREAT_TERMS, {
      after: integer(after === '' ? 0 : Number(after)),
      many: integer(many),
      limit: integer(TERMS),
    });
    if (records.length === 0) return null;
    const tids: number[] = [];
    for (let left = SUMMED, i = 0; i < records.length && (i === 0 || left >= records[i]!.get('records')); i++) {
      tids.push(records[i]!.get('tid'));
      left -= records[i]!.get('records');
    }
    const index = new IndexWriter(tx, many);
    await index.sum(await index.steps(countedAnew(tids)));
    return { after: String(tids.at(-1)), done: done + tids.length, said: `the facets of ${done + tids.length} values` };
  };

const step =
  (done: string, take: typeof deriveRecords, page: number | undefined): Phase =>
  async (tx, { after, done: before, addresses }) => {
    const taken = await take(tx, after, page);
    return taken === null
      ? null
      : {
          after: taken.last,
          done: before + taken.records,
          said: `${done} ${before + taken.records} of ${addresses} records`,
        };
  };

const listSets: Phase = async (tx, { after, done }) => {
  const taken = await listSetsByType(tx, Number(after));
  return taken === null
    ? null
    : { after: String(taken.last), done: done + taken.sets, said: `the log, ${done + taken.sets} change sets` };
};

/**
 * What does the next step of filing, or of a migration and that alone; of terms with so many records also their sums.
 * Null once none is left.
 */
export const filing = (
  sessions: Sessions,
  { many = MANY, filings = FILINGS, page }: Pick<Neo4jOptions, 'many' | 'filings' | 'page'>,
): ((which?: 'migration') => Promise<Filing>) => {
  // A migration begins with the first, an import with that of number `FIRST_OF_FILING`.
  const phases: readonly Phase[] = [
    listSets,
    step('brought up', resetRecords, page),
    step('derived', deriveRecords, page),
    clear,
    filesRecords(sessions, many, filings),
    filesRoots(many),
    buildsLists(many),
    sumsTerms(many),
  ];
  return (which) =>
    sessions.write<Filing>(async (tx, loaded) => {
      if (loaded === null || (which === 'migration' && !loaded.migrating)) return { result: null, commit: false };
      for (
        let phase = loaded.phase, from = loaded;
        phase < phases.length;
        phase++, from = { ...from, after: '', done: 0 }
      ) {
        const next = await phases[phase]!(tx, from);
        if (next === null) continue;
        await tx.run(GO_ON_LOAD, { phase: integer(phase), after: next.after, done: integer(next.done) });
        return { result: { step: next.said }, commit: true };
      }
      for (const query of [END_LOAD, END_MIGRATION]) await tx.run(query);
      await tx.run(RAISE_VERSION, { changed: new Date().toISOString() });
      return { result: { step: 'all records' }, commit: true };
    });
};
