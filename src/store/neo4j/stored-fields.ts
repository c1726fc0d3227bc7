import { compareText } from '../../model/order.ts';
import { TERMS as TERMS_IN_FIELD } from '../index/values.ts';
import { BLOCKS, COLUMNS, TERMS } from './cypher-checks.ts';
import { filterOf } from './index-writer.ts';
import { columnId, integer, ORDERS } from './records.ts';
import type { Tx } from './query.ts';

type Properties = Record<string, any>;

/** What is stored of a filter: nodes with their properties, in the order of their numbers and places. */
export type StoredField = { terms: Properties[]; blocks: Properties[]; columns: Properties[] };
type KnownFields = ReadonlyMap<string, { field: number; terms: number }>;

/** How much is read at once: the values of filters, and what else they may have. */
const AT_ONCE = 5000;
/** So many records, filed under a filter, count as one more of its values. */
const RECORDS_PER_TERM = 32;

const RANGES = [
  ['terms', TERMS, (field: number) => field * TERMS_IN_FIELD],
  ['blocks', BLOCKS, (field: number) => field * TERMS_IN_FIELD * ORDERS],
  ['columns', COLUMNS, (field: number) => columnId(field, 0)],
] as const;

/**
 * What is stored of each filter, for a check that takes them in the order in which the index is built (bulk.ts): as many at
 * once as are small, since each query costs more than what it reads of them.
 */
export class StoredFields {
  private readonly tx: Tx;
  private readonly records: number;
  private readonly read = new Map<number, StoredField>();
  private readonly waiting: { field: number; terms: number }[];

  /** `records`: the greatest number of a record. */
  constructor(tx: Tx, fields: KnownFields, records: number) {
    this.tx = tx;
    this.records = records;
    this.waiting = [...fields]
      .map(([name, { field, terms }]) => ({ field, terms, type: filterOf(name).type }))
      .sort((a, b) => compareText(a.type, b.type) || a.field - b.field);
  }

  /** What is stored of a filter; it is not kept. */
  async take(field: number): Promise<StoredField> {
    if (!this.read.has(field)) await this.readFrom(field);
    const found = this.read.get(field)!;
    this.read.delete(field);
    return found;
  }

  private async readFrom(first: number): Promise<void> {
    const begin = this.waiting.findIndex(({ field }) => field === first);
    const fields = [first];
    if (begin >= 0) {
      let size = 0;
      const isSmall = ({ terms }: { terms: number }): boolean =>
        (size += terms + this.records / RECORDS_PER_TERM) <= AT_ONCE;
      let end = begin;
      while (end < this.waiting.length && isSmall(this.waiting[end]!)) end++;
      const taken = this.waiting.splice(0, Math.max(end, begin + 1));
      fields.push(...taken.slice(begin + 1).map(({ field }) => field));
    }
    const each = new Set(fields);
    for (const field of each) this.read.set(field, { terms: [], blocks: [], columns: [] });
    await Promise.all(
      RANGES.map(async ([kind, query, from]) => {
        const ranges = [...each].map((field) => ({ field, from: integer(from(field)), end: integer(from(field + 1)) }));
        const { records } = await this.tx.run(query, { ranges });
        for (const record of records) this.read.get(record.get('field'))![kind].push(record.get('properties'));
      }),
    );
  }
}
