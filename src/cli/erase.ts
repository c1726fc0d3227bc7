import { Command } from 'commander';
import { keyText } from '../model/ids.ts';
import { erasing, type Erasure } from '../queries/erasing.ts';
import { addressOf } from './log-source.ts';
import { keyOfWords } from './log.ts';
import { SERVER } from './record.ts';
import { callServer } from './remote.ts';
import { CommandError, print, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** How many statements are named whose bundles change. */
const NAMED = 20;

const bundlesOf = ({ statements, more }: Erasure): string =>
  statements.length === 0
    ? 'no statement rests on it\n'
    : `the bundles of these statements change, as do answers that show it${more ? ' (and of others)' : ''}: ${statements.length}\n${statements
        .slice(0, NAMED)
        .map((statement) => `  ${statement}\n`)
        .join('')}`;

const momentsOf = ({ asOf }: Erasure): string =>
  asOf === null
    ? 'no answer as of an earlier change set had it'
    : `answers as of change sets ${asOf.from} to ${asOf.to} are others after that, or 410 erased, and dictum checkout leaves out what cannot be told of them`;

type Options = { field?: string; earlier?: boolean; yes?: boolean; server?: string };

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
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nTells which answers as of earlier change sets, and the bundles of which statements, are others after that. Bundles that others have stay as they are. The file of the embedded engine is written anew, for which as much room is needed as it takes.\n\nExamples:\n  $ dictum erase actor some-person --field description --yes\n  $ dictum erase snapshot some-copy --yes\n  $ dictum erase snapshot some-copy --yes --server https://example.org/dictum',
    )
    .action(async (type: string, id: string, { server, ...options }: Options) => {
      const key = keyOfWords(type, id);
      const { field, earlier = false, yes = false } = options;
      const body = { ...(field !== undefined && { field }), earlier };
      const what = `${field === undefined ? '' : `${field} of `}${keyText(key)}`;
      const answer =
        server === undefined
          ? await withStore({ ...options }, (store) => erasing(store, key, body, { by: shellUser(), dryRun: !yes }))
          : ((await callServer(server, `${addressOf(key)}/erase${yes ? '' : '?dryRun=true'}`, {
              method: 'POST',
              body,
            })) as Erasure);
      const bundles = bundlesOf(answer);
      if (!yes)
        throw new CommandError(`this erases ${what} for good; ${momentsOf(answer)}\n${bundles}Say --yes to do it`);
      print(
        `erased: ${what}, out of ${answer.revisions} earlier states; ${momentsOf(answer)}\n${bundles}it may still stand in:\n${answer.mayHold.map((each) => `  ${each}\n`).join('')}`,
      );
    });
