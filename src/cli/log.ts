import { Command } from 'commander';
import { changeNumber, type ChangeKind } from '../log/change-sets.ts';
import { differenceForm, oneChange, readChangesRequest, setForm } from '../queries/changes.ts';
import { momentOf } from '../queries/as-of.ts';
import { keyText, type Key } from '../model/ids.ts';
import { typeByPlural, TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { addressOf, SERVER } from './record.ts';
import { callServer } from './remote.ts';
import { CommandError, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { table } from './table.ts';

const print = (text: string): unknown => process.stdout.write(text);

type LogOptions = {
  since?: string;
  type?: string;
  id?: string;
  by?: string;
  kind?: ChangeKind;
  limit: string;
  json?: boolean;
};

/** The log of change sets, newest first. */
export const logCommand = (): Command =>
  withSettings(new Command('log'), STORE_SETTINGS)
    .description('who changed what, when and why: the newest change sets first, or one by its number')
    .argument('[number]', 'one change set, with all that it did')
    .option('--since <number>', 'only those after this one')
    .option('--type <type>', 'only those that changed a record of this type')
    .option('--id <record>', 'only those that changed this record, as type/id')
    .option('--by <author>', 'only those of this author')
    .option('--kind <kind>', 'only those that came by this way: seed, import, write, …')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum log\n  $ dictum log 12\n  $ dictum log --id actor/sergey-lavrov --json',
    )
    .action((number: string | undefined, { json, since, type, id, by, kind, limit }: LogOptions, command: Command) =>
      withStore(command.opts(), async (store) => {
        if (number !== undefined) return showChange(store, numberOfWord(number), json === true);
        const asked = { sort: '-number', since, type, id, by, kind, limit };
        const { sets, more } = await store.changes({ ...readChangesRequest(asked).query, open: true });
        if (json)
          return void print(
            `${JSON.stringify(
              sets.map((set) => setForm(set)),
              null,
              2,
            )}\n`,
          );
        print(
          table(
            ['number', 'at', 'by', 'kind', 'records', 'comment'],
            sets.map((set) => [
              `${set.number}${set.open ? ' (open)' : ''}`,
              set.at,
              set.by ?? '',
              set.kind,
              String(set.records),
              set.comment ?? '',
            ]),
          ),
        );
        if (more) print('More follow: --limit.\n');
      }),
    );

/** The number of a change set that a command names. @throws CommandError */
export const numberOfWord = (word: string): number => {
  const number = changeNumber(word);
  if (number === null) throw new CommandError(`${word} is not the number of a change set`);
  return number;
};

const showChange = async (store: Store, number: number, json: boolean): Promise<void> => {
  if (json) return void print(`${JSON.stringify((await oneChange(store, number, { limit: '200' })).set, null, 2)}\n`);
  for (let after: number | null = 0; after !== null;) {
    const set = await store.change({ number, after, limit: 200 });
    if (set === null) throw new CommandError(`there is no change set ${number}, or it was pruned`);
    if (after === 0) print(`${set.number}  ${set.at}  ${set.by ?? ''}  ${set.kind}  ${set.comment ?? ''}\n`);
    for (const { key, before, after: state } of set.changes) {
      const word =
        before === null
          ? 'created'
          : state?.movedTo != null
            ? `merged into ${state.movedTo}`
            : state?.written == null
              ? 'deleted'
              : 'changed';
      print(`\n${keyText(key)} ${word}\n`);
      if (word === 'changed') printDifference(differenceForm(key, before, state));
    }
    after = set.next;
  }
};

/** Fields that differ, a line before and a line after. */
export const printDifference = (difference: readonly object[]): void => {
  for (const { field, before, after } of difference as { field: string; before?: unknown; after?: unknown }[])
    print(
      `  ${field}\n    - ${JSON.stringify(before) ?? '(not there)'}\n    + ${JSON.stringify(after) ?? '(not there)'}\n`,
    );
};

/** The record that two words of a command name. @throws CommandError */
export const keyOfWords = (word: string, id: string): Key => {
  const type = Object.values(TYPES).find(({ name }) => name === word) ?? typeByPlural(word);
  if (type === undefined) throw new CommandError(`there is no type ${word}; types: ${Object.keys(TYPES).join(', ')}`);
  return { type: type.name, id };
};

/** One record as it stands, or its revisions. */
export const showCommand = (): Command =>
  withSettings(new Command('show'), STORE_SETTINGS)
    .description('one record as it is written, or who changed it and how')
    .argument('<type>', 'its type, like actor')
    .argument('<id>')
    .option('--revisions', 'who changed it, newest first, with the fields that were changed')
    .option('--as-of <moment>', 'as it was after the change set of this number, or at this time (RFC 3339)')
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum show actor sergey-lavrov\n  $ dictum show actor sergey-lavrov --revisions\n  $ dictum show claim some-claim --as-of 12\n  $ dictum show actor sergey-lavrov --server http://127.0.0.1:3000',
    )
    .action(async (type: string, id: string, options: { revisions?: boolean; asOf?: string; server?: string }) => {
      const key = keyOfWords(type, id);
      if (options.server !== undefined) {
        if (options.revisions === true || options.asOf !== undefined)
          throw new CommandError('a service tells revisions under the address of the record; leave out --server');
        const record = await callServer(options.server, `${addressOf(key)}?form=written`);
        return void print(`${JSON.stringify(record, null, 2)}\n`);
      }
      return withStore({ ...options }, async (store) => {
        if (options.revisions === true) return showRevisions(store, key);
        const moment = options.asOf === undefined ? null : await momentOf(store, options.asOf);
        const [state] = await store.statesAt([key], moment?.change ?? Number.MAX_SAFE_INTEGER);
        if (state == null)
          throw new CommandError(
            moment === null
              ? `there is no ${key.type} ${id}`
              : `there was no ${key.type} ${id} after change set ${moment.change}`,
          );
        if (state.movedTo !== null) throw new CommandError(`${key.type} ${id} was merged into ${state.movedTo}`);
        if (state.written === null) throw new CommandError(`${key.type} ${id} was deleted`);
        print(`${JSON.stringify(JSON.parse(state.written), null, 2)}\n`);
      });
    });

const showRevisions = async (store: Store, key: Key): Promise<void> => {
  for (let before: number | null = null; ;) {
    const { revisions, more } = await store.revisions({ key, before, limit: 50 });
    if (revisions.length === 0 && before === null) throw new CommandError(`the log has nothing of ${keyText(key)}`);
    for (const { number, at, by, kind, comment, before: was, after } of revisions) {
      print(`${number}  ${at}  ${by ?? ''}  ${kind}  ${comment ?? ''}\n`);
      if (was === null) print('  created\n');
      else printDifference(differenceForm(key, was, after));
    }
    if (!more) return;
    before = revisions.at(-1)!.number;
  }
};
