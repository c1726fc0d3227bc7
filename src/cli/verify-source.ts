import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { keyText } from '../model/ids.ts';
import { SourceText } from '../verify/source-text.ts';
import { recordChecks, recordSnapshot, type Copy, type NotTaken } from '../queries/record-checks.ts';
import { checkSource, outcomesOf, type SourceCheck } from '../queries/verify-passages.ts';
import { checkStored, recordStored, sourcesWithTexts, type StoredCheck } from '../queries/verify-stored.ts';
import type { Store } from '../store/port.ts';
import { CommandError, print as printed } from './run.ts';

/*
 * What `dictum verify` tells and records of the passages of sources and the words that are quoted from them.
 */

const print = (text: string): unknown => printed(`${text}\n`);

/** A text file and the digest of its bytes. @throws CommandError where it is not UTF-8 */
export const readText = async (file: string): Promise<{ text: string; bytes: string }> => {
  const content = await readFile(file);
  try {
    return {
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
      bytes: createHash('sha256').update(content).digest('hex'),
    };
  } catch {
    throw new CommandError(`${file} is not UTF-8; convert it first`);
  }
};

type Line = { status: string; words: string[]; method: string | null; reason: string | null };

/** A table of what was checked, and how often which status came out. */
const showChecks = (what: string, lines: readonly Line[], totals: Record<string, number>): void => {
  const widths = (lines[0]?.words ?? []).map((_, i) => Math.max(...lines.map(({ words }) => words[i]!.length)));
  for (const { status, words, method, reason } of lines)
    print(
      [
        status.padEnd(13),
        ...words.map((word, i) => word.padEnd(widths[i]!)),
        [method, reason].filter(Boolean).join(': '),
      ]
        .join('  ')
        .trimEnd(),
    );
  const counts = Object.entries(totals).filter(([, count]) => count > 0);
  print(`${lines.length} ${what}: ${counts.map(([status, count]) => `${status} ${count}`).join(', ') || 'none'}`);
};

/** The longest words that a line shows. */
const SHOWN_WORDS = 60;

const showCheck = ({ passages, totals, quotes, quoteTotals }: Omit<SourceCheck, 'source' | 'text'>): void => {
  showChecks(
    'passages',
    passages.map(({ id, locator, ...of }) => ({ ...of, words: [id, locator] })),
    totals,
  );
  if (quotes.length === 0) return;
  const shown = (exact: string): string =>
    JSON.stringify(exact.length > SHOWN_WORDS ? `${exact.slice(0, SHOWN_WORDS)}…` : exact);
  showChecks(
    'quotes',
    quotes.map(({ statement, passage, exact, ...of }) => ({ ...of, words: [statement, passage, shown(exact)] })),
    quoteTotals,
  );
};

/** @throws CommandError naming what is wrong with a record that was not taken */
const taken = <T extends object>(done: T | NotTaken): T => {
  if (!('problems' in done)) return done;
  throw new CommandError(
    `the checks cannot be written: ${done.problems.map(({ key, pointer, message }) => `${keyText(key)}${pointer} ${message}`).join('; ')}`,
  );
};

const record = async (store: Store, check: SourceCheck, copy: Copy, checkedAt: string) => {
  const snapshot = taken(await recordSnapshot(store, check.source, copy));
  return { ...snapshot, ...taken(await recordChecks(store, snapshot.snapshot, checkedAt, outcomesOf(check))) };
};

/** What is to be written of a copy; see the options of the command. */
export type CopyOptions = {
  record?: boolean;
  storeText?: boolean;
  retrieved?: string;
  mediaType?: string;
  url?: string;
  json?: boolean;
};

const fails = ({ totals, passages, quoteTotals, quotes }: Omit<StoredCheck, 'snapshots'> | SourceCheck): boolean =>
  totals.verified < passages.length || quoteTotals.verified < quotes.length;

export const verifySource = async (
  options: CopyOptions & { source: string },
  store: Store,
  { text: raw, bytes }: { text: string; bytes: string },
): Promise<void> => {
  const text = new SourceText(raw);
  const check = await checkSource(store, options.source, text);
  const checkedAt = new Date().toISOString();
  const copy: Copy = {
    text,
    bytes,
    retrieved: options.retrieved ?? checkedAt,
    mediaType: options.mediaType ?? 'text/plain',
    url: options.url ?? null,
    storeText: options.storeText === true,
  };
  const done = options.record ? await record(store, check, copy, checkedAt) : null;
  if (options.json) print(JSON.stringify({ ...check, ...(done !== null && { recorded: done }) }, null, 2));
  else {
    showCheck(check);
    if (done !== null)
      print(
        `${done.recorded} checks recorded, with snapshot ${done.snapshot}${done.isNew ? (copy.storeText ? '' : ', of which the digests only are stored') : ', which was there already'}`,
      );
  }
  if (fails(check)) process.exitCode = 1;
};

/** What does not stand in the latest text, as a line tells it. */
const withText = <C extends { snapshot: string; notInLatest: boolean; reason: string | null }>(check: C): C =>
  check.notInLatest
    ? { ...check, reason: [`in ${check.snapshot}, not in the latest text`, check.reason].filter(Boolean).join('; ') }
    : check;

const showStored = ({ source, snapshots, ...check }: StoredCheck): void => {
  print(`${source}, by the text of ${snapshots.join(', then ')}`);
  showCheck({ ...check, passages: check.passages.map(withText), quotes: check.quotes.map(withText) });
};

/** Checks what is recorded of one source, or of all, against the texts that are stored; with `json` a line for each source. */
export const verifyStored = async (
  { source, record, json }: { source?: string; record?: boolean; json?: boolean },
  store: Store,
): Promise<void> => {
  const checkedAt = new Date().toISOString();
  let looked = 0;
  for (const id of source === undefined ? await sourcesWithTexts(store) : [source]) {
    const found = await checkStored(store, id);
    if (found === null) continue;
    looked += 1;
    const { check, runs } = found;
    const done = record ? taken(await recordStored(store, runs, checkedAt)) : null;
    if (json) print(JSON.stringify({ ...check, ...done }));
    else {
      showStored(check);
      if (done !== null) print(`${done.recorded} checks recorded`);
    }
    if (fails(check)) process.exitCode = 1;
  }
  if (looked === 0)
    throw new CommandError(
      source === undefined
        ? 'no text is stored; store one with dictum verify --source … --file … --record --store-text'
        : `no text of ${source} is stored; store one with dictum verify --source ${source} --file … --record --store-text`,
    );
};
