import { dropRepeats, keyText, mapRefs, refsOf, type Key } from '../../model/ids.ts';
import { didYouMean } from '../../model/suggest.ts';
import { TYPES } from '../../model/types.ts';
import type { Transaction } from './transaction.ts';
import type { Mention, Problem } from '../writes.ts';
import type { Pending, WrittenRecords } from './records.ts';

const MOST_NAMED = 5;

/** Sees to the references of one write: whom they lead to, whom merges redirect them to, and that none leads to what is deleted. */
export class References {
  readonly problems: Problem[] = [];
  private readonly tx: Transaction;
  private readonly records: WrittenRecords;
  private readonly referring = new Map<string, Set<string>>();

  constructor(tx: Transaction, records: WrittenRecords) {
    this.tx = tx;
    this.records = records;
  }

  /** The records of the write that refer to the one at an address. */
  referringTo(text: string): ReadonlySet<string> {
    return this.referring.get(text) ?? new Set();
  }

  /** Checks all of them, and adds to the write whatever changes or goes with what was sent. */
  async resolve(mentions: readonly Mention[]): Promise<void> {
    await this.redirectReferrers();
    await this.resolveReferences();
    // Of records that are not taken, so that one report names all that is wrong with them.
    for (const { key, pointer, target } of mentions)
      if ((await this.records.destination(target)) === null) this.missing(key, pointer, target);
    await this.checkRemovals();
  }

  /** The addresses of records that refer to some of the write, directly or through others. */
  restingOn(texts: readonly string[]): Set<string> {
    const found = new Set<string>();
    for (let wave = texts; wave.length > 0;) {
      wave = wave.flatMap((text) => [...this.referringTo(text)]).filter((text) => !found.has(text));
      for (const text of wave) found.add(text);
    }
    return found;
  }

  private problem(key: Key, pointer: string, message: string, missing?: Key): void {
    this.problems.push({ key, pointer, message, ...(missing && { missing }) });
  }

  private missing(key: Key, pointer: string, target: Key): void {
    if (this.records.isKnown(keyText(target)))
      this.problem(key, pointer, `${target.type} ${target.id} was deleted; refer to another, or write it anew`);
    else
      this.problem(
        key,
        pointer,
        `there is no ${target.type} ${target.id}${didYouMean(target.id, this.records.idsOf(target.type))}; write it too, or correct the id`,
        target,
      );
  }

  /** Whether an id may lead to where a merge says: to a record, or to one deleted since where no record would be lost by it. */
  private async mayMerge(key: Key): Promise<boolean> {
    const end = await this.records.end(key);
    if (end === null) return false;
    if (this.records.exists(keyText(end))) return true;
    return this.records.isKnown(keyText(end)) && (this.records.stored.get(keyText(key))?.written ?? null) === null;
  }

  /** Whoever refers to an id that is merged is written anew, so that it refers to the other. */
  private async redirectReferrers(): Promise<void> {
    const { pending } = this.records;
    const merged = [...pending.values()].filter(({ movedTo }) => movedTo !== null).map(({ key }) => key);
    for (const key of merged) {
      const into: Key = { type: key.type, id: this.records.movedTo(keyText(key))! };
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
    await this.records.load(referrers);
    for (const key of referrers) {
      const text = keyText(key);
      if (!pending.has(text)) pending.set(text, { key, record: this.records.after(text), movedTo: null });
    }
  }

  private async resolveReferences(): Promise<void> {
    const written = [...this.records.pending.values()].filter((pending) => pending.record !== null);
    const targets = written.map(({ key, record }) => refsOf(record, TYPES[key.type].refs));
    await this.records.load(targets.flat());
    for (const [i, pending] of written.entries()) {
      const texts = targets[i]!.map(keyText);
      const from = keyText(pending.key);
      if (texts.every((text) => this.records.exists(text))) this.refer(from, texts);
      else {
        await this.resolveThose(pending);
        this.refer(from, refsOf(pending.record, TYPES[pending.key.type].refs).map(keyText));
      }
    }
  }

  private refer(from: string, targets: readonly string[]): void {
    for (const target of targets) {
      const referring = this.referring.get(target);
      if (referring === undefined) this.referring.set(target, new Set([from]));
      else referring.add(from);
    }
  }

  /** Lets the references of one record lead to where they mean. */
  private async resolveThose(pending: Pending): Promise<void> {
    const { key, record } = pending;
    const { refs } = TYPES[key.type];
    const missing: [Key, string][] = [];
    const moved: [Key, string][] = [];
    mapRefs(record, refs, (target, pointer) => {
      const text = keyText(target);
      if (!this.records.exists(text)) (this.records.movedTo(text) === null ? missing : moved).push([target, pointer]);
      return undefined;
    });
    const replaced = new Map<string, string>();
    for (const [target, pointer] of moved) {
      const destination = await this.records.destination(target);
      if (destination === null) missing.push([target, pointer]);
      else replaced.set(keyText(target), destination.id);
    }
    if (replaced.size > 0) {
      // A write may be tried again, with the records as they came.
      pending.record = structuredClone(record)!;
      mapRefs(pending.record, refs, (target) => replaced.get(keyText(target)));
      dropRepeats(pending.record, refs);
    }
    for (const [target, pointer] of missing) this.missing(key, pointer, target);
  }

  private async checkRemovals(): Promise<void> {
    const { pending } = this.records;
    for (const { key, record, movedTo } of pending.values()) {
      if (record !== null || movedTo !== null) continue;
      const gathered = TYPES[key.type].gathers.flatMap(({ from, isOwn = false }) => (isOwn ? [] : [from]));
      const others = (await this.tx.referrers([key])).filter((referrer) => !pending.has(keyText(referrer)));
      // What says something of a record and of nothing else goes with it.
      const its = others.filter(({ type }) => gathered.includes(type));
      await this.records.load(its);
      for (const each of its) pending.set(keyText(each), { key: each, record: null, movedTo: null });
      const referrers = others.filter(({ type }) => !gathered.includes(type));
      if (referrers.length === 0) continue;
      const more = referrers.length > MOST_NAMED ? ` and ${referrers.length - MOST_NAMED} more` : '';
      this.problem(
        key,
        '',
        `${key.type} ${key.id} cannot be deleted: ${referrers.slice(0, MOST_NAMED).map(keyText).join(', ')}${more} refer to it; change those first, or merge it into another`,
      );
    }
  }
}
