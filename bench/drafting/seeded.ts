import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readDocument } from '../../src/draft/document.ts';
import { draftOf } from '../../src/draft/draft.ts';
import { changesIn, seed } from '../../src/ingest/seed.ts';
import type { Store } from '../../src/store/port.ts';

/*
 * A document that people have typed in, drafted over a graph that knows the names alone, beside what they typed.
 */

type Fields = Record<string, unknown>;
type Known = Fields & { id: string };
export type Compared = { footnotes: [number, number]; statements: [number, number]; quotations: [number, number] };

const of = (changes: readonly { type: string; id: string; record?: unknown }[], type: string): Known[] =>
  changes.flatMap((change) => (change.type === type ? [{ ...(change.record as Fields), id: change.id }] : []));

type Work = { source?: string | null; ibidOf?: string | { citation: string; work: number } | null };
const worksOf = (record: Fields): Work[] => {
  const works = record['works'] as Work[] | undefined;
  return works === undefined || works.length === 0 ? [record] : works;
};

/** By the label of a footnote the works that it leads to in the end. */
const rootsOf = (citations: readonly Known[]): Map<string, string> => {
  const byId = new Map(citations.map((record) => [record.id, record]));
  const root = ({ source, ibidOf }: Work): string => {
    if (ibidOf == null) return source ?? '?';
    const { citation, work } = typeof ibidOf === 'string' ? { citation: ibidOf, work: 1 } : ibidOf;
    const to = byId.get(citation);
    return to === undefined ? '?' : root(worksOf(to)[work - 1] ?? {});
  };
  return new Map(citations.map((record) => [String(record['marker']), worksOf(record).map(root).join('+')]));
};

/** Where a statement stands, as a reader counts. */
const placesOf = (statement: Known, passages: ReadonlyMap<string, Known>): string[] =>
  ((statement['passages'] ?? []) as string[]).map((id) => {
    const { paragraph, sentence } = (passages.get(id)?.['locator'] ?? {}) as { paragraph?: number; sentence?: number };
    return `${paragraph}.${sentence}`;
  });

const speakersOf = (record: Fields): string => ((record['speakers'] ?? []) as string[]).toSorted().join('+');

export const compare = async (store: Store, folder: string, path: string): Promise<Compared> => {
  await seed(store, `${folder}/reference`);
  const document = await readDocument(await readFile(path), basename(path));
  const { changes } = await draftOf(store, document, { retrieved: '2025-12-01', keepText: false, analysis: false });
  const typed = (await changesIn(`${folder}/documents`)).map(({ key, record }) => ({ ...key, record }));
  const [own, drafted] = [of(typed, 'statement'), of(changes, 'statement')];
  const passages = [typed, changes].map((all) => new Map(of(all, 'passage').map((record) => [record.id, record])));
  const [wanted, found] = [rootsOf(of(typed, 'citation')), rootsOf(of(changes, 'citation'))];
  const same = new Map<string, string>();
  let footnotes = 0;
  for (const [label, root] of wanted) {
    const other = found.get(label);
    if (!same.has(root) && other !== undefined && ![...same.values()].includes(other)) same.set(root, other);
    if (other !== undefined && same.get(root) === other) footnotes += 1;
  }
  const told = new Map<string, Set<string>>();
  for (const statement of drafted)
    for (const place of placesOf(statement, passages[1]!))
      told.set(place, (told.get(place) ?? new Set()).add(speakersOf(statement)));
  const spoken = own.filter(({ mode }) => mode !== 'analysis');
  const statements = spoken.filter((statement) =>
    placesOf(statement, passages[0]!).some((place) => told.get(place)?.has(speakersOf(statement)) === true),
  );
  const quotes = own.flatMap((statement) =>
    ((statement['quotes'] ?? []) as { exact: string }[]).map(({ exact }) => ({
      exact,
      speakers: speakersOf(statement),
    })),
  );
  const quoted = drafted.flatMap((statement) =>
    ((statement['quotes'] ?? []) as { exact: string }[]).map(({ exact }) => ({
      exact,
      speakers: speakersOf(statement),
    })),
  );
  const bare = (text: string): string => text.replace(/[.,;:!?]+$/u, '');
  const right = quotes.filter((quote) =>
    quoted.some((other) => bare(other.exact) === bare(quote.exact) && other.speakers === quote.speakers),
  );
  return {
    footnotes: [footnotes, wanted.size],
    statements: [statements.length, spoken.length],
    quotations: [right.length, quotes.length],
  };
};
