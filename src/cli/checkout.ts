import { Command } from 'commander';
import { Readable } from 'node:stream';
import { openFolder } from '../compose.ts';
import { importLines } from '../ingest/ndjson.ts';
import { recordsAt } from '../log/checkout.ts';
import type { Change, Store } from '../store/port.ts';
import { CommandError, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** A record as a line of an export has it. */
const lineOf = ({ key: { type, id }, record, mergedInto }: Change): string =>
  `${JSON.stringify({ type, id, ...(record ?? (mergedInto === null ? { deleted: true } : { mergedInto })) })}\n`;

async function* linesAt(store: Store, number: number): AsyncGenerator<string> {
  for await (const changes of recordsAt(store, number)) for (const change of changes) yield lineOf(change);
}

/** The number that somebody means: one of a change set, or the newest at an instant. @throws CommandError */
const numberOf = async (store: Store, given: string): Promise<number> => {
  const newest = await store.lastChange();
  if (/^\d+$/.test(given)) {
    const { sets } = await store.changes({ limit: 1, perSet: 0 });
    const first = sets[0]?.kind === 'pruned' ? sets[0].number : 0;
    if (Number(given) > newest) throw new CommandError(`the newest change set is ${newest}`);
    if (Number(given) < first) throw new CommandError(`the log was pruned up to change set ${first}`);
    return Number(given);
  }
  const time = Date.parse(given);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\dT/.test(given))
    throw new CommandError(`${given} is neither the number of a change set nor a time (2027-06-30T12:00:00Z)`);
  return store.lastChange(new Date(time).toISOString());
};

/** A whole store as it was, on which everything works. */
export const checkoutCommand = (): Command =>
  withSettings(new Command('checkout'), STORE_SETTINGS)
    .description('make a store of its own of the graph as it was after a change set, or at a time')
    .requiredOption('--as-of <moment>', 'the number of a change set, or a time (RFC 3339)')
    .requiredOption('--out <folder>', 'where to; nothing may be there yet')
    .addHelpText(
      'after',
      '\nThe graph is read from --data or Neo4j; the new store is an embedded one, with one change set that names the moment.\n\nExamples:\n  $ dictum checkout --as-of 12 --out graph-at-12 && dictum serve --data graph-at-12\n  $ dictum checkout --as-of 2027-06-30T12:00:00Z --out then',
    )
    .action(({ asOf, out, ...options }: { asOf: string; out: string }) =>
      withStore({ ...options }, async (store) => {
        const number = await numberOf(store, asOf);
        const target = openFolder(out);
        const progress = progressLine();
        try {
          const comment = `The graph as it was after change set ${number}`;
          const done = await importLines(
            target,
            comment,
            Readable.from(linesAt(store, number)),
            ({ lines }) => progress.show(`${lines} records`),
            { acceptExisting: true },
          );
          progress.end();
          process.stdout.write(`${done.written} records as they were after change set ${number} are in ${out}\n`);
        } finally {
          await target.close();
        }
      }),
    );
