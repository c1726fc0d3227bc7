import { conflictsWith, Recorder, type Conflict } from '../log/recorder.ts';
import { keyOf, keyText, type Key } from '../model/ids.ts';
import { keepingLong } from '../model/long-forms.ts';
import { carryMerged } from './carried.ts';
import { compareTexts } from './compare-texts.ts';
import { remember, saidOtherwise } from './file-memory.ts';
import type { Change, Problem, WriteOptions, WriteReport } from './writes.ts';
import { rehearsedOf } from './rehearsed.ts';
import { Derivation, type Underived } from './write/derivation.ts';
import { WrittenRecords, type Pending } from './write/records.ts';
import { References } from './write/references.ts';
import type { Transaction } from './write/transaction.ts';
import { saveOutcome } from './write/saving.ts';
import { withStored } from './writes.ts';

/*
 * How a write becomes what is stored, once for every engine: references are checked, what is derived is derived anew
 * for the changed records and for whatever rests on them, and the difference of the index is worked out. An engine
 * gives the primitives of `Transaction` and nothing else; the steps are in write/.
 */

/** What an engine gives, and is given. */
export type { Transaction } from './write/transaction.ts';
export type { Underived } from './write/derivation.ts';

/** Applies changes within a transaction, or reports why none can be; the caller commits or rolls back. */
export const applyChanges = async (
  changes: readonly Change[],
  tx: Transaction,
  options: Omit<WriteOptions, 'filing' | 'note'> = {},
): Promise<WriteReport> => {
  const { rehearsal, detailed, says = null, mentions = [], acceptExisting = false } = options;
  const records = new WrittenRecords(tx);
  const recorder = new Recorder(tx.log, options);
  const conflicts = await conflictsOf(changes, { tx, records, options });
  if (conflicts.length > 0) return { written: false, problems: [], conflicts };
  takeChanges(records, changes);
  await carryMerged(records.pending, {
    stored: (text) => records.before(text),
    record: (text) => records.after(text),
    end: (key) => records.end(key),
  });
  const references = new References(tx, records);
  await references.resolve(mentions);
  const derivation = new Derivation(tx, records, references, { acceptExisting, underived: null });
  const { problems: misplaced, remarks } = await compareSent(tx, records, (text) => derivation.rulesHold(text));
  await derivation.run([...records.pending.values()].filter((each) => records.differs(each)).map(({ key }) => key));
  const problems = [...references.problems, ...derivation.faults(), ...misplaced];
  if (problems.length > 0) return { written: false, problems };
  const noted = [...derivation.advice(), ...remarks];
  const counts = await saveOutcome(tx, { records, derivation, recorder, anew: false });
  if (!rehearsal) await remember(says, tx.kept, recorder);
  const change = recorder.number ?? (await endChange(tx, recorder));
  const { created, updated, deleted, merged } = counts;
  return {
    written: true,
    created,
    updated,
    unchanged: records.pending.size - created - updated - deleted - merged,
    deleted,
    merged,
    ...(detailed && {
      rehearsed: rehearsedOf(derivation.derived, (text) => records.stored.get(text)?.view ?? null, derivation.views),
    }),
    ...(rehearsal ? { recorded: recorder.changes } : change !== null && { change }),
    ...(noted.length > 0 && { remarks: noted }),
  };
};

/**
 * Derives stored records anew, whatever was derived of them before and whatever they say that is refused of new ones.
 * @returns those that nothing could be derived of, and why; they are stored without an answer
 */
export const deriveAnew = async (keys: readonly Key[], tx: Transaction): Promise<Underived[]> => {
  const underived: Underived[] = [];
  const records = new WrittenRecords(tx);
  const references = new References(tx, records);
  const derivation = new Derivation(tx, records, references, { acceptExisting: false, underived });
  await derivation.run(keys);
  await saveOutcome(tx, { records, derivation, recorder: new Recorder(tx.log, {}), anew: true });
  return underived;
};

type Write = { tx: Transaction; records: WrittenRecords; options: WriteOptions };

/** Loads what a write is of, and says what of it stands otherwise than the write expects. */
const conflictsOf = async (changes: readonly Change[], { tx, records, options }: Write): Promise<Conflict[]> => {
  const { expected = new Map<string, number | null>(), says = null } = options;
  await records.load(changes.map(({ key }) => key));
  await records.load([...expected.keys()].map(keyOf));
  return [
    ...conflictsWith(expected, (text) => records.stored.get(text) ?? null),
    ...(await saidOtherwise(says, tx.kept, (text) => records.stored.get(text)?.revision ?? null)),
  ];
};

/** Takes changes into a write, with what of the records that are stored stays as it is. */
const takeChanges = (records: WrittenRecords, changes: readonly Change[]): void => {
  for (const { key, record, mergedInto, onlyIfAbsent = false, keeps = [] } of changes) {
    const text = keyText(key);
    if (onlyIfAbsent && records.exists(text)) continue;
    const sent = record as Pending['record'];
    const stored = sent === null ? null : records.before(text);
    const kept =
      sent === null || stored === null ? sent : withStored(keepingLong(key.type, sent, stored), keeps, stored);
    records.pending.set(text, { key, record: kept, movedTo: mergedInto });
    records.sent.add(text);
  }
};

/** Compares words that come new with the texts that are known of their sources; see compare-texts.ts. */
const compareSent = async (
  tx: Transaction,
  records: WrittenRecords,
  rulesHold: (text: string) => boolean,
): Promise<{ problems: Problem[]; remarks: Problem[] }> => {
  const changed = [...records.sent].flatMap((text) => {
    const { key, record } = records.pending.get(text)!;
    const hasWords = key.type === 'passage' || (key.type === 'statement' && (record?.['quotes'] as [])?.length > 0);
    return record !== null && hasWords && rulesHold(text) ? [{ key, record }] : [];
  });
  if (changed.length === 0) return { problems: [], remarks: [] };
  const snapshots = [...records.pending.values()].filter(({ key }) => key.type === 'snapshot');
  return compareTexts({
    changed,
    passage: (id) => records.after(keyText({ type: 'passage', id })),
    snapshots: new Map(snapshots.map(({ key, record }) => [key.id, record])),
    texts: tx,
  });
};

/** Ends an import that the last batch of changed nothing; whoever follows the log is told by the version of the store. */
const endChange = async (tx: Transaction, recorder: Recorder): Promise<number | null> => {
  const ended = await recorder.end();
  if (ended !== null) await tx.save([], []);
  return ended;
};
