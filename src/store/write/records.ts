import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import type { Transaction } from './transaction.ts';
import type { StoredRevision } from '../stored.ts';

export const parse = (json: string | null): any => (json === null ? null : JSON.parse(json));

/** What a write leaves at an address. */
export type Pending = { key: Key; record: Record<string, unknown> | null; movedTo: string | null };

/** The records of one write: as they are stored, and as the write leaves them. Addresses are texts of keys. */
export class WrittenRecords {
  readonly stored = new Map<string, StoredRevision | null>();
  readonly pending = new Map<string, Pending>();
  /** The records that rules hold for: those that were sent, and not those that are only derived or redirected with them. */
  readonly sent = new Set<string>();
  private readonly tx: Transaction;

  constructor(tx: Transaction) {
    this.tx = tx;
  }

  async load(keys: readonly Key[]): Promise<void> {
    const missing = [
      ...new Map(keys.filter((key) => !this.stored.has(keyText(key))).map((key) => [keyText(key), key])).values(),
    ];
    if (missing.length === 0) return;
    const found = await this.tx.load(missing);
    for (const key of missing) this.stored.set(keyText(key), found.get(keyText(key)) ?? null);
  }

  /** The record at an address as it is stored. */
  before(text: string): Record<string, unknown> | null {
    return parse(this.stored.get(text)?.written ?? null);
  }

  /** The record at an address as this write leaves it. */
  after(text: string): Record<string, unknown> | null {
    const pending = this.pending.get(text);
    return pending ? pending.record : this.before(text);
  }

  /** Whether this write leaves a record at an address; the record, which may be large, is not looked into. */
  exists(text: string): boolean {
    const pending = this.pending.get(text);
    return (pending ? pending.record : (this.stored.get(text)?.written ?? null)) !== null;
  }

  movedTo(text: string): string | null {
    const pending = this.pending.get(text);
    return pending ? pending.movedTo : (this.stored.get(text)?.movedTo ?? null);
  }

  /** Whether there is or was a record at an address, or this write says something of it. */
  isKnown(text: string): boolean {
    return this.pending.has(text) || (this.stored.get(text) ?? null) !== null;
  }

  /** Whether the write changes what is written. */
  differs({ key, record, movedTo }: Pending): boolean {
    const stored = this.stored.get(keyText(key)) ?? null;
    return (
      stored === null ||
      stored.movedTo !== movedTo ||
      stored.written !== (record === null ? null : JSON.stringify(record))
    );
  }

  /** Where merges lead in the end, whether or not a record stands there; null where they go in a circle. */
  async end(key: Key): Promise<Key | null> {
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
  async destination(key: Key): Promise<Key | null> {
    const end = await this.end(key);
    return end !== null && this.exists(keyText(end)) ? end : null;
  }

  idsOf(type: TypeName): string[] {
    return [...this.pending.values()].filter((pending) => pending.key.type === type).map((pending) => pending.key.id);
  }
}
