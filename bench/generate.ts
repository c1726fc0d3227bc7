import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { parseRecord } from '../src/ingest/records.ts';
import type { Change, Store } from '../src/store/port.ts';
import { articleLines } from './articles.ts';
import { worldLines, worldOf, type Line } from './world.ts';

/*
 * A graph of any size, the same for the same numbers: `npm run bench:generate -- --statements N [--seed S] [--out FILE]`
 * writes it as NDJSON that `dictum import` takes. Memory does not grow with the graph.
 */

export const SEED = 20250220;

/** The records of a graph of so many statements, each after those that it refers to. */
export function* graph(statements: number, seed = SEED): Generator<Line> {
  const world = worldOf(statements, seed);
  yield* worldLines(world);
  for (let article = 0; article < world.articles; article++) yield* articleLines(world, article);
}

/** Fills a store with a graph of so many statements. */
export const fill = async (store: Store, statements: number): Promise<void> => {
  let batch: Change[] = [];
  const flush = async (): Promise<void> => {
    const report = await store.write(batch);
    if (!report.written) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
    batch = [];
  };
  for (const { type, record } of graph(statements)) {
    const parsed = parseRecord(type, record);
    if ('faults' in parsed) throw new Error(`${type}/${record.id}: ${JSON.stringify(parsed.faults)}`);
    batch.push(parsed.change);
    if (batch.length >= 2000) await flush();
  }
  await flush();
};

/** Lines of NDJSON, several at a time, since a stream costs more for each piece than for its length. */
function* chunks(statements: number, seed: number): Generator<string> {
  let text = '';
  for (const { type, record } of graph(statements, seed)) {
    text += `${JSON.stringify({ type, ...record })}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Writes a graph of so many statements as NDJSON. */
export const writeGraph = (statements: number, to: NodeJS.WritableStream, seed = SEED): Promise<void> =>
  pipeline(Readable.from(chunks(statements, seed), { highWaterMark: 4 }), to);

const wholeNumber = (name: string, text: string | undefined): number => {
  if (text === undefined || !/^\d{1,10}$/.test(text))
    throw new Error(`--${name} takes a whole number, not ${text ?? 'nothing'}`);
  return Number(text);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: {
      statements: { type: 'string' },
      seed: { type: 'string', default: String(SEED) },
      out: { type: 'string' },
    },
  });
  const to = values.out === undefined ? process.stdout : createWriteStream(values.out);
  await writeGraph(wholeNumber('statements', values.statements), to, wholeNumber('seed', values.seed));
}
