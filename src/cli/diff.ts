import { Command } from 'commander';
import { planSeed } from '../ingest/seed.ts';
import { keyText } from '../model/ids.ts';
import { differenceForm } from '../queries/changes.ts';
import { printDifference } from './log.ts';
import { STORE_SETTINGS, withSettings, withStore } from './run.ts';

const WORDS = {
  write: 'would be written',
  keep: 'stays as others changed it: the file says what it said',
  both: 'is left: others changed the same since; --force would write this',
  unknown: 'is left: nothing is known of what the file said before; --force would write this',
} as const;

/** What seeding data files would do. */
export const diffCommand = (): Command =>
  withSettings(new Command('diff'), STORE_SETTINGS)
    .description('what dictum seed would do with data files, record by record and field by field; writes nothing')
    .argument('[path]', 'a folder of YAML files, or one file', 'graph-seed')
    .addHelpText('after', '\nExamples:\n  $ dictum diff my-documents/a.yaml')
    .action((path: string, options: object) =>
      withStore({ ...options }, async (store) => {
        const compared = await planSeed(store, path);
        for (const { key, outcome, stored, file } of compared) {
          if (outcome.kind === 'same') continue;
          const word = outcome.kind === 'differ' ? WORDS[outcome.reason] : WORDS[outcome.kind];
          process.stdout.write(`${keyText(key)} ${stored === null ? 'would be created' : word}\n`);
          const after = outcome.kind === 'write' ? outcome.state : file;
          if (stored !== null) printDifference(differenceForm(key, stored, after));
        }
        const count = (kind: string): number => compared.filter(({ outcome }) => outcome.kind === kind).length;
        process.stdout.write(
          `${count('write')} would be written, ${count('keep')} stay as others changed them, ${count('differ')} are left, ${count('same')} are the same\n`,
        );
      }),
    );
