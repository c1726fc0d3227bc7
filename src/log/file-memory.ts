import { keyText, type Key } from '../model/ids.ts';
import type { EntryChange } from '../store/entries.ts';
import { isSameState, type State } from './state.ts';

/*
 * What files said last of records. It is remembered in the transaction of the records, so that neither a crash nor
 * another writer comes between the two.
 */

/** Data files and feeds are writers of their own. */
export type FileKind = 'seed' | 'import';

/**
 * `number`: the change set after which what stands is what the file said; `file`: what it said, where that is another;
 * `stored`: what stood, where the log was pruned since.
 */
export type FileMemory = { number: number; file?: State; stored?: State };

/**
 * What a file says of a record with a write. `known`: what was remembered of it when the write was planned, as it is
 * stored; `unchanged`: what is to be remembered where the write changes nothing of the record. Null for nothing.
 */
export type Saying = { key: Key; file: NonNullable<State>; known: string | null; unchanged: string | null };

/** What a write is to remember of a file. */
export type FileSays = { kind: FileKind; sayings: readonly Saying[] };

export const FILE_SPACE = 'file';

export const nameOf = (kind: FileKind, key: Key): string => `${kind} ${keyText(key)}`;

/**
 * What to remember of a record that stands in some state after a change set; null for nothing: what an import brought,
 * and is as it was brought, the log tells.
 */
export const memoryOf = (
  kind: FileKind,
  { file, known }: Pick<Saying, 'file' | 'known'>,
  state: State,
  number: number,
): string | null => {
  const isPlain = isSameState(state, file);
  if (kind === 'import' && isPlain && known === null) return null;
  return JSON.stringify({ number, ...(isPlain ? {} : { file }) } satisfies FileMemory);
};

/** What is to be remembered once a write has changed some records, by its change set. */
export const memoryAfter = (
  { kind, sayings }: FileSays,
  number: number | null,
  after: (key: Key) => State | undefined,
): EntryChange[] =>
  sayings.flatMap(({ unchanged, ...saying }) => {
    const state = number === null ? undefined : after(saying.key);
    const value = state === undefined ? unchanged : memoryOf(kind, saying, state, number!);
    return value === null || value === saying.known
      ? []
      : [{ space: FILE_SPACE, name: nameOf(kind, saying.key), value }];
  });
