import { valueMeant } from '../model/words-meant.ts';
import { Command } from 'commander';
import { changeNumber, type ChangeKind } from '../log/change-sets.ts';
import { momentOf } from '../queries/as-of.ts';
import { fieldsDiffering } from '../queries/changes.ts';
import type { Key } from '../model/ids.ts';
import { typeByPlural, TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';
import { addressOf, withLog, type LogSource, type StateForm } from './log-source.ts';
import { SERVER } from './record.ts';
import { pruneCommand } from './prune.ts';
import { callServer } from './remote.ts';
import { CommandError, print, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { printTable } from './table.ts';

type LogOptions = {
  since?: string;
  type?: string;
  id?: string;
  by?: string;
  kind?: ChangeKind;
  limit: string;
  json?: boolean;
  server?: string;
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
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum log\n  $ dictum log 12\n  $ dictum log --id actor/sergey-lavrov --json\n  $ dictum log --server https://example.org/dictum\n  $ dictum log prune --before 2026-01-01T00:00:00Z',
    )
    .action(
      (number: string | undefined, { json, since, type, id, by, kind, limit, server }: LogOptions, command: Command) =>
        withLog({ ...command.opts(), server }, async (log) => {
          if (number !== undefined) return showChange(log, numberOfWord(number), json === true);
          const { items: sets, nextCursor } = await log.sets({ sort: '-number', since, type, id, by, kind, limit });
          if (json) return void print(`${JSON.stringify(sets, null, 2)}\n`);
          printTable(
            ['number', 'at', 'by', 'kind', 'records', 'comment'],
            sets.map((set) => [
              `${set.number}${set.open ? ' (open)' : ''}`,
              set.at,
              set.by ?? '',
              set.kind,
              String(set.records),
              set.comment ?? '',
            ]),
          );
          if (nextCursor !== null) print('More follow: --limit.\n');
        }),
    )
    .addCommand(pruneCommand());

/** The number of a change set that a command names. @throws CommandError */
export const numberOfWord = (word: string): number => {
  const number = changeNumber(word);
  if (number === null) throw new CommandError(`${word} is not the number of a change set`);
  return number;
};

const becameOf = (before: object | null, after: StateForm): string => {
  if (before === null) return 'created';
  if (after?.mergedInto !== undefined) return `merged into ${after.mergedInto}`;
  return after === null || after.deleted === true ? 'deleted' : 'changed';
};

const showChange = async (log: LogSource, number: number, json: boolean): Promise<void> => {
  if (json) return void print(`${JSON.stringify((await log.set(number, { limit: '200' })).set, null, 2)}\n`);
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Awaited<ReturnType<LogSource['set']>> = await log.set(number, { limit: '200', cursor });
    const { set } = page;
    if (cursor === undefined) print(`${set.number}  ${set.at}  ${set.by ?? ''}  ${set.kind}  ${set.comment ?? ''}\n`);
    for (const { type, id, before, after } of set.changes) {
      const word = becameOf(before, after);
      print(`\n${type}/${id} ${word}\n`);
      if (word === 'changed') printDifference(fieldsDiffering(before, after));
    }
    cursor = page.nextCursor;
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
  if (type === undefined)
    throw new CommandError(
      `there is no type ${word}${valueMeant(word, Object.keys(TYPES))}; types: ${Object.keys(TYPES).join(', ')}`,
    );
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
      if (options.revisions === true) return withLog({ ...options }, (log) => showRevisions(log, key));
      const { server, asOf = null } = options;
      const record =
        server === undefined
          ? await withStore({ ...options }, (store) => recordAt(store, key, asOf))
          : await callServer(
              server,
              `${addressOf(key)}?form=written${asOf === null ? '' : `&asOf=${encodeURIComponent(asOf)}`}`,
            );
      return void print(`${JSON.stringify(record, null, 2)}\n`);
    });

/** A record as it is written in a store, now or as of a moment. @throws CommandError where none stands there */
const recordAt = async (store: Store, key: Key, asOf: string | null): Promise<unknown> => {
  const moment = asOf === null ? null : await momentOf(store, asOf);
  const [state] = await store.statesAt([key], moment?.change ?? Number.MAX_SAFE_INTEGER);
  const name = `${key.type} ${key.id}`;
  if (state == null)
    throw new CommandError(
      moment === null ? `there is no ${name}` : `there was no ${name} after change set ${moment.change}`,
    );
  if (state.movedTo !== null) throw new CommandError(`${name} was merged into ${state.movedTo}`);
  if (state.written === null) throw new CommandError(`${name} was deleted`);
  return JSON.parse(state.written);
};

const showRevisions = async (log: LogSource, key: Key): Promise<void> => {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Awaited<ReturnType<LogSource['revisions']>> = await log.revisions(key, { limit: '50', cursor });
    for (const { number, at, by, kind, comment, difference } of page.items) {
      print(`${number}  ${at}  ${by ?? ''}  ${kind}  ${comment ?? ''}\n`);
      // Of what is created no field was there before, not even that it was deleted.
      if (difference.every((field) => !Object.hasOwn(field, 'before'))) print('  created\n');
      else printDifference(difference);
    }
    if (page.prunedUpTo !== null) print(`what change sets up to ${page.prunedUpTo} did to it was pruned\n`);
    cursor = page.nextCursor;
  }
};
