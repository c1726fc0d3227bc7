import type { BaseView } from '../model/define.ts';
import { gatherersIn } from '../model/gathering.ts';
import { keyOf, keyText, type Key, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { gatherersOf, TYPES } from '../model/types.ts';

/*
 * What records gather while they are derived (`Gathering` in model/define.ts): records of the store and of the write that
 * is under way, as that leaves them.
 */

type Written = Record<string, unknown> | null;

/** What is known of a write; addresses are texts of keys. */
export type Underway = {
  /** Loads what these gather in the store, and returns it. */
  load(keys: readonly Key[]): Promise<Key[]>;
  /** The record at an address as it was stored, and as the write leaves it; null where none is. */
  before(address: string): Written;
  after(address: string): Written;
  /** The answer there as the write leaves it. */
  view(address: string): BaseView | null;
  /** The records of the write that refer to the one at an address. */
  referring(address: string): Iterable<string>;
};

export class Gatherings {
  private readonly write: Underway;
  /** What records gather in the store, by their address. */
  private readonly stored = new Map<string, Set<string>>();

  constructor(write: Underway) {
    this.write = write;
  }

  /** Loads what these gather in the store; what this write brings is known. */
  async load(keys: readonly Key[]): Promise<void> {
    const asked = keys.filter(
      (key) =>
        TYPES[key.type].gathers.length > 0 &&
        this.write.before(keyText(key)) !== null &&
        !this.stored.has(keyText(key)),
    );
    if (asked.length === 0) return;
    for (const key of asked) this.stored.set(keyText(key), new Set());
    for (const key of await this.write.load(asked))
      for (const target of gatherersIn(key, this.write.before(keyText(key))))
        this.stored.get(keyText(target))?.add(keyText(key));
  }

  /** The records of a type that one gathers, in order of id. */
  of(key: Key, from: TypeName): BaseView[] {
    const address = keyText(key);
    const candidates = new Set([...(this.stored.get(address) ?? []), ...this.write.referring(address)]);
    return [...candidates]
      .filter((text) => {
        const candidate = keyOf(text);
        return (
          candidate.type === from &&
          gatherersIn(candidate, this.write.after(text)).some((target) => keyText(target) === address)
        );
      })
      .sort(compareText)
      .flatMap((text) => this.write.view(text) ?? []);
  }

  /** The records that gather one, as it was and as the write leaves it. */
  gatherersOf(key: Key): Key[] {
    if (gatherersOf(key.type).length === 0) return [];
    const address = keyText(key);
    return [this.write.before(address), this.write.after(address)].flatMap((record) => gatherersIn(key, record));
  }
}
