import type { BaseView } from '../model/define.ts';
import { keyText, type TypeName } from '../model/ids.ts';
import type { Chain } from '../model/chains.ts';
import { cslDate } from '../model/csl-read.ts';
import type { ActorView } from '../model/types/actor.ts';
import { citedIn, type CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Related } from '../store/port.ts';
import type { References } from '../references/appearance.ts';
import { placed, type Cite, type Note, type PlacedNote } from '../references/notes.ts';
import type { Work } from '../references/work.ts';
import { cslItem } from './csl.ts';
import { placeIn, placeOf } from './places.ts';

/*
 * What a record has to cite, and in which order: a source itself; a citation the source that it cites; a statement, for
 * each passage of the chains that it comes with, what their footnotes cite, or where there are none the source that the
 * passage is in.
 */

/** The records that the references of a type are made from. */
const INCLUDE = {
  source: [['publisher'], ['authors']],
  citation: [
    ['source', 'publisher'],
    ['source', 'authors'],
    ['works.source', 'publisher'],
    ['works.source', 'authors'],
  ],
  statement: [
    ['chains.passage'],
    ['chains.citation'],
    ['chains.source', 'publisher'],
    ['chains.source', 'authors'],
    ['chains.recordedIn', 'publisher'],
    ['chains.recordedIn', 'authors'],
  ],
} as const satisfies Partial<Record<TypeName, string[][]>>;
export type Citable = keyof typeof INCLUDE;
export const isCitable = (type: TypeName): type is Citable => Object.hasOwn(INCLUDE, type);
export const citedRecords = (type: Citable): string[][] => INCLUDE[type].map((hops) => [...hops]);

/** Records by their addresses. */
export type Records = <V extends BaseView>(type: TypeName, id: string) => V;
export const recordsOf = (...texts: (readonly { json: string }[])[]): Records => {
  const views = texts.flat().map(({ json }) => JSON.parse(json) as BaseView);
  const records = new Map(views.map((view) => [keyText(view), view]));
  return <V extends BaseView>(type: TypeName, id: string) => records.get(keyText({ type, id })) as V;
};

/** A footnote of a record: what is cited in it, by which citations, and when that was accessed. */
type Footnote = Note & { citations: readonly string[]; accessed: readonly (string | null)[] };

/** Footnotes that stand beside each other in a passage under one mark are one, which cites several works. */
export const footnotesIn = (citations: readonly CitationView[]): Footnote[] => {
  const notes: {
    marker: string;
    section: string | null;
    cites: Cite[];
    citations: string[];
    accessed: (string | null)[];
  }[] = [];
  for (const view of citations) {
    const { id, marker, section } = view;
    const works = citedIn(view).filter(({ source }) => source !== null);
    if (works.length === 0) continue;
    const last = notes.at(-1);
    const note =
      last?.marker === marker && last.section === section
        ? last
        : { marker, section, cites: [], citations: [], accessed: [] };
    if (note !== last) notes.push(note);
    note.citations.push(id);
    for (const { source, locator, accessed } of works) {
      note.cites.push({ id: source!, ...placeIn(locator) });
      note.accessed.push(accessed);
    }
  }
  return notes;
};

const unmarked = (cite: Cite): Footnote => ({ marker: null, cites: [cite], citations: [], accessed: [null] });

const footnotesOf = (view: BaseView, record: Records): Footnote[] => {
  if (view.type === 'source') return [unmarked({ id: view.id })];
  if (view.type === 'citation') return footnotesIn([view as CitationView]);
  const byPassage = new Map<string, Chain[]>();
  for (const chain of (view as StatementView).chains)
    byPassage.set(chain.passage, [...(byPassage.get(chain.passage) ?? []), chain]);
  return [...byPassage].flatMap(([id, chains]) => {
    const citations = [...new Set(chains.flatMap(({ citation }) => citation ?? []))];
    const passage = record<PassageView>('passage', id);
    return citations.length === 0
      ? [unmarked({ id: passage.source, ...placeOf(passage) })]
      : footnotesIn(citations.map((citation) => record<CitationView>('citation', citation)));
  });
};

/** An EDTF date as CSL has it. */
const accessedPart = (accessed: string | null): object => {
  const date = cslDate(accessed);
  if (date === null || 'words' in date) return {};
  return { accessed: { 'date-parts': date.parts, ...(date.circa && { circa: true }) } };
};

/** CSL has room for one place in an item: where it is cited only once. */
const locatorPart = (places: readonly (string | undefined)[]): object =>
  places.length === 1 && places[0] !== undefined ? { locator: places[0] } : {};

/** The works that footnotes cite, each once, with the first access date that one of them gives. */
export const worksOf = (notes: readonly Footnote[], record: Records): Work[] => {
  const cites = notes.flatMap((note) => note.cites.map((cite, i) => ({ ...cite, accessed: note.accessed[i] ?? null })));
  const bySource = new Map<string, typeof cites>();
  for (const cite of cites) bySource.set(cite.id, [...(bySource.get(cite.id) ?? []), cite]);
  return [...bySource].map(([id, of]): Work => {
    const source = record<SourceView>('source', id);
    return {
      ...cslItem(
        source,
        source.publisher === null ? null : record<ActorView>('actor', source.publisher),
        source.authors.map((author) => record<ActorView>('actor', author)),
      ),
      ...accessedPart(of.find(({ accessed }) => accessed !== null)?.accessed ?? null),
      ...locatorPart(of.map(({ locator }) => locator)),
    };
  });
};

/** What is known of some works beside what they are: the first copy in an archive, and what became of them. */
export const knownOf = (works: readonly Work[], record: Records): Pick<References, 'copies' | 'statuses'> => {
  const sources = works.map(({ id }) => record<SourceView>('source', id));
  const copies = sources.flatMap(({ id, archived: [copy] }) => (copy === undefined ? [] : [[id, copy] as const]));
  const statuses = sources.flatMap(({ id, status }) => (status === null ? [] : [[id, status] as const]));
  return {
    ...(copies.length > 0 && { copies: Object.fromEntries(copies) }),
    ...(statuses.length > 0 && { statuses: Object.fromEntries(statuses) }),
  };
};

/** Footnotes without the marks of a document, which a list of records from several has, counted from a number on. */
const counted = (notes: readonly PlacedNote[], from: number): PlacedNote[] =>
  notes.map((note, i) => ({ ...note, marker: String(from + i) }));

/**
 * The references of records, in their order. One footnote keeps the mark that it has in its document; several records
 * are counted from a number on.
 */
export const referencesOf = (
  rows: readonly { json: string }[],
  related: readonly Related[],
  from: number | 'marker' = 1,
): References => {
  const record = recordsOf(related, rows);
  const notes = rows.flatMap(({ json }) => footnotesOf(JSON.parse(json) as BaseView, record));
  const inOrder = placed(notes);
  const works = worksOf(notes, record);
  return { works, notes: from === 'marker' ? inOrder : counted(inOrder, from), ...knownOf(works, record) };
};
