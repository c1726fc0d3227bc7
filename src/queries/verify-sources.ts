import type { BaseView } from '../model/define.ts';
import type { Key, TypeName } from '../model/ids.ts';
import { anyOf, type Condition, type ListQuery } from '../model/query.ts';
import { textDigest } from '../model/text.ts';
import { TYPES } from '../model/types.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import { SourceText, type Range } from '../verify/quotation.ts';
import { checkPassages } from '../verify/passages.ts';
import type { Questions } from '../store/port.ts';
import { readRecord } from './record.ts';

/*
 * What verification reads: stored texts, one at a time since each may be large; passages and where they stand in a text;
 * whose statements they are of; and who has a digest, by one look into the index.
 */

/** How many records are read at a time where all of a source's are wanted. */
const PAGE = 1000;
/** How many snapshots of a source are looked through, the latest first. */
const SNAPSHOTS = 10;

const listOf = (type: TypeName, where: readonly Condition[], more: Partial<ListQuery> = {}): ListQuery => ({
  type,
  where,
  range: null,
  sort: Object.keys(TYPES[type].sorts)[0]!,
  descending: false,
  after: null,
  limit: PAGE,
  count: false,
  facets: [],
  include: [],
  ...more,
});

/** The id of a record that has to be there; that of the one it was merged into. @throws DictumError `not-found`, `gone` */
export const idOf = async (store: Questions, key: Key): Promise<string> => {
  const found = await readRecord(store, key);
  return 'movedTo' in found ? idOf(store, { type: key.type, id: found.movedTo }) : key.id;
};

/** All records of a list. */
export async function* everything<V extends BaseView>(
  store: Questions,
  type: TypeName,
  ...where: Condition[]
): AsyncGenerator<V> {
  for (let after: ListQuery['after'] = null, more = true; more;) {
    const page = await store.list(listOf(type, where, { after }));
    for (const { json } of page.rows) yield JSON.parse(json) as V;
    const last = page.rows.at(-1);
    more = page.more && last !== undefined;
    after = last === undefined ? null : { key: last.key, id: last.id };
  }
}

/** A stored text, and of which snapshot of which source it is. */
export type StoredText = { source: string; snapshot: string; text: SourceText };

/** The stored texts of some snapshots, the latest first, each read once it is asked for. */
export async function* storedTexts(store: Questions, of: Condition, limit = SNAPSHOTS): AsyncGenerator<StoredText> {
  const { rows } = await store.list(listOf('snapshot', [of, anyOf('textStored', 'true')], { descending: true, limit }));
  for (const { id, json } of rows) {
    const [written] = await store.written([{ type: 'snapshot', id }]);
    const text = written == null ? null : (JSON.parse(written) as { text: string | null }).text;
    if (text !== null)
      yield { source: (JSON.parse(json) as { source: string }).source, snapshot: id, text: new SourceText(text) };
  }
}

/** Where passages stand in a text: as recorded where they were recorded from it, else where they are found again. */
export const positionsIn = (text: SourceText, passages: readonly PassageView[]): Map<string, Range> => {
  const isOfText = ({ digest }: PassageView): boolean => digest?.text?.toLowerCase() === text.digest;
  const [recorded, others] = [passages.filter(isOfText), passages.filter((passage) => !isOfText(passage))];
  return new Map([
    ...recorded.flatMap(({ id, selectors }) =>
      selectors.flatMap((selector) =>
        selector.type === 'TextPositionSelector' ? [[id, { start: selector.start, end: selector.end }] as const] : [],
      ),
    ),
    ...(others.length === 0 ? [] : checkPassages(text, others)).flatMap(({ id, position, status }) =>
      position !== null && status === 'verified' ? [[id, position] as const] : [],
    ),
  ]);
};

/** A passage in an answer, and who speaks in it. */
export type Spoken = { id: string; label: string; speakers: string[] };

/** Passages with the speakers of the statements that are recorded in them. */
export const spokenIn = async (store: Questions, passages: readonly PassageView[]): Promise<Spoken[]> => {
  if (passages.length === 0) return [];
  const speakers = new Map<string, Set<string>>(passages.map(({ id }) => [id, new Set()]));
  for await (const statement of everything<StatementView>(store, 'statement', anyOf('passage', ...speakers.keys()))) {
    for (const id of statement.passages) for (const speaker of statement.speakers) speakers.get(id)?.add(speaker);
  }
  return passages.map(({ id, label }) => ({ id, label, speakers: [...speakers.get(id)!].sort() }));
};

/** A passage whose span, or in which a statement's recorded words, have a digest. */
export type Recorded = { passage: PassageView; span: Range | null };

/** How many records with one digest are told. */
const SAME_DIGEST = 20;

/** Where a digest was recorded: as spans of passages, and as words of statements within theirs; in this source, or in any but it. */
export const recordedAs = async (
  store: Questions,
  digest: string,
  { source, elsewhere }: { source: string; elsewhere: boolean },
): Promise<Recorded[]> => {
  const here: Condition[] = elsewhere ? [] : [anyOf('source', source)];
  const [passages, statements] = await Promise.all([
    store.list(
      listOf(
        'passage',
        [anyOf('digest', digest), ...(elsewhere ? [{ filter: 'source', any: [], none: [source] }] : here)],
        { limit: SAME_DIGEST },
      ),
    ),
    store.list(
      listOf('statement', [anyOf('quoteDigest', digest), ...here], {
        limit: SAME_DIGEST,
        include: [['quotes.passage']],
      }),
    ),
  ]);
  const spans = passages.rows.map(({ json }): Recorded => ({ passage: JSON.parse(json) as PassageView, span: null }));
  const byId = new Map(statements.related.map(({ id, json }) => [id, JSON.parse(json) as PassageView]));
  const quotes = statements.rows
    .flatMap(({ json }) =>
      (JSON.parse(json) as StatementView).quotes.filter(({ exact }) => textDigest(exact) === digest),
    )
    .map(({ passage, start, end }): Recorded => ({ passage: byId.get(passage)!, span: { start, end } }));
  const found = [...spans, ...quotes].filter(({ passage }) => (passage.source === source) !== elsewhere);
  return [...new Map(found.map((each) => [`${each.passage.id} ${each.span?.start ?? ''}`, each])).values()];
};
