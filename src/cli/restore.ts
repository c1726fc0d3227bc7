import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { databaseRestorer, openDatabaseCopy } from '../compose.ts';
import { restoreLines } from '../ingest/restore.ts';
import { writeLines } from '../store/backup-lines.ts';
import { allEntries } from '../store/entries.ts';
import { heldBy } from './backup.ts';
import { configOf, counted, migrateTold, print, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const restoreCommand = (): Command =>
  withSettings(new Command('restore'), STORE_SETTINGS)
    .description('make a store of a backup, of either engine; one of an earlier version is migrated when it is opened')
    .argument('<file>', 'a backup, or another copy of a store')
    .option('--replace', 'take the place of the store that is there, which is kept as dictum-replaced.sqlite')
    .option('--as-is', 'take a copy that lacks its log, as the tools of others make it')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum restore dictum-2026-11-29.sqlite --data restored\n  $ dictum restore --replace dictum-2026-11-29.sqlite\n  $ NEO4J_URI=neo4j://localhost dictum restore graph.backup',
    )
    .action(async (file: string, options: { replace?: boolean; asIs?: boolean }) => {
      const restore = await databaseRestorer(configOf({ ...options }), file);
      if (restore !== null) {
        const { kept, ...backup } = await restore(options);
        print(`${heldBy(backup)}${kept === null ? '' : `; what they replace is ${kept}`}\n`);
        return;
      }
      await asLines(file, options, (lines) =>
        withStore({ ...options }, async (store) => {
          const progress = progressLine();
          const records = await restoreLines(store, lines, ({ lines: read, filing }) =>
            progress.show(
              filing === null ? counted(read, 'record') : `${counted(read, 'record')}, filing: done with ${filing}`,
            ),
          );
          progress.end();
          print(`${counted(records, 'record')}, with the log up to change set ${await store.lastChange()}\n`);
        }),
      );
    });

/** Gives a backup as lines, which every engine takes; one that is a database file by a copy that is gone after that. */
const asLines = async (
  file: string,
  { asIs = false }: { asIs?: boolean },
  use: (lines: string) => Promise<void>,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'dictum-restore-'));
  try {
    const store = await openDatabaseCopy(folder, file, { asIs });
    if (store === null) return await use(file);
    const lines = join(folder, 'lines');
    try {
      await migrateTold(store);
      await writeLines(store, lines, await allEntries(store));
    } finally {
      await store.close();
    }
    await use(lines);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
