import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { backUpStore } from '../compose.ts';
import type { Backup } from '../store/port.ts';
import { CommandError, configOf, counted, print, STORE_SETTINGS, withSettings } from './run.ts';

/** What a backup holds, in words; the number is one that --as-of takes. */
export const heldBy = ({ records, change }: Backup): string =>
  `${counted(records, 'record')}${change === null ? ', without a log' : ` as of change set ${change}`}`;

export const backupCommand = (): Command =>
  withSettings(new Command('backup'), STORE_SETTINGS)
    .description(
      'write a backup of the store into a file, of one state, while it is served and written to: a database file of its own, of Neo4j the records line by line',
    )
    .argument('<file>', 'where to; it gets its name once it is whole')
    .option('--replace', 'take the place of a file that is there')
    .addHelpText(
      'after',
      '\nA store of another version is backed up as it is.\n\nExamples:\n  $ dictum backup dictum-$(date +%F).sqlite\n  $ NEO4J_URI=neo4j://localhost dictum backup graph.backup',
    )
    .action(async (file: string, options: { replace?: boolean }) => {
      if (existsSync(file) && options.replace !== true)
        throw new CommandError(`${file} is there already; name another file, or take its place with --replace`);
      const backup = await backUpStore(configOf({ ...options }), file);
      print(`${heldBy(backup)}: ${file}\n`);
    });
