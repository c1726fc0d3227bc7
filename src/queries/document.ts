import type { ViewOf } from '../model/define.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SnapshotView } from '../model/types/snapshot.ts';
import type { source } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import type { Labels } from './labels.ts';
import { listPage, readListRequest } from './list.ts';
import { beginningOf, type Beginning } from './related.ts';
import { keysIn, labelsOf } from './labels.ts';

type SourceView = ViewOf<typeof source>;

/** A document in the order of its text: its passages with what was recorded from each, and what rests on it. */
export type DocumentShown = {
  passages: Beginning<PassageView>;
  /** What was recorded from the passages of this page. */
  statements: StatementView[];
  footnotes: Beginning<CitationView>;
  restingOnIt: Beginning<StatementView>;
  citing: Beginning<CitationView>;
  /** The documents that those footnotes stand in, by the footnotes. */
  citingIn: ReadonlyMap<string, readonly string[]>;
  snapshots: Beginning<SnapshotView>;
  restsOnIt: Beginning<SourceView>;
  labels: Labels;
};

const PASSAGES = '25';
const STATEMENTS = '200';
const FIRST = { limit: '10' };

/** The documents that footnotes stand in: those of the passages that have them. */
const documentsOf = async (store: Store, footnotes: readonly CitationView[]): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>();
  if (footnotes.length === 0) return found;
  const ids = footnotes.map(({ id }) => id);
  const { page } = await listPage(store, readListRequest('passage', { citation: ids.join(','), limit: STATEMENTS }));
  for (const { json } of page.rows) {
    const { citations, source } = JSON.parse(json) as PassageView;
    for (const id of citations) found.set(id, [...new Set([...(found.get(id) ?? []), source])]);
  }
  return found;
};

/** @throws DictumError `invalid-cursor`, `cursor-mismatch` */
export const documentShown = async (store: Store, id: string, cursor: string | undefined): Promise<DocumentShown> => {
  const of = (filter: string) => ({ filter, value: id });
  const [passages, footnotes, restingOnIt, citing, snapshots, restsOnIt] = await Promise.all([
    beginningOf<PassageView>(store, 'passage', of('source'), {
      limit: PASSAGES,
      ...(cursor !== undefined && { cursor }),
    }),
    beginningOf<CitationView>(store, 'citation', of('source'), { limit: '50' }),
    beginningOf<StatementView>(store, 'statement', of('restsOn'), FIRST),
    beginningOf<CitationView>(store, 'citation', of('citedSource'), FIRST),
    beginningOf<SnapshotView>(store, 'snapshot', of('source'), FIRST),
    beginningOf<SourceView>(store, 'source', of('restsOn'), FIRST),
  ]);
  const ids = passages.records.map((passage) => passage.id);
  const recorded =
    ids.length === 0
      ? []
      : (await listPage(store, readListRequest('statement', { passage: ids.join(','), limit: STATEMENTS }))).page.rows;
  const statements = recorded.map(({ json }) => JSON.parse(json) as StatementView);
  const citingIn = await documentsOf(store, citing.records);
  const parts = [passages, footnotes, restingOnIt, citing, snapshots, restsOnIt];
  const labels = new Map(parts.flatMap((part) => [...part.labels]));
  for (const [key, label] of await labelsOf(store, [
    ...statements.flatMap(keysIn),
    ...[...citingIn.values()].flat().map((source): Key => ({ type: 'source', id: source })),
  ]))
    labels.set(key, label);
  return { passages, statements, footnotes, restingOnIt, citing, citingIn, snapshots, restsOnIt, labels };
};
