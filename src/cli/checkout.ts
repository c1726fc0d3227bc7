import { Command } from 'commander';
import { Readable } from 'node:stream';
import { makeStoreIn } from '../compose.ts';
import { importLines } from '../ingest/ndjson.ts';
import { lackingAt, recordsAt, type Lacking } from '../log/checkout.ts';
import { momentOf } from '../queries/as-of.ts';
import type { Change, Store } from '../store/port.ts';
import { counted, print, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** A record as a line of an export has it. */
const lineOf = ({ key: { type, id }, record, mergedInto }: Change): string =>
  `${JSON.stringify({ type, id, ...(record ?? (mergedInto === null ? { deleted: true } : { mergedInto })) })}\n`;

async function* linesAt(store: Store, number: number, lacking: ReadonlyMap<string, Lacking>): AsyncGenerator<string> {
  for await (const changes of recordsAt(store, number, lacking)) for (const change of changes) yield lineOf(change);
}

/** How many records that are left out are named. */
const NAMED = 100;

const leftOut = (lacking: ReadonlyMap<string, Lacking>): string =>
  `left out: ${lacking.size}\n${[...lacking]
    .slice(0, NAMED)
    .map(([name, why]) => `  ${name} ${why}\n`)
    .join('')}${lacking.size > NAMED ? `  and ${lacking.size - NAMED} more\n` : ''}`;

/** A whole store as it was, on which everything works. */
export const checkoutCommand = (): Command =>
  withSettings(new Command('checkout'), STORE_SETTINGS)
    .description('make a store of its own of the graph as it was after a change set, or at a time')
    .requiredOption('--as-of <moment>', 'the number of a change set, or a time (RFC 3339)')
    .requiredOption('--out <folder>', 'where to; no store may be there yet')
    .addHelpText(
      'after',
      '\nThe graph is read from --data or Neo4j; the new store is an embedded one, with one change set that names the moment. What dictum erase took away since is left out, with what refers to it, and named.\n\nExamples:\n  $ dictum checkout --as-of 12 --out graph-at-12 && dictum serve --data graph-at-12\n  $ dictum checkout --as-of 2027-06-30T12:00:00Z --out then',
    )
    .action(({ asOf, out, ...options }: { asOf: string; out: string }) =>
      withStore({ ...options }, async (store) => {
        const { change: number } = await momentOf(store, asOf);
        const progress = progressLine();
        const lacking = await lackingAt(store, number);
        const without = lacking.size === 0 ? '' : `, without ${lacking.size} that are erased or refer to what is`;
        const done = await makeStoreIn(out, (target) =>
          importLines(
            target,
            `The graph as it was after change set ${number}${without}`,
            Readable.from(linesAt(store, number, lacking)),
            ({ lines }) => progress.show(counted(lines, 'record')),
            { acceptExisting: true },
          ),
        );
        progress.end();
        print(`${counted(done.written, 'record')} as they were after change set ${number} are in ${out}\n`);
        if (lacking.size > 0) print(leftOut(lacking));
      }),
    );
