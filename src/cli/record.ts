import { Argument, Command } from 'commander';
import { edit } from '../edit/edit.ts';
import type { Expectation, Operation } from '../edit/operations.ts';
import { rehearsalAnswer } from '../edit/rehearsal.ts';
import { TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { addressOf } from './log-source.ts';
import { callServer } from './remote.ts';
import { CommandError, shellUser, STORE_SETTINGS, withSettings, withStore, print as printed } from './run.ts';
import { setForm } from '../queries/changes.ts';

/*
 * Commands on one record, over a running service (--server) or on a store.
 */

type Writing = { server?: string; json?: boolean; comment?: string; revision?: string; dryRun?: boolean };

/** The option by which a command speaks to a running service. */
export const SERVER = [
  '--server <address>',
  'a running service to ask, with the token in DICTUM_TOKEN, in place of a store',
] as const;

const writing = (name: string): Command =>
  withSettings(new Command(name), STORE_SETTINGS)
    .addArgument(new Argument('<type>', 'what it is').choices(TYPE_NAMES))
    .argument('<id>', 'its id')
    .option(...SERVER)
    .option('--json', 'as JSON')
    .option('--comment <text>', 'why; stands with the change')
    .option('--revision <number>', 'refuse where another revision stands')
    .option('--dry-run', 'only tell what would be written, and what would follow from it');

const expectationOf = ({ revision }: Writing): Expectation => {
  if (revision === undefined) return 'any';
  if (!/^\d{1,15}$/.test(revision)) throw new CommandError(`${JSON.stringify(revision)} is no number of a revision`);
  return [Number(revision)];
};

/** The headers by which a service is told why, and which revision is meant. */
export const headersOf = ({ comment, revision }: Pick<Writing, 'comment' | 'revision'>): Record<string, string> => ({
  ...(comment !== undefined && { 'dictum-comment': `UTF-8''${encodeURIComponent(comment)}` }),
  ...(revision !== undefined && { 'if-match': `"${revision}"` }),
});

/** Writes one operation on a store; what a service would answer. */
const onStore = async (store: Store, operation: Operation, options: Writing): Promise<object> => {
  const { comment = null, dryRun = false } = options;
  const edited = await edit(store, [operation], { by: shellUser(), comment, dryRun, texts: true });
  if ('movedTo' in edited)
    throw new CommandError(`${operation.key.type} ${operation.key.id} was merged into ${edited.movedTo}; name that`);
  if ('repeated' in edited) throw new Error('a write without a name cannot be repeated');
  if (dryRun) return rehearsalAnswer(store, edited.report, true);
  const { change = null } = edited.report;
  const set = change === null ? null : await store.change({ number: change, after: 0, limit: TOLD });
  return set === null ? { number: null, changes: [] } : setForm(set, { texts: true });
};

/** How many of the records that a change touched are told. */
const TOLD = 1000;

type State = { deleted?: boolean; mergedInto?: string };
/** Of what would be written the state stands beside the address, of what was written within `after`. */
type Change = { type: string; id: string; after?: State | null } & State;

const becameOf = ({ deleted, mergedInto }: State): string =>
  deleted === true ? ' deleted' : mergedInto === undefined ? '' : ` merged into ${mergedInto}`;

const inWords = (answer: Record<string, unknown>): string => {
  const changes = (answer['changes'] as Change[]).map(
    (change) => `  ${change.type}/${change.id}${becameOf(change.after ?? change)}`,
  );
  if (answer['dryRun'] === true) {
    const { count } = answer['derived'] as { count: number };
    const { come, go } = answer['links'] as { come: unknown[]; go: unknown[] };
    return `Would change:\n${changes.join('\n')}\n${count} answers would follow; ${come.length} links would come, ${go.length} would go. --json tells all of it.\n`;
  }
  if (answer['number'] === null) return 'Nothing changed.\n';
  return `Change ${JSON.stringify(answer['number'])}:\n${changes.join('\n')}\n`;
};

const print = (answer: object, { json }: Writing): void =>
  void printed(json ? `${JSON.stringify(answer, null, 2)}\n` : inWords(answer as Record<string, unknown>));

const query = ({ dryRun }: Writing): string => (dryRun ? '?dryRun=true' : '');

export const deleteCommand = (): Command =>
  writing('delete')
    .description('delete a record; refused while others refer to it, which are named')
    .addHelpText('after', '\nExamples:\n  $ dictum delete topic fisheries --comment "Was never used"')
    .action(async (type: TypeName, id: string, options: Writing) => {
      const key: Key = { type, id };
      const expect = expectationOf(options);
      print(
        options.server === undefined
          ? await withStore({ ...options }, (store) => onStore(store, { op: 'delete', key, expect }, options))
          : await callServer(options.server, `${addressOf(key)}${query(options)}`, {
              method: 'DELETE',
              headers: headersOf(options),
            }),
        options,
      );
    });

export const mergeCommand = (): Command =>
  writing('merge')
    .argument('<into>', 'the id of the record that stays')
    .description('merge a record into another of its type; whoever refers to it refers to the other from then on')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum merge actor s-lavrov sergey-lavrov --dry-run\n  $ dictum merge actor s-lavrov sergey-lavrov --server https://example.org/dictum',
    )
    .action(async (type: TypeName, id: string, into: string, options: Writing) => {
      const key: Key = { type, id };
      const expect = expectationOf(options);
      print(
        options.server === undefined
          ? await withStore({ ...options }, (store) => onStore(store, { op: 'merge', key, expect, into }, options))
          : await callServer(options.server, `${addressOf(key)}/merge${query(options)}`, {
              method: 'POST',
              headers: headersOf(options),
              body: { into },
            }),
        options,
      );
    });
