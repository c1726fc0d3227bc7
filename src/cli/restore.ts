import { Command } from 'commander';
import { databaseRestorer } from '../compose.ts';
import { restoreLines } from '../ingest/restore.ts';
import { configOf, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const restoreCommand = (): Command =>
  withSettings(new Command('restore'), STORE_SETTINGS)
    .description('make a store of a backup; one of an earlier version is migrated when it is opened')
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
        const { records, version, kept } = await restore(options);
        process.stdout.write(
          `${records} records as of change ${version}${kept === null ? '' : `; what they replace is ${kept}`}\n`,
        );
        return;
      }
      await withStore({ ...options }, async (store) => {
        const progress = progressLine();
        const records = await restoreLines(store, file, ({ lines, filing }) =>
          progress.show(filing === null ? `${lines} records` : `${lines} records, filing: done with ${filing}`),
        );
        progress.end();
        process.stdout.write(`${records} records\n`);
      });
    });
