import { FILE_SPACE, memoryAfter, nameOf, type FileSays } from '../log/file-memory.ts';
import type { Conflict, Recorder } from '../log/recorder.ts';
import { keyText } from '../model/ids.ts';
import type { KeptEntries } from './entries.ts';

/*
 * What a file says is remembered within the transaction that writes it.
 */

/** The records of which a file said something since the write was planned. */
export const saidOtherwise = async (
  says: FileSays | null,
  kept: KeptEntries,
  revisionOf: (text: string) => number | null,
): Promise<Conflict[]> => {
  if (says === null || says.sayings.length === 0) return [];
  const names = says.sayings.map(({ key }) => nameOf(says.kind, key));
  const values = new Map((await kept.read(FILE_SPACE, names)).map(({ name, value }) => [name, value]));
  return says.sayings.flatMap(({ key, known }, i) =>
    (values.get(names[i]!) ?? null) === known ? [] : [{ key, revision: revisionOf(keyText(key)) }],
  );
};

/** Remembers what a file said, as the records stand now. */
export const remember = async (
  says: FileSays | null,
  kept: KeptEntries,
  { changes, number }: Pick<Recorder, 'changes' | 'number'>,
): Promise<void> => {
  if (says === null) return;
  const after = new Map(changes.map(({ key, after }) => [keyText(key), after]));
  const entries = memoryAfter(says, number, (key) => after.get(keyText(key)));
  if (entries.length > 0) await kept.put(entries);
};
