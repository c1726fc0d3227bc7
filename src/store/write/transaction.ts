import type { LogWriter } from '../../log/change-sets.ts';
import type { Key } from '../../model/ids.ts';
import type { Texts } from '../compare-texts.ts';
import type { KeptEntries } from '../entries.ts';
import type { Sides } from '../disputes.ts';
import type { Later } from '../later.ts';
import type { Grounds, KeptRoots } from '../grounds.ts';
import type { IndexKeyChange, Save, StoredRevision } from '../stored.ts';

/** The primitives, all within one transaction that sees its own writes. */
export interface Transaction extends Texts {
  /**
   * `later`: the differences of the index are kept, and it is put together later (see `Store.file`), with what is
   * summed over others; `anew`: later and from the records, so that no difference is worked out.
   */
  readonly filing: 'now' | 'later' | 'anew';
  /** What is stored at these addresses; those where nothing is are left out. */
  load(keys: readonly Key[]): Later<Map<string, StoredRevision>>;
  /** Of the log of change sets. */
  readonly log: LogWriter;
  /** The records that refer directly to one of these. */
  referrers(keys: readonly Key[]): Later<Key[]>;
  /** The records that these gather (`Gathering` in model/define.ts); no others are looked at. */
  gathered(keys: readonly Key[]): Later<Key[]>;
  save(saves: readonly Save[], indexKeys: readonly IndexKeyChange[]): Later<void>;
  readonly kept: KeptEntries;
  readonly grounds: Grounds;
  readonly sides: Sides;
  /** Keeps the roots of claims. */
  keepRoots(kept: readonly KeptRoots[]): Later<void>;
}
