import { keyOf, keyText, type Key } from '../model/ids.ts';
import {
  appendChanges,
  endChanges,
  nextSet,
  type Authorship,
  type LogWriter,
  type NextSet,
  type Recorded,
  type SetOptions,
} from './change-sets.ts';
import { isSameState, type State } from './state.ts';

/** A record that stands otherwise than a write expected, and the revision that it is of; null where none is there. */
export type Conflict = { key: Key; revision: number | null };

type Stored = NonNullable<State> & { revision: number | null };

/** Compares the revisions that a write expects, by address, with what is stored. */
export const conflictsWith = (
  expected: ReadonlyMap<string, number | null>,
  stored: (text: string) => Stored | null,
): Conflict[] =>
  [...expected].flatMap(([text, revision]): Conflict[] => {
    const found = stored(text);
    const isThere = found !== null && (found.written !== null || found.movedTo !== null);
    if (revision === null ? !isThere : found?.revision === revision) return [];
    return [{ key: keyOf(text), revision: found?.revision ?? null }];
  });

/** What one write changes of records as they are written, and the change set that it makes of that. */
export class Recorder {
  readonly changes: Recorded[] = [];
  private readonly log: LogWriter;
  private readonly options: Authorship & SetOptions;
  private next: NextSet | null = null;

  constructor(log: LogWriter, options: Authorship & SetOptions) {
    this.log = log;
    this.options = options;
  }

  /** The number of the change set; null where there is none. */
  get number(): number | null {
    return this.next?.set.number ?? null;
  }

  add(key: Key, stored: NonNullable<State> | null, after: NonNullable<State>): void {
    const before = stored && { written: stored.written, movedTo: stored.movedTo };
    if (!isSameState(before, after)) this.changes.push({ key, before, after });
  }

  /** Gives the records that are changed the number of the change set as their revision, before they are stored. */
  async begin(saves: readonly { key: Key; revision: number | null }[]): Promise<void> {
    if (this.changes.length === 0) return;
    this.next = await nextSet(this.log, this.options);
    const changed = new Set(this.changes.map(({ key }) => keyText(key)));
    for (const save of saves) if (changed.has(keyText(save.key))) save.revision = this.next.set.number;
  }

  /** Writes the log, once the records are stored. */
  async append(): Promise<void> {
    if (this.next !== null) await appendChanges(this.log, this.next, this.changes);
  }

  /** Ends the open set that this write was the last of, where it changes nothing; its number, where there was one to end. */
  async end(): Promise<number | null> {
    const { joining, open = false } = this.options;
    return joining !== undefined && !open && (await endChanges(this.log, joining)) ? joining : null;
  }
}
