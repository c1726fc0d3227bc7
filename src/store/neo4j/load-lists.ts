import { fewest } from '../index/changes.ts';
import type { BlockWrite } from '../index/list-changes.ts';
import type { BuiltTerm } from '../index/build.ts';
import type { ColumnBlock } from '../index/columns.ts';
import { fieldOfTerm } from '../index/values.ts';
import { builtFields, type BuiltField } from './bulk.ts';
import { IndexWriter } from './index-writer.ts';
import type { Phase } from './phase.ts';
import type { Tx } from './query.ts';

/** How many entries of lists are written at once. */
const BUILT = 400_000;
/** As how many a term counts by itself. */
const PER_TERM = 20;

/** What is built of the index field by field, while it is written; it goes on where the step before it came to. */
type Building = {
  from: string;
  reading: { tx: Tx };
  fields: AsyncGenerator<BuiltField>;
  field: BuiltField | null;
  terms: Iterator<BuiltTerm>;
};

/** The next terms to write, all of them after that with the number `after`; with columns of the fields that begin. */
const nextTerms = async (
  building: Building,
  after: number | null,
): Promise<{ terms: BuiltTerm[]; blocks: BlockWrite[]; columns: ColumnBlock[] }> => {
  const [terms, blocks, columns]: [BuiltTerm[], BlockWrite[], ColumnBlock[]] = [[], [], []];
  let isPast = after === null;
  for (let entries = 0; entries < BUILT;) {
    const { value: term, done } = building.terms.next() as IteratorResult<BuiltTerm, undefined>;
    if (!done) {
      if (!isPast) {
        isPast = term.tid >= after!;
        continue;
      }
      terms.push(term);
      blocks.push(...building.field!.blocksOf(term));
      entries += term.records + PER_TERM;
      continue;
    }
    // Those of the field that a step ended in are past with it, whether or not it had more.
    isPast ||= building.field?.field === fieldOfTerm(after!);
    const { value: field, done: isOver } = await building.fields.next();
    if (isOver) break;
    building.field = field;
    if (isPast) columns.push(...field.columns);
    building.terms = (isPast || field.field === fieldOfTerm(after!) ? field.terms : [])[Symbol.iterator]();
  }
  return { terms, blocks, columns };
};

/** Writes lists, from beginning to end: some terms in each step. */
export const buildsLists = (many: number): Phase => {
  let known: Building | null = null;
  return async (tx, { after, done, version }) => {
    // The version is not raised by a step of ours.
    const from = (place: string): string => `${version} ${place}`;
    const begun = known;
    known = null;
    const isGoingOn = begun?.from === from(after);
    if (!isGoingOn) await begun?.fields.return(undefined);
    const reading = isGoingOn ? begun.reading : { tx };
    const building = isGoingOn
      ? begun
      : { from: '', reading, fields: builtFields(reading, fewest(many)), field: null, terms: [].values() };
    reading.tx = tx;
    try {
      const { terms, blocks, columns } = await nextTerms(building, isGoingOn || after === '' ? null : Number(after));
      if (terms.length === 0) return null;
      const index = new IndexWriter(tx, many);
      await index.saveColumns(columns);
      await index.saveTerms(terms);
      await index.addBlocks(blocks);
      const place = String(terms.at(-1)!.tid);
      known = { ...building, from: from(place) };
      return { after: place, done: done + terms.length, said: `the lists of ${done + terms.length} values` };
    } finally {
      if (known === null) await building.fields.return(undefined);
    }
  };
};
