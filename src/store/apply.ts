import type { LogWriter } from '../log/change-sets.ts';
import { conflictsWith, Recorder } from '../log/recorder.ts';
import type { BaseView, Look, Report } from '../model/define.ts';
import { deriveView } from '../model/derive.ts';
import { restsOn } from '../model/gathering.ts';
import { dropRepeats, keyOf, keyText, mapRefs, refsOf, type Key, type TypeName } from '../model/ids.ts';
import { addCounts, postingChanges, sortKeysOf } from '../model/postings.ts';
import { keepingLong } from '../model/long-forms.ts';
import { tokensAfter, wordsAfter, wordsOf } from './full-text.ts';
import { didYouMean } from '../model/suggest.ts';
import { DERIVED_ORDER, TYPES } from '../model/types.ts';
import type { Change, Mention, Problem, WriteOptions, WriteReport } from './port.ts';
import { carryMerged } from './carried.ts';
import { compareTexts, type Texts } from './compare-texts.ts';
import { Gatherings } from './gathering.ts';
import { rehearsedOf } from './rehearsed.ts';
import type { PostingChange, Save, Stored, StoredRevision } from './stored.ts';
import { withStored } from './writes.ts';
import { rootsAfter, type Grounds, type KeptRoots } from './roots.ts';
import type { KeptEntries } from './entries.ts';
import { remember, saidOtherwise } from './file-memory.ts';
import type { Later } from './later.ts';

/*
 * How a write becomes what is stored, once for every engine: references are checked, what is derived is derived anew
 * for the changed records and for whatever rests on them, and the difference of the index is worked out. An engine
 * gives the three primitives of `Transaction` and nothing else.
 */

/** The primitives, all within one transaction that sees its own writes. */
export interface Transaction extends Grounds, Texts {
  /** `later`: the differences of the index are kept, and it is put together later (see `Store.file`), with what is summed over others; `anew`: later and from the records, so that no difference is worked out. */
  readonly filing: 'now' | 'later' | 'anew';
  /** What is stored at these addresses; those where nothing is are left out. */
  load(keys: readonly Key[]): Later<Map<string, StoredRevision>>;
  /** Of the log of change sets. */
  readonly log: LogWriter;
  /** The records that refer directly to one of these. */
  referrers(keys: readonly Key[]): Later<Key[]>;
  /** The records that these gather (`Gathering` in model/define.ts); no others are looked at. */
  gathered(keys: readonly Key[]): Later<Key[]>;
  save(saves: readonly Save[], postings: readonly PostingChange[]): Later<void>;
  readonly kept: KeptEntries;
  /** Keeps the roots of claims. */
  keepRoots(kept: readonly KeptRoots[]): Later<void>;
}

type Pending = { key: Key; record: Record<string, unknown> | null; movedTo: string | null };

const parse = (json: string | null): any => (json === null ? null : JSON.parse(json));

/** Applies changes within a transaction, or reports why none can be; the caller commits or rolls back. */
export const applyChanges = async (
  changes: readonly Change[],
  tx: Transaction,
  options: Omit<WriteOptions, 'filing' | 'note'> = {},
): Promise<WriteReport> => new Application(tx, options).run(changes);

/**
 * Derives stored records anew, whatever was derived of them before and whatever they say that is refused of new ones.
 * @returns those that nothing could be derived of, and why; they are stored without an answer
 */
export const deriveAnew = async (keys: readonly Key[], tx: Transaction): Promise<Underived[]> =>
  new Application(tx, {}).deriveStored(keys);

/** A record that cannot be derived: it is too far from what the model takes. */
export type Underived = { key: Key; message: string };

class Application {
  private readonly tx: Transaction;
  private readonly stored = new Map<string, StoredRevision | null>();
  private readonly pending = new Map<string, Pending>();
  private readonly views = new Map<string, BaseView | null>();
  private readonly derived = new Set<string>();
  /** The answers that this write has derived, as JSON. */
  private readonly json = new Map<string, string | null>();
  /** Of references and removals. */
  private readonly problems: Problem[] = [];
  /** Of what is derived, by the record; found anew each time that it is. */
  private readonly faults = new Map<string, Problem[]>();
  /** The records that rules hold for: those that were sent, and not those that are only derived or redirected with them. */
  private readonly sent = new Set<string>();
  private readonly acceptExisting: boolean;
  private readonly mentions: readonly Mention[];
  private readonly options: WriteOptions;
  private readonly recorder: Recorder;
  private readonly gatherings = new Gatherings({
    load: async (keys) => {
      const found = await this.tx.gathered(keys);
      await this.load(found);
      return found;
    },
    before: (text) => parse(this.stored.get(text)?.written ?? null),
    after: (text) => this.record(text),
    view: (text) => this.view(text),
    referring: (text) => this.referredInBatch.get(text) ?? [],
  });
  private readonly referredInBatch = new Map<string, Set<string>>();
  /** Filled where what cannot be derived is passed over; null where it is an error. */
  private underived: Underived[] | null = null;
  private readonly counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, merged: 0 };

  constructor(tx: Transaction, options: WriteOptions) {
    const { acceptExisting = false, mentions = [] } = options;
    this.tx = tx;
    this.options = options;
    this.recorder = new Recorder(tx.log, options);
    this.acceptExisting = acceptExisting;
    this.mentions = mentions;
  }

  async run(changes: readonly Change[]): Promise<WriteReport> {
    await this.load(changes.map(({ key }) => key));
    const { expected = new Map<string, number | null>(), rehearsal, detailed, says = null } = this.options;
    await this.load([...expected.keys()].map(keyOf));
    const conflicts = [
      ...conflictsWith(expected, (text) => this.stored.get(text) ?? null),
      ...(await saidOtherwise(says, this.tx.kept, (text) => this.stored.get(text)?.revision ?? null)),
    ];
    if (conflicts.length > 0) return { written: false, problems: [], conflicts };
    for (const { key, record, mergedInto, onlyIfAbsent = false, keeps = [] } of changes) {
      if (onlyIfAbsent && this.exists(keyText(key))) continue;
      const stored = record === null ? null : parse(this.stored.get(keyText(key))?.written ?? null);
      const kept =
        stored === null
          ? record
          : withStored(keepingLong(key.type, record as Pending['record'] & {}, stored), keeps, stored);
      this.pending.set(keyText(key), { key, record: kept as Pending['record'], movedTo: mergedInto });
      this.sent.add(keyText(key));
    }
    await carryMerged(this.pending, {
      stored: (text) => parse(this.stored.get(text)?.written ?? null),
      record: (text) => this.record(text),
      end: (key) => this.end(key),
    });
    await this.redirectReferrers();
    await this.resolveReferences();
    await this.resolveMentions();
    await this.checkRemovals();
    const { problems: misplaced, remarks } = await this.compareTexts();
    await this.derive([...this.pending.values()].filter((pending) => this.differs(pending)).map(({ key }) => key));
    const problems = [...this.problems, ...this.soundFaults(), ...misplaced];
    if (problems.length > 0) return { written: false, problems };
    await this.save();
    if (!rehearsal) await remember(says, this.tx.kept, this.recorder);
    const change = this.recorder.number ?? (await this.endChange());
    const { created, updated, deleted, merged } = this.counts;
    this.counts.unchanged = this.pending.size - created - updated - deleted - merged;
    return {
      written: true,
      ...this.counts,
      ...(detailed && {
        rehearsed: rehearsedOf(this.derived, (text) => this.stored.get(text)?.view ?? null, this.views),
      }),
      ...(rehearsal ? { recorded: this.recorder.changes } : change !== null && { change }),
      ...(remarks.length > 0 && { remarks }),
    };
  }

  /** Ends an import that the last batch of changed nothing; whoever follows the log is told by the version of the store. */
  private async endChange(): Promise<number | null> {
    const ended = await this.recorder.end();
    if (ended !== null) await this.tx.save([], []);
    return ended;
  }

  async deriveStored(keys: readonly Key[]): Promise<Underived[]> {
    this.underived = [];
    await this.derive(keys);
    await this.save();
    return this.underived;
  }

  private async load(keys: readonly Key[]): Promise<void> {
    const missing = [
      ...new Map(keys.filter((key) => !this.stored.has(keyText(key))).map((key) => [keyText(key), key])).values(),
    ];
    if (missing.length === 0) return;
    const found = await this.tx.load(missing);
    for (const key of missing) this.stored.set(keyText(key), found.get(keyText(key)) ?? null);
  }

  private problem(key: Key, pointer: string, message: string, missing?: Key): void {
    this.problems.push({ key, pointer, message, ...(missing && { missing }) });
  }

  /**
   * What is wrong with what was derived. Where references lead nowhere, only of records that were sent and do not rest on
   * one with such a reference: what follows from a record that is not whole is no fault.
   */
  private soundFaults(): Problem[] {
    if (this.problems.length === 0) return [...this.faults.values()].flat();
    const unsound = new Set<string>();
    const broken = this.problems.map(({ key }) => keyText(key)).filter((text) => this.exists(text));
    for (let wave = broken; wave.length > 0;) {
      const above = wave.flatMap((text) => [...(this.referredInBatch.get(text) ?? [])]);
      wave = above.filter((text) => !unsound.has(text));
      for (const text of wave) unsound.add(text);
    }
    return [...this.faults].flatMap(([text, faults]) => (this.sent.has(text) && !unsound.has(text) ? faults : []));
  }

  private differs({ key, record, movedTo }: Pending): boolean {
    const stored = this.stored.get(keyText(key)) ?? null;
    return (
      stored === null ||
      stored.movedTo !== movedTo ||
      stored.written !== (record === null ? null : JSON.stringify(record))
    );
  }

  /** The record at an address as this write leaves it. */
  private record(text: string): Record<string, unknown> | null {
    const pending = this.pending.get(text);
    return pending ? pending.record : parse(this.stored.get(text)?.written ?? null);
  }

  /** Whether this write leaves a record at an address; the record, which may be large, is not looked into. */
  private exists(text: string): boolean {
    const pending = this.pending.get(text);
    return (pending ? pending.record : (this.stored.get(text)?.written ?? null)) !== null;
  }

  private movedTo(text: string): string | null {
    const pending = this.pending.get(text);
    return pending ? pending.movedTo : (this.stored.get(text)?.movedTo ?? null);
  }

  /** Where merges lead in the end, whether or not a record stands there; null where they go in a circle. */
  private async end(key: Key): Promise<Key | null> {
    const seen = new Set<string>();
    for (let at = key; !seen.has(keyText(at));) {
      await this.load([at]);
      const next = !this.exists(keyText(at)) ? this.movedTo(keyText(at)) : null;
      if (next === null) return at;
      seen.add(keyText(at));
      at = { type: at.type, id: next };
    }
    return null;
  }

  /** The record that a reference means now; null where there is none. */
  private async destination(key: Key): Promise<Key | null> {
    const end = await this.end(key);
    return end !== null && this.exists(keyText(end)) ? end : null;
  }

  /** Whether an id may lead to where a merge says: to a record, or to one deleted since where no record would be lost by it. */
  private async mayMerge(key: Key): Promise<boolean> {
    const end = await this.end(key);
    if (end === null) return false;
    if (this.exists(keyText(end))) return true;
    const deleted = this.pending.has(keyText(end)) || this.stored.get(keyText(end)) !== null;
    return deleted && (this.stored.get(keyText(key))?.written ?? null) === null;
  }

  /** Whoever refers to an id that is merged is written anew, so that it refers to the other. */
  private async redirectReferrers(): Promise<void> {
    const merged = [...this.pending.values()].filter(({ movedTo }) => movedTo !== null).map(({ key }) => key);
    for (const key of merged) {
      const into: Key = { type: key.type, id: this.movedTo(keyText(key))! };
      if (!(await this.mayMerge(key)))
        this.problem(
          key,
          '/mergedInto',
          `there is no ${into.type} ${into.id} to merge into; write it, or name another`,
          into,
        );
    }
    if (merged.length === 0) return;
    const referrers = await this.tx.referrers(merged);
    await this.load(referrers);
    for (const key of referrers) {
      const text = keyText(key);
      if (!this.pending.has(text)) this.pending.set(text, { key, record: this.record(text), movedTo: null });
    }
  }

  private async resolveReferences(): Promise<void> {
    const records = [...this.pending.values()].filter((pending) => pending.record !== null);
    await this.load(records.flatMap(({ key, record }) => refsOf(record, TYPES[key.type].refs)));
    for (const pending of records) {
      const { key, record } = pending;
      const missing: [Key, string][] = [];
      const moved: [Key, string][] = [];
      mapRefs(record, TYPES[key.type].refs, (target, pointer) => {
        const text = keyText(target);
        if (!this.exists(text)) (this.movedTo(text) === null ? missing : moved).push([target, pointer]);
        return undefined;
      });
      const replaced = new Map<string, string>();
      for (const [target, pointer] of moved) {
        const destination = await this.destination(target);
        if (destination === null) missing.push([target, pointer]);
        else replaced.set(keyText(target), destination.id);
      }
      if (replaced.size > 0) {
        // A write may be tried again, with the records as they came.
        pending.record = structuredClone(record)!;
        mapRefs(pending.record, TYPES[key.type].refs, (target) => replaced.get(keyText(target)));
        dropRepeats(pending.record, TYPES[key.type].refs);
      }
      for (const [target, pointer] of missing) this.missing(key, pointer, target);
      for (const target of refsOf(pending.record, TYPES[key.type].refs)) this.refersTo(key, target);
    }
  }

  private missing(key: Key, pointer: string, target: Key): void {
    const deleted = this.pending.has(keyText(target)) || this.stored.get(keyText(target));
    if (deleted)
      this.problem(key, pointer, `${target.type} ${target.id} was deleted; refer to another, or write it anew`);
    else
      this.problem(
        key,
        pointer,
        `there is no ${target.type} ${target.id}${didYouMean(target.id, this.idsOf(target.type))}; write it too, or correct the id`,
        target,
      );
  }

  /** The references of records that are not taken, so that one report names all that is wrong with them. */
  private async resolveMentions(): Promise<void> {
    for (const { key, pointer, target } of this.mentions)
      if ((await this.destination(target)) === null) this.missing(key, pointer, target);
  }

  private idsOf(type: TypeName): string[] {
    return [...this.pending.values()].filter((pending) => pending.key.type === type).map((pending) => pending.key.id);
  }

  private refersTo(key: Key, target: Key): void {
    const from = this.referredInBatch.get(keyText(target)) ?? new Set();
    this.referredInBatch.set(keyText(target), from.add(keyText(key)));
  }

  private async checkRemovals(): Promise<void> {
    for (const { key, record, movedTo } of this.pending.values()) {
      if (record !== null || movedTo !== null) continue;
      const gathered = TYPES[key.type].gathers.flatMap(({ from, isOwn = false }) => (isOwn ? [] : [from]));
      const others = (await this.tx.referrers([key])).filter((referrer) => !this.pending.has(keyText(referrer)));
      // What says something of a record and of nothing else goes with it.
      const its = others.filter(({ type }) => gathered.includes(type));
      await this.load(its);
      for (const each of its) this.pending.set(keyText(each), { key: each, record: null, movedTo: null });
      const referrers = others.filter(({ type }) => !gathered.includes(type));
      if (referrers.length === 0) continue;
      this.problem(
        key,
        '',
        `${key.type} ${key.id} cannot be deleted: ${referrers.slice(0, 5).map(keyText).join(', ')}${referrers.length > 5 ? ` and ${referrers.length - 5} more` : ''} refer to it; change those first, or merge it into another`,
      );
    }
  }

  /** Compares words that come new with the texts that are known of their sources; see compare-texts.ts. */
  private async compareTexts(): Promise<{ problems: Problem[]; remarks: Problem[] }> {
    const changed = [...this.sent].flatMap((text) => {
      const { key, record } = this.pending.get(text)!;
      const hasWords = key.type === 'passage' || (key.type === 'statement' && (record?.['quotes'] as [])?.length > 0);
      return record !== null && hasWords && this.rulesHold(text) ? [{ key, record }] : [];
    });
    if (changed.length === 0) return { problems: [], remarks: [] };
    const snapshots = [...this.pending.values()].filter(({ key }) => key.type === 'snapshot');
    return compareTexts({
      changed,
      passage: (id) => this.record(keyText({ type: 'passage', id })),
      snapshots: new Map(snapshots.map(({ key, record }) => [key.id, record])),
      texts: this.tx,
    });
  }

  /** Derives these records and, as long as answers change, those that refer to them; lower types first. */
  private async derive(keys: readonly Key[]): Promise<void> {
    const waiting = DERIVED_ORDER.map(() => new Map<string, Key>());
    const enqueue = (key: Key): unknown => waiting[DERIVED_ORDER.indexOf(key.type)]!.set(keyText(key), key);
    keys.forEach(enqueue);
    for (
      let wave = waiting.find((keys) => keys.size > 0);
      wave !== undefined;
      wave = waiting.find((keys) => keys.size > 0)
    ) {
      const now = [...wave.values()];
      wave.clear();
      await this.load(now);
      await this.load(now.flatMap((key) => refsOf(this.record(keyText(key)), TYPES[key.type].refs)));
      await this.gatherings.load(now);
      const changed = now.filter((key) => this.deriveOne(key));
      const gatherers = changed.flatMap((key) => this.gatherings.gatherersOf(key));
      await this.load(gatherers);
      // What was never derived is not derived anew; its own turn comes.
      for (const key of gatherers) if (this.exists(keyText(key)) && this.isDerived(keyText(key))) enqueue(key);
      // Where nothing will be written, what the records that were sent come to is enough.
      const inStore = this.problems.length > 0 ? [] : changed.filter((key) => this.stored.get(keyText(key)) !== null);
      for (const key of inStore.length > 0 ? await this.tx.referrers(inStore) : [])
        if (!this.pending.has(keyText(key)) && restsOn(key, now[0]!)) enqueue(key);
      for (const text of changed.flatMap((key) => [...(this.referredInBatch.get(keyText(key)) ?? [])]))
        if (restsOn(keyOf(text), now[0]!)) enqueue(keyOf(text));
    }
  }

  private isDerived(text: string): boolean {
    return this.pending.has(text) || (this.stored.get(text)?.view ?? null) !== null;
  }

  /** Derives one record; whether its answer differs from the last one. */
  private deriveOne(key: Key): boolean {
    const text = keyText(key);
    const record = this.record(text);
    const faults: Problem[] = [];
    const report: Report = (pointer, message) => void faults.push({ key, pointer, message });
    const look = (type: TypeName, id: string): any => this.view(keyText({ type, id }));
    const after = record === null ? null : this.viewOf(key, record, look, report);
    this.faults.set(text, faults);
    this.views.set(text, after);
    this.derived.add(text);
    const json = after === null ? null : JSON.stringify(after);
    const last = this.json.has(text) ? this.json.get(text) : (this.stored.get(text)?.view ?? null);
    this.json.set(text, json);
    return json !== last;
  }

  /** Rules are for what is created or changed now; what is stored keeps to those of its time. */
  private rulesHold(text: string): boolean {
    return !this.acceptExisting && this.sent.has(text) && this.differs(this.pending.get(text)!);
  }

  private viewOf(key: Key, record: Record<string, unknown>, look: Look, report: Report): BaseView | null {
    const gathered = <V extends BaseView>(from: TypeName): V[] => this.gatherings.of(key, from) as V[];
    try {
      return deriveView(key, record, look, report, {
        gathered,
        ...(this.rulesHold(keyText(key)) && { rule: report }),
      });
    } catch (error) {
      if (this.underived === null) throw error;
      this.underived.push({ key, message: (error as Error).message });
      return null;
    }
  }

  /** The answer at an address: as derived in this write, or else as stored. */
  private view(text: string): BaseView | null {
    if (!this.views.has(text)) this.views.set(text, parse(this.stored.get(text)?.view ?? null));
    return this.views.get(text)!;
  }

  private async save(): Promise<void> {
    const saves: Save[] = [];
    const postings = new Map<string, Map<string, number>>();
    const before = (text: string): BaseView | null => parse(this.stored.get(text)?.view ?? null);
    for (const text of this.derived) {
      const stored = this.stored.get(text) ?? null;
      const key = keyOf(text);
      const view = this.view(text);
      const record = this.record(text);
      const written = record === null ? null : JSON.stringify(record);
      const json = this.json.get(text) ?? null;
      const movedTo = this.movedTo(text);
      const isSame = stored?.written === written && stored?.movedTo === movedTo && stored?.view === json;
      // Derived anew, words are too.
      if (isSame && this.underived === null) continue;
      this.count(stored, written, movedTo);
      this.recorder.add(key, stored, { written, movedTo });
      const previous = before(text);
      const paths = TYPES[key.type].refs;
      const was = parse(stored?.written ?? null);
      saves.push({
        key,
        written,
        movedTo,
        view: json,
        sorts: view === null ? [] : sortKeysOf(view),
        refs: refsOf(record, paths),
        previousRefs: refsOf(was, paths),
        revision: stored?.revision ?? null,
        tokens: tokensAfter(this.underived === null ? previous : null, view),
        words: this.underived === null ? wordsAfter(key.type, was, record) : wordsOf(key.type, record),
      });
      if (this.tx.filing === 'anew') continue;
      for (const [owner, counts] of postingChanges(previous, view)) addCounts(postings, owner, counts);
      if (previous !== null && view !== null && !postings.has(text)) postings.set(text, new Map());
    }
    if (saves.length === 0) return;
    await this.recorder.begin(saves);
    // A record that this write no longer refers to loses postings too.
    await this.load([...postings.keys()].map(keyOf));
    const changes = [...postings].map(([owner, counts]): PostingChange => {
      const [was, is] = [before(owner), this.view(owner)];
      // What is not derived yet, of a store that is derived anew, has its place once it is.
      const places = (view: BaseView | null): string[] => (view === null ? [] : sortKeysOf(view));
      return { owner: keyOf(owner), counts, sorts: places(is ?? was), previousSorts: places(was ?? is) };
    });
    await this.tx.save(saves, changes);
    await this.recorder.append();
    if (this.tx.filing !== 'now') return;
    const { postings: rooted, kept } = await rootsAfter(this.tx, changes, async (keys) => {
      await this.load(keys);
      return keys.flatMap((key) => this.view(keyText(key)) ?? []);
    });
    if (kept.length > 0) await this.tx.keepRoots(kept);
    if (rooted.length > 0) await this.tx.save([], rooted);
  }

  private count(stored: Stored | null, written: string | null, movedTo: string | null): void {
    if (movedTo !== null) this.counts.merged += 1;
    else if (written === null) this.counts.deleted += 1;
    else if (stored === null || stored.written === null) this.counts.created += 1;
    else if (stored.written !== written) this.counts.updated += 1;
  }
}
