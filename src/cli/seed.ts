import { Command } from 'commander';
import { allInWords } from '../ingest/refused.ts';
import { seed } from '../ingest/seed.ts';
import { tellLeft } from './left.ts';
import { print, say, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

export const seedCommand = (): Command =>
  withSettings(new Command('seed'), STORE_SETTINGS)
    .description('write the records of data files into the graph: all of them or none')
    .argument('[path]', 'a folder of YAML files, or one file', 'graph-seed')
    .option('--dry-run', 'only say what would be written')
    .option('--force', 'write what the files say, whatever others changed since')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum seed                       the seed of the project\n  $ dictum seed my-documents/a.yaml   one document\n  $ dictum seed --dry-run             check data files without writing',
    )
    .action((path: string, options: { dryRun?: boolean; force?: boolean }) =>
      withStore(options, async (store) => {
        const {
          created,
          updated,
          unchanged,
          deleted,
          merged,
          remarks = [],
          left,
        } = await seed(store, path, {
          rehearsal: options.dryRun === true,
          force: options.force === true,
          by: shellUser(),
        });
        const parts = { created, updated, deleted, merged, unchanged };
        print(
          `${options.dryRun ? 'Would be ' : ''}${Object.entries(parts)
            .map(([name, count]) => `${name} ${count}`)
            .join(', ')}\n`,
        );
        tellLeft(left);
        if (remarks.length > 0) say(allInWords(remarks, 'note: '));
      }),
    );
