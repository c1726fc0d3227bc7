import { Command } from 'commander';
import { changeNumber } from '../log/change-sets.ts';
import { planPrune, pruneLog } from '../log/prune.ts';
import type { Store } from '../store/port.ts';
import { CommandError, counted, print, shellUser, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** The last change set before what somebody names: a change set, or a time. @throws CommandError */
const lastBefore = async (store: Store, given: string): Promise<number> => {
  const number = changeNumber(given);
  const newest = await store.lastChange();
  if (number !== null) {
    if (number > newest) throw new CommandError(`the newest change set is ${newest}`);
    return number - 1;
  }
  const time = /^\d{4}-\d\d-\d\d(T.*)?$/.test(given) ? Date.parse(given) : NaN;
  if (Number.isNaN(time))
    throw new CommandError(
      `${given} is neither the number of a change set nor a time (2027-06-30, 2027-06-30T12:00:00Z)`,
    );
  // What was written later than any set keeps the newest state, which the log cannot do without.
  return store.lastChange(new Date(time - 1).toISOString());
};

/** Forgets what is old in the log. */
export const pruneCommand = (): Command =>
  withSettings(new Command('prune'), STORE_SETTINGS)
    .description('forget the change sets before one, or before a time; says what is lost, and does so with --yes alone')
    .requiredOption('--before <moment>', 'the first change set that stays, by its number, or a time (2027-06-30)')
    .option('--yes', 'do it: nothing brings it back but a backup')
    .addHelpText(
      'after',
      '\nThe records stay as they are. What was before cannot be asked for any more: revisions, the feed, asOf, dictum checkout and dictum revert say so. The file of the embedded engine uses the room again; dictum erase takes away what the law asks for.\n\nExamples:\n  $ dictum log prune --before 2026-01-01\n  $ dictum log prune --before 5000 --yes',
    )
    .showHelpAfterError(
      '(the log is forgotten beside its store alone, which --data or --neo4j-uri names; a service does not do it over HTTP)',
    )
    .action(({ before, yes = false, ...options }: { before: string; yes?: boolean }) =>
      withStore(options, async (store) => {
        const plan = await planPrune(store, await lastBefore(store, before));
        const said = `${counted(plan.sets, 'change set')}, which changed records ${counted(plan.changes, 'time')}`;
        if (plan.number === 0) return void print('nothing lies before that\n');
        const first = `the first that can be asked as of is ${plan.number}`;
        if (!yes) throw new CommandError(`this forgets ${said}; ${first}. Make a backup, and say --yes to do it`);
        await pruneLog(store, plan, { by: shellUser(), now: new Date().toISOString() });
        print(`forgotten: ${said}; ${first}\n`);
      }),
    );
