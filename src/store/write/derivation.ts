import type { BaseView, Look, Remarks, Report } from '../../model/define.ts';
import { deriveView } from '../../model/derive.ts';
import { restsOn } from '../../model/gathering.ts';
import { keyOf, keyText, refsOf, type Key, type TypeName } from '../../model/ids.ts';
import { DERIVED_ORDER, TYPES } from '../../model/types.ts';
import type { Transaction } from './transaction.ts';
import { Gatherings } from '../gathering.ts';
import type { Problem } from '../writes.ts';
import { parse, type WrittenRecords } from './records.ts';
import type { References } from './references.ts';

/** A record that cannot be derived: it is too far from what the model takes. */
export type Underived = { key: Key; message: string };

/** `acceptExisting`: see `WriteOptions`; `underived`: takes what cannot be derived, which else is an error. */
export type DerivationOptions = { acceptExisting: boolean; underived: Underived[] | null };

/** Derives what a write changes: the answers of its records, and those of whatever rests on them. */
export class Derivation {
  /** The addresses of what was derived in this write. */
  readonly derived = new Set<string>();
  readonly views = new Map<string, BaseView | null>();
  private readonly tx: Transaction;
  private readonly records: WrittenRecords;
  private readonly references: References;
  private readonly options: DerivationOptions;
  private readonly gatherings: Gatherings;
  /** The answers that this write has derived, as JSON. */
  private readonly answers = new Map<string, string | null>();
  /** By the record; found anew each time that it is derived. */
  private readonly found = new Map<string, Problem[]>();
  /** The same of what is taken, though somebody should look at it. */
  private readonly advised = new Map<string, Problem[]>();

  constructor(tx: Transaction, records: WrittenRecords, references: References, options: DerivationOptions) {
    this.tx = tx;
    this.records = records;
    this.references = references;
    this.options = options;
    this.gatherings = new Gatherings({
      load: async (keys) => {
        const gathered = await tx.gathered(keys);
        await records.load(gathered);
        return gathered;
      },
      before: (text) => records.before(text),
      after: (text) => records.after(text),
      view: (text) => this.view(text),
      referring: (text) => references.referringTo(text),
    });
  }

  /** Derives these records and, as long as answers change, those that refer to them; lower types first. */
  async run(keys: readonly Key[]): Promise<void> {
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
      await this.records.load(now);
      await this.records.load(now.flatMap((key) => refsOf(this.records.after(keyText(key)), TYPES[key.type].refs)));
      await this.gatherings.load(now);
      const changed = now.filter((key) => this.deriveOne(key));
      for (const key of await this.restingOn(changed, now[0]!)) enqueue(key);
    }
  }

  /** The answer at an address: as derived in this write, or else as stored. */
  view(text: string): BaseView | null {
    if (!this.views.has(text)) this.views.set(text, parse(this.records.stored.get(text)?.view ?? null));
    return this.views.get(text)!;
  }

  /** The same as JSON, of what this write has derived. */
  json(text: string): string | null {
    return this.answers.get(text) ?? null;
  }

  /** Rules are for what is created or changed now; what is stored keeps to those of its time. */
  rulesHold(text: string): boolean {
    const { records } = this;
    return !this.options.acceptExisting && records.sent.has(text) && records.differs(records.pending.get(text)!);
  }

  /**
   * What is wrong with what was derived. Where references lead nowhere, only of records that were sent and do not rest on
   * one with such a reference: what follows from a record that is not whole is no fault.
   */
  faults(): Problem[] {
    const { problems } = this.references;
    if (problems.length === 0) return [...this.found.values()].flat();
    const broken = problems.map(({ key }) => keyText(key)).filter((text) => this.records.exists(text));
    const unsound = this.references.restingOn(broken);
    return [...this.found].flatMap(([text, faults]) =>
      this.records.sent.has(text) && !unsound.has(text) ? faults : [],
    );
  }

  /** What somebody should look at of the records that were sent. */
  advice(): Problem[] {
    return [...this.advised.values()].flat();
  }

  /** What may come to something else by these changes of records of one type. */
  private async restingOn(changed: readonly Key[], one: Key): Promise<Key[]> {
    const gatherers = changed.flatMap((key) => this.gatherings.gatherersOf(key));
    await this.records.load(gatherers);
    // Where nothing will be written, what the records that were sent come to is enough.
    const isWritten = this.references.problems.length === 0;
    const inStore = isWritten ? changed.filter((key) => this.records.stored.get(keyText(key)) !== null) : [];
    const referrers = inStore.length > 0 ? await this.tx.referrers(inStore) : [];
    const inWrite = changed.flatMap((key) => [...this.references.referringTo(keyText(key))]).map(keyOf);
    return [
      // What was never derived is not derived anew; its own turn comes.
      ...gatherers.filter((key) => this.records.exists(keyText(key)) && this.isDerived(keyText(key))),
      ...referrers.filter((key) => !this.records.pending.has(keyText(key)) && restsOn(key, one)),
      ...inWrite.filter((key) => restsOn(key, one)),
    ];
  }

  private isDerived(text: string): boolean {
    return this.records.pending.has(text) || (this.records.stored.get(text)?.view ?? null) !== null;
  }

  /** Derives one record; whether its answer differs from the last one. */
  private deriveOne(key: Key): boolean {
    const text = keyText(key);
    const record = this.records.after(text);
    const faults: Problem[] = [];
    const report: Report = (pointer, message) => void faults.push({ key, pointer, message });
    const advised: Problem[] = [];
    const remarks: Remarks = {
      rule: report,
      advise: (pointer, message) => void advised.push({ key, pointer, message }),
    };
    const look = (type: TypeName, id: string): any => this.view(keyText({ type, id }));
    const after = record === null ? null : this.viewOf(key, record, { look, report, remarks });
    this.found.set(text, faults);
    if (advised.length > 0 || this.advised.has(text)) this.advised.set(text, advised);
    this.views.set(text, after);
    this.derived.add(text);
    const json = after === null ? null : JSON.stringify(after);
    const last = this.answers.has(text) ? this.answers.get(text) : (this.records.stored.get(text)?.view ?? null);
    this.answers.set(text, json);
    return json !== last;
  }

  private viewOf(
    key: Key,
    record: Record<string, unknown>,
    { look, report, remarks }: { look: Look; report: Report; remarks: Remarks },
  ): BaseView | null {
    const gathered = <V extends BaseView>(from: TypeName): V[] => this.gatherings.of(key, from) as V[];
    try {
      return deriveView(key, record, look, report, {
        gathered,
        ...(this.rulesHold(keyText(key)) && remarks),
      });
    } catch (error) {
      if (this.options.underived === null) throw error;
      this.options.underived.push({ key, message: (error as Error).message });
      return null;
    }
  }
}
