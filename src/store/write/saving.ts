import type { Recorder } from '../../log/recorder.ts';
import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, refsOf } from '../../model/ids.ts';
import { addCounts, indexKeyChanges, sortKeysOf } from '../../model/index-keys.ts';
import { TYPES } from '../../model/types.ts';
import type { Transaction } from './transaction.ts';
import { tokensAfter, wordsAfter, wordsOf } from '../full-text.ts';
import { disputesAfter } from '../disputes.ts';
import { rootsAfter } from '../roots.ts';
import type { IndexKeyChange, Save, Stored } from '../stored.ts';
import type { Derivation } from './derivation.ts';
import { parse, type WrittenRecords } from './records.ts';

/** How many records a write has made, changed, deleted and merged. */
export type Counts = { created: number; updated: number; deleted: number; merged: number };

const count = (counts: Counts, stored: Stored | null, written: string | null, movedTo: string | null): void => {
  if (movedTo !== null) counts.merged += 1;
  else if (written === null) counts.deleted += 1;
  else if (stored === null || stored.written === null) counts.created += 1;
  else if (stored.written !== written) counts.updated += 1;
};

/** What a write has come to. `anew`: all is saved, also what is as it was. */
export type Outcome = { records: WrittenRecords; derivation: Derivation; recorder: Recorder; anew: boolean };

/** The names of a record, by its answer. */
export const namesOf = (view: BaseView | null): string[] =>
  view === null ? [] : TYPES[view.type].names(view).map(([, name]) => name);

/** Saves what a write has derived, with the difference of the index and the log of it. */
export const saveOutcome = async (
  tx: Transaction,
  { records, derivation, recorder, anew }: Outcome,
): Promise<Counts> => {
  const counts: Counts = { created: 0, updated: 0, deleted: 0, merged: 0 };
  const saves: Save[] = [];
  const indexKeys = new Map<string, Map<string, number>>();
  const before = (text: string): BaseView | null => parse(records.stored.get(text)?.view ?? null);
  for (const text of derivation.derived) {
    const stored = records.stored.get(text) ?? null;
    const key = keyOf(text);
    const view = derivation.view(text);
    const record = records.after(text);
    const written = record === null ? null : JSON.stringify(record);
    const json = derivation.json(text);
    const movedTo = records.movedTo(text);
    const isSame = stored?.written === written && stored?.movedTo === movedTo && stored?.view === json;
    if (isSame && !anew) continue;
    count(counts, stored, written, movedTo);
    recorder.add(key, stored, { written, movedTo });
    const previous = before(text);
    const paths = TYPES[key.type].refs;
    const was = parse(stored?.written ?? null);
    saves.push({
      key,
      written,
      movedTo,
      view: json,
      names: namesOf(view),
      sorts: view === null ? [] : sortKeysOf(view),
      refs: refsOf(record, paths),
      previousRefs: refsOf(was, paths),
      revision: stored?.revision ?? null,
      // Derived anew, words are too.
      tokens: tokensAfter(anew ? null : previous, view),
      words: anew ? wordsOf(key.type, record) : wordsAfter(key.type, was, record),
    });
    if (tx.filing === 'anew') continue;
    for (const [owner, counts] of indexKeyChanges(previous, view)) addCounts(indexKeys, owner, counts);
    if (previous !== null && view !== null && !indexKeys.has(text)) indexKeys.set(text, new Map());
  }
  if (saves.length === 0) return counts;
  await recorder.begin(saves);
  // A record that this write no longer refers to loses index keys too.
  await records.load([...indexKeys.keys()].map(keyOf));
  const changes = [...indexKeys].map(([owner, counts]): IndexKeyChange => {
    const [was, is] = [before(owner), derivation.view(owner)];
    // What is not derived yet, of a store that is derived anew, has its place once it is.
    const places = (view: BaseView | null): string[] => (view === null ? [] : sortKeysOf(view));
    return { owner: keyOf(owner), counts, sorts: places(is ?? was), previousSorts: places(was ?? is) };
  });
  await tx.save(saves, changes);
  await recorder.append();
  if (tx.filing !== 'now') return counts;
  await saveRoots(tx, changes, { records, derivation });
  const disputed = await disputesAfter(tx.sides, changes);
  if (disputed.length > 0) await tx.save([], disputed);
  return counts;
};

/** Keeps the roots of the claims whose evidence changes, and files what rests on them. */
const saveRoots = async (
  tx: Transaction,
  changes: readonly IndexKeyChange[],
  { records, derivation }: Pick<Outcome, 'records' | 'derivation'>,
): Promise<void> => {
  const { indexKeys, kept } = await rootsAfter(tx.grounds, changes, async (keys) => {
    await records.load(keys);
    return keys.flatMap((key) => derivation.view(keyText(key)) ?? []);
  });
  if (kept.length > 0) await tx.keepRoots(kept);
  if (indexKeys.length > 0) await tx.save([], indexKeys);
};
