import type { Readable } from 'node:stream';
import { DictumError } from '../model/errors.ts';
import { keyText, refsOf } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { LacksMemory } from '../store/lacks-memory.ts';
import type { Problem, Store } from '../store/port.ts';
import { withMeant } from '../store/meant.ts';
import { ndjsonLines, parseLine, placesOf, recordsIn, refusalOf, type UnreadLine } from './read-line.ts';
import { FileWriter, type Left } from './file-writer.ts';
import { Seen } from './seen.ts';
import type { Line } from './records.ts';
import { Refused, withoutRefused, type Refusal } from './refused.ts';

/**
 * `batch`: lines to a batch; more of them share what they refer to, and hold up no reader where none is answered.
 * `characters`: a batch of long lines ends before that, so that memory is bounded whatever they hold.
 * `many`: of so many lines on, an import into a store of few records leaves the filing to its end.
 * `few`: what the seed has, and less than anybody would miss for a while.
 */
export const SIZES = { batch: { now: 1000, later: 4000 }, characters: 16 * 2 ** 20, many: 3000, few: 1000 };

/** How many notes are kept, and how many records that were left. */
const MOST = { remarks: 10_000, left: 100 };

/** How far an import has come; `filing` is the step that was done last once all lines are written. */
export type Progress = (done: {
  lines: number;
  written: number;
  unchanged: number;
  waiting: number;
  filing: string | null;
}) => void;

export type ImportOptions = {
  /** The first line to take; those before it are only counted. */
  from?: number;
  /**
   * Leaves the filing to the end from the first line on, also where the store holds something already; until then it
   * answers no question.
   */
  bulk?: boolean;
  /** Takes records that rules for new ones refuse, as an earlier version wrote them: see `WriteOptions`. */
  acceptExisting?: boolean;
  /** Writes what lines say whatever others changed since the same was imported. */
  force?: boolean;
  /** Whether the lines are those of a backup. */
  restores?: boolean;
  /** Who imports. */
  by?: string | null;
  /** Stops the import once the batch under way is written. */
  signal?: AbortSignal;
  /** Others than SIZES, for tests of small files. */
  sizes?: typeof SIZES;
};

/**
 * `next` is the first line that is not written; `stopped` whether the signal ended the import before its end, and
 * `unfiled` whether the store answers no question until the import is gone on with.
 */
export type Imported = {
  lines: number;
  written: number;
  unchanged: number;
  next: number;
  stopped: boolean;
  unfiled: boolean;
  /** What was taken, but somebody should know: the first of it. */
  remarks: Refusal[];
  /** What was left as others made it, though lines say otherwise: the first hundred. */
  left: Left[];
};

/**
 * Writes NDJSON records into a store in batches, each whole or not at all. A line may refer to a later one: it waits
 * until that has come. Lines that are stored already change nothing, so an import that was stopped is run again, from
 * its beginning or from the line that it came to. Where very many lines come into a store of few records, and with
 * `bulk`, they are filed at the end: see `Store.file`.
 * @throws Refused naming the lines of the first batch that is not taken; the batches before it stay written, and are
 * filed
 */
export const importLines = async (
  store: Store,
  file: string,
  input: Readable,
  progress: Progress,
  {
    from = 1,
    bulk = false,
    acceptExisting = false,
    force = false,
    restores = false,
    by = null,
    signal,
    sizes = SIZES,
  }: ImportOptions = {},
): Promise<Imported> => {
  const done = {
    lines: 0,
    written: 0,
    unchanged: 0,
    waiting: 0,
    filing: null as string | null,
    remarks: [] as Refusal[],
    left: [] as Left[],
  };
  const there = (await store.scan(null, sizes.few)).length;
  const hasFew = there < sizes.few;
  const writer = new FileWriter(store, { kind: 'import', restores, by, comment: file, force, compares: there > 0 });
  let filing: 'now' | 'later' = bulk || (await isUnfiled(store)) ? 'later' : 'now';
  let next = from;
  let waiting = new Map<string, Line>();
  let batch: Line[] = [];
  let characters = 0;
  /** How many lines the store has the memory for, once it had not. */
  let most = Infinity;
  const seen = new Seen();
  const unread: UnreadLine[] = [];

  /** Files what was left for the end; whether it came to its end. */
  const fileRest = async (): Promise<boolean> => {
    for (let filed = await store.file(); filed !== null; filed = await store.file()) {
      progress(Object.assign(done, { filing: filed.step }));
      if (signal?.aborted) return false;
    }
    return true;
  };
  /** Problems with what was probably meant by ids that are not there: a store is asked once it has filed what is written. */
  const withAdvice = async (problems: readonly Problem[]): Promise<Problem[]> => {
    await writer.end();
    await fileRest();
    return withMeant(store, problems);
  };

  /**
   * What is told where a batch is not taken: of references that lead nowhere only once no further line can bring what
   * they lead to.
   */
  const refused = async (
    lines: ReadonlyMap<string, Line>,
    problems: readonly Problem[],
    isLast: boolean,
  ): Promise<Refused> => {
    const waits = new Set(problems.flatMap(({ key, missing }) => (missing === undefined ? [] : [keyText(key)])));
    const told = isLast
      ? withoutRefused(problems, recordsIn(unread))
      : problems.filter(({ key }) => !waits.has(keyText(key)));
    const places = placesOf(lines, unread);
    const refusals = [
      ...unread.flatMap((line) => line.refusals),
      ...(await withAdvice(told)).map((problem) => refusalOf(places, file, problem)),
    ].toSorted((a, b) => a.line - b.line);
    return new Refused(refusals, { next });
  };

  const flush = async (isLast = false): Promise<void> => {
    // Not for the few that are left at the end.
    if (hasFew && done.lines - from >= sizes.many && batch.length >= sizes.batch.now) filing = 'later';
    const lines = new Map([...waiting.values(), ...batch].map((line) => [keyText(line.change.key), line]));
    batch = [];
    characters = 0;
    waiting = await write(lines, isLast);
    done.waiting = waiting.size;
    next = [...waiting.values()].reduce((first, { place }) => Math.min(first, place.line), done.lines + 1);
    progress(done);
  };

  /**
   * Writes lines, by their addresses, or halves of them where the store has not the memory for all. Those are left
   * whose references lead nowhere yet.
   */
  const write = async (all: ReadonlyMap<string, Line>, isLast: boolean): Promise<Map<string, Line>> => {
    try {
      return await writeAtOnce(all, isLast);
    } catch (error) {
      if (!(error instanceof LacksMemory) || all.size === 1) throw error;
      const half = Math.ceil(all.size / 2);
      most = Math.min(most, half);
      const left = new Map<string, Line>();
      for (const part of [[...all].slice(0, half), [...all].slice(half)])
        for (const [text, line] of await write(new Map(part), false)) left.set(text, line);
      // What waits for the other half goes now; where all does, for further lines.
      return left.size === 0 || left.size === all.size ? left : write(left, isLast);
    }
  };

  const writeAtOnce = async (all: ReadonlyMap<string, Line>, isLast: boolean): Promise<Map<string, Line>> => {
    let lines = all;
    const left = new Map<string, Line>();
    const mentions = unread.flatMap((line) => line.mentions);
    for (;;) {
      const report = await writer.write(
        [...lines.values()].map((line) => line.change),
        { filing, acceptExisting, rehearsal: unread.length > 0, mentions, open: true },
      );
      if (unread.length > 0) throw await refused(lines, report.written ? [] : report.problems, isLast);
      if (report.written) {
        const told = (report.remarks ?? []).slice(0, MOST.remarks - done.remarks.length);
        done.remarks.push(...told.map((remark) => refusalOf(lines, file, remark)));
        done.unchanged += report.unchanged;
        done.left.push(...report.left.slice(0, MOST.left - done.left.length));
        done.written += report.created + report.updated + report.deleted + report.merged;
        return left;
      }
      const waits = new Set(report.problems.filter(({ missing }) => missing).map(({ key }) => keyText(key)));
      if (report.problems.some(({ key }) => !waits.has(keyText(key))))
        throw await refused(lines, report.problems, isLast);
      for (const text of restingOn(waits, lines)) left.set(text, lines.get(text)!);
      lines = new Map([...lines].filter(([text]) => !left.has(text)));
    }
  };

  const stopped = async (goOn: number): Promise<Imported> => ({
    ...done,
    next: goOn,
    stopped: true,
    unfiled: await isUnfiled(store),
  });
  try {
    try {
      for await (const line of ndjsonLines(file, input)) {
        done.lines = line.number;
        if (line.number < from) continue;
        const parsed = parseLine(file, line);
        if (parsed === null) continue;
        if ('change' in parsed) {
          const refusals = seen.refusalOf(parsed);
          if (refusals.length > 0) unread.push({ ...parsed, refusals, mentions: [] });
          batch.push(parsed);
          characters += parsed.characters;
        } else unread.push(parsed);
        if (batch.length + unread.length < Math.min(most, sizes.batch[filing]) && characters < sizes.characters)
          continue;
        await flush();
        if (signal?.aborted) return await stopped(next);
      }
      await flush(true);
      if (waiting.size > 0) {
        const report = await store.write(
          [...waiting.values()].map((line) => line.change),
          { rehearsal: true, filing, acceptExisting },
        );
        const problems = report.written ? [] : await withAdvice(report.problems);
        throw new Refused(
          problems.map((problem) => refusalOf(waiting, file, problem)),
          { next },
        );
      }
    } finally {
      await writer.end();
    }
  } catch (error) {
    // Whatever is refused, the store answers what is written.
    if (error instanceof Refused) await fileRest();
    throw error;
  }
  if (!(await fileRest())) return stopped(done.lines + 1);
  return { ...done, next: done.lines + 1, stopped: false, unfiled: false };
};

/** The lines at some addresses, and those that refer to one of them, directly or through others. */
const restingOn = (texts: ReadonlySet<string>, lines: ReadonlyMap<string, Line>): Set<string> => {
  const above = new Map<string, string[]>();
  for (const [text, { change }] of lines) {
    const { key, record, mergedInto } = change;
    const into = mergedInto === null ? [] : [{ type: key.type, id: mergedInto }];
    for (const target of [...refsOf(record, TYPES[key.type].refs), ...into].map(keyText)) {
      const known = above.get(target);
      if (known) known.push(text);
      else above.set(target, [text]);
    }
  }
  const found = new Set(texts);
  for (const text of found) for (const next of above.get(text) ?? []) found.add(next);
  return found;
};

/** Whether an earlier import has left something to be filed. */
const isUnfiled = async (store: Store): Promise<boolean> => {
  try {
    await store.ping();
    return false;
  } catch (error) {
    if (error instanceof DictumError && error.code === 'loading') return true;
    throw error;
  }
};
