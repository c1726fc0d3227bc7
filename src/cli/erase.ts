import { Command } from 'commander';
import { erase } from '../log/erase.ts';
import { statementsOn } from '../log/rests-on.ts';
import { keyText } from '../model/ids.ts';
import { keyOfWords } from './log.ts';
import { CommandError, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** How many statements are named whose bundles change. */
const NAMED = 20;

/** Takes a record or a field out of the store for good. */
export const eraseCommand = (): Command =>
  withSettings(new Command('erase'), STORE_SETTINGS)
    .description(
      'take a record, or a field of it, out of the store for good, as the law may ask for: out of what stands, the log, search and what is remembered of files; that it was there stays known',
    )
    .argument('<type>', 'its type, like actor')
    .argument('<id>')
    .option('--field <name>', 'only this field; else the whole record, which nothing may refer to any more')
    .option('--earlier', 'only what it was before: what stands now stays')
    .option('--yes', 'do it: nothing brings it back')
    .addHelpText(
      'after',
      '\nTells which answers as of earlier change sets, and the bundles of which statements, are others after that. Bundles that others have stay as they are. The file of the embedded engine is written anew, for which as much room is needed as it takes.\n\nExamples:\n  $ dictum erase actor some-person --field description --yes\n  $ dictum erase snapshot some-copy --yes',
    )
    .action((type: string, id: string, options: { field?: string; earlier?: boolean; yes?: boolean }) =>
      withStore({ ...options }, async (store) => {
        const key = keyOfWords(type, id);
        const { field, earlier = false, yes = false } = options;
        const what = `${field === undefined ? '' : `${field} of `}${keyText(key)}`;
        const { statements, more } = await statementsOn(store, key);
        const named = statements
          .slice(0, NAMED)
          .map((statement) => `  ${statement}\n`)
          .join('');
        const bundles =
          statements.length === 0
            ? 'no statement rests on it\n'
            : `the bundles of these statements change, as do answers that show it${more ? ' (and of others)' : ''}: ${statements.length}\n${named}`;
        if (!yes) throw new CommandError(`this erases ${what} for good; ${bundles}Say --yes to do it`);
        const done = await erase(store, key, { ...(field !== undefined && { field }), earlier, by: shellUser() });
        if (!done.erased)
          throw new CommandError(
            `${what} is not erased:\n${done.problems.map(({ pointer, message }) => `  ${pointer} ${message}`).join('\n')}`,
          );
        const left = await store.purge();
        const moments =
          done.from === null
            ? 'no answer as of an earlier change set had it'
            : `answers as of change sets ${done.from} to ${done.to} are others now, or 410 erased`;
        process.stdout.write(
          `erased: ${what}, out of ${done.revisions} earlier states; ${moments}\n${bundles}it may still stand in:\n${left.map((each) => `  ${each}\n`).join('')}`,
        );
      }),
    );
