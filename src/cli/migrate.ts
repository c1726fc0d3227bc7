import { Command } from 'commander';
import { openStore } from '../compose.ts';
import { RELEASE } from '../store/model-digest.ts';
import { configOf, migrateTold, print, STORE_SETTINGS, withSettings } from './run.ts';

export const migrateCommand = (): Command =>
  withSettings(new Command('migrate'), STORE_SETTINGS)
    .description(
      'bring a store that another version derived to this one: all is derived and filed anew from what is written',
    )
    .addHelpText(
      'after',
      '\nOther commands do so by themselves on the embedded engine. What it replaces stays as dictum-VERSION.sqlite in the data\nfolder, where there is room. Stopped or killed, it goes on where it was when it is run again.\n\nExamples:\n  $ dictum migrate\n  $ dictum migrate --data my-graph',
    )
    .action(async (options: Record<string, unknown>) => {
      const store = await openStore(configOf(options), { serving: false, migrate: true });
      try {
        const migrated = await migrateTold(store);
        print(migrated ? `migrated to ${RELEASE}\n` : 'nothing to migrate\n');
      } finally {
        await store.close();
      }
    });
