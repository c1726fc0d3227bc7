import { Command } from 'commander';
import { revertChange, type NotRevertible } from '../log/revert.ts';
import { keyText } from '../model/ids.ts';
import { numberOfWord } from './log.ts';
import { headersOf, SERVER } from './record.ts';
import { callServer } from './remote.ts';
import { CommandError, counted, print, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

const REASONS: Readonly<Record<NotRevertible | 'repeated', string>> = {
  absent: 'there is no such change set',
  pruned: 'what it did is not known any more: the log was pruned',
  open: 'its import has not ended',
  erased: 'what was before is erased',
  large: 'it changed more records than can be held',
  migration: 'it took over what was there before',
  repeated: 'it was asked for before',
};

type Options = { comment?: string; dryRun?: boolean; server?: string };

const tellUndone = (isTried: boolean, change: number | null, records: number): void => {
  if (isTried) print(`can be undone: ${counted(records, 'record')}\n`);
  else if (change === null) print('nothing to undo: all is as it was before\n');
  else print(`undone by change set ${change}: ${counted(records, 'record')}\n`);
};

/** Undoes a change set. */
export const revertCommand = (): Command =>
  withSettings(new Command('revert'), STORE_SETTINGS)
    .description('undo a change set, a merge too, where nothing later rests on it')
    .argument('<number>', 'its number, as dictum log shows it')
    .option('--comment <text>', 'why')
    .option('--dry-run', 'only say whether it can be undone')
    .option(...SERVER)
    .addHelpText('after', '\nExamples:\n  $ dictum revert 12 --comment "Merged by mistake."')
    .action((word: string, options: Options) => {
      if (options.server !== undefined) return revertOver(options.server, numberOfWord(word), options);
      return withStore({ ...options }, async (store) => {
        const number = numberOfWord(word);
        const report = await revertChange(store, number, {
          by: shellUser(),
          comment: options.comment ?? null,
          rehearsal: options.dryRun === true,
        });
        if (!report.reverted && report.reason === 'rests') {
          const why = [
            ...report.later.map(({ key, revision }) => `${keyText(key)} was changed by change set ${revision}`),
            ...report.problems.map(
              ({ key, pointer, message }) => `${keyText(key)}${pointer && ` ${pointer}`}: ${message}`,
            ),
          ];
          throw new CommandError(
            `change set ${number} is not undone, since something later rests on it:\n  ${why.join('\n  ')}`,
          );
        }
        if (!report.reverted)
          throw new CommandError(`change set ${number} cannot be undone: ${REASONS[report.reason]}`);
        tellUndone(options.dryRun === true, report.change, report.records);
      });
    });

/** The same over a running service, which says itself why it does not. */
const revertOver = async (server: string, number: number, options: Options): Promise<void> => {
  const query = options.dryRun === true ? '?dryRun=true' : '';
  const answer = await callServer(server, `/v1/changes/${number}/revert${query}`, {
    method: 'POST',
    headers: headersOf(options),
  });
  const set = answer as { number?: number | null; records?: number };
  tellUndone(options.dryRun === true, set.number ?? null, set.records ?? 0);
};
