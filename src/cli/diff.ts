import { Command } from 'commander';
import { changesIn, planSeed } from '../ingest/seed.ts';
import { keyText } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { differenceForm, fieldsDiffering } from '../queries/changes.ts';
import type { Change } from '../store/port.ts';
import { addressOf } from './log-source.ts';
import { printDifference } from './log.ts';
import { SERVER } from './record.ts';
import { askServer, refused } from './remote.ts';
import { print, STORE_SETTINGS, withSettings, withStore } from './run.ts';

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
    .option(...SERVER)
    .addHelpText(
      'after',
      '\nA service tells what stands, and not what a file said before: with --server every field that differs is shown.\n\nExamples:\n  $ dictum diff my-documents/a.yaml\n  $ dictum diff my-documents/a.yaml --server https://example.org/dictum',
    )
    .action((path: string, options: { server?: string }) => {
      if (options.server !== undefined) return diffOver(options.server, path);
      return withStore({ ...options }, async (store) => {
        const compared = await planSeed(store, path);
        for (const { key, outcome, stored, file } of compared) {
          if (outcome.kind === 'same') continue;
          const word = outcome.kind === 'differ' ? WORDS[outcome.reason] : WORDS[outcome.kind];
          print(`${keyText(key)} ${stored === null ? 'would be created' : word}\n`);
          const after = outcome.kind === 'write' ? outcome.state : file;
          if (stored !== null) printDifference(differenceForm(key, stored, after));
        }
        const count = (kind: string): number => compared.filter(({ outcome }) => outcome.kind === kind).length;
        print(
          `${count('write')} would be written, ${count('keep')} stay as others changed them, ${count('differ')} are left, ${count('same')} are the same\n`,
        );
      });
    });

/** How many records are asked for at once. */
const AT_ONCE = 8;

/** What a running service has otherwise than data files say. */
const diffOver = async (server: string, path: string): Promise<void> => {
  const changes = await changesIn(path);
  const count = { created: 0, differ: 0, same: 0 };
  for (let i = 0; i < changes.length; i += AT_ONCE) {
    const some = changes.slice(i, i + AT_ONCE);
    const standing = await Promise.all(some.map((change) => standingOver(server, change)));
    some.forEach(({ key, record }, at) => {
      const stands = standing[at]!;
      const difference = stands === null ? [] : fieldsDiffering(stands, record);
      const word = stands === null ? 'created' : difference.length === 0 ? 'same' : 'differ';
      count[word] += 1;
      if (word === 'same') return;
      print(`${keyText(key)} ${word === 'created' ? 'would be created' : 'stands otherwise there'}\n`);
      printDifference(difference);
    });
  }
  print(`${count.created} would be created, ${count.differ} stand otherwise there, ${count.same} are the same\n`);
};

/**
 * A record as a service has it written, or where its id leads; null where nothing ever stood there. Texts that it does
 * not tell are taken to be those of the file.
 */
const standingOver = async (server: string, { key, record }: Change): Promise<object | null> => {
  const answered = await askServer(server, `${addressOf(key)}?form=written`);
  const { status, body, location } = answered;
  if (status === 404) return null;
  if (status === 410) return { id: key.id, deleted: true };
  if (status === 308)
    return { id: key.id, mergedInto: decodeURIComponent(/\/([^/?]+)(?:\?|$)/.exec(location ?? '')?.[1] ?? '') };
  if (status !== 200) return refused(server, answered);
  const { type: _type, revision: _revision, ...written } = body.data as Record<string, unknown>;
  const hidden = TYPES[key.type].unanswered.filter((name) => !Object.hasOwn(written, name));
  const file = (record ?? {}) as Record<string, unknown>;
  return { ...written, ...Object.fromEntries(hidden.flatMap((name) => (name in file ? [[name, file[name]]] : []))) };
};
