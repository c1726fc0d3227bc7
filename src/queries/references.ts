import type { BaseView } from '../model/define.ts';
import { keyText, type TypeName } from '../model/ids.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Related } from '../store/port.ts';
import { cslItem } from './csl.ts';
import type { CslJson, Note, References } from './formatter.ts';

/*
 * What a record has to cite, and in which order: a source itself; a citation the source that it cites; a statement, for
 * each chain of its evidence, what the footnote cites, or where there is no footnote the source that it is recorded in.
 */

/** The records that the references of a type are made from. */
const INCLUDE = {
  source: [['publisher'], ['authors']],
  citation: [
    ['source', 'publisher'],
    ['source', 'authors'],
  ],
  statement: [['passages'], ['citations'], ['restsOn', 'publisher'], ['restsOn', 'authors']],
} as const satisfies Partial<Record<TypeName, string[][]>>;
export type Citable = keyof typeof INCLUDE;
export const isCitable = (type: TypeName): type is Citable => Object.hasOwn(INCLUDE, type);
export const citedRecords = (type: Citable): string[][] => INCLUDE[type].map((hops) => [...hops]);

type Records = <V extends BaseView>(type: TypeName, id: string) => V;

/** A source as it is cited once: where in it, and when it was accessed. */
type Cite = { source: SourceView; accessed: string | null; place: Omit<Note, 'id'> };

/** What CSL calls the parts of a document. */
const PLACE =
  /^(page|section|paragraph|chapter|part|volume|line|note|column|figure|folio|verse|book|issue)s?\s+(?=\S)/i;

const placeIn = (locator: string | null): Omit<Note, 'id'> => {
  const [named, label] = PLACE.exec(locator ?? '') ?? ['', undefined];
  if (locator === null) return {};
  return { locator: locator.slice(named.length), ...(label !== undefined && { label: label.toLowerCase() }) };
};

const placeOf = ({ locator }: PassageView): Omit<Note, 'id'> => {
  const [label, value] =
    (['page', 'section', 'paragraph'] as const)
      .map((name) => [name, locator?.[name] ?? null] as const)
      .find(([, value]) => value !== null) ?? [];
  return label === undefined ? {} : { label, locator: String(value) };
};

const citeOf = (citation: CitationView, record: Records): Cite => ({
  source: record('source', citation.source!),
  accessed: citation.accessed,
  place: placeIn(citation.locator),
});

const citesOf = (view: BaseView, record: Records): Cite[] => {
  if (view.type === 'source') return [{ source: view as SourceView, accessed: null, place: {} }];
  if (view.type === 'citation') return [citeOf(view as CitationView, record)];
  return (view as StatementView).passages.flatMap((id) => {
    const passage = record<PassageView>('passage', id);
    return passage.citations.length === 0
      ? [{ source: record<SourceView>('source', passage.source), accessed: null, place: placeOf(passage) }]
      : passage.citations.map((citation) => citeOf(record('citation', citation), record));
  });
};

/** Dates of EDTF without what CSL has no place for. */
const accessedPart = (accessed: string | null): object =>
  accessed === null ? {} : { accessed: { 'date-parts': [accessed.replace(/[~?%]/g, '').split('-').map(Number)] } };

/** CSL has room for one place in an item: where it is cited only once. */
const locatorPart = ([cite, ...others]: Cite[]): object =>
  cite?.place.locator === undefined || others.length > 0 ? {} : { locator: cite.place.locator };

/** The references of records, in their order. A source cited several times is one item, with the first access date that a footnote gives. */
export const referencesOf = (rows: readonly string[], related: readonly Related[]): References => {
  const views = rows.map((json) => JSON.parse(json) as BaseView);
  const records = new Map(
    [...related.map(({ json }) => JSON.parse(json) as BaseView), ...views].map((view) => [keyText(view), view]),
  );
  const record: Records = <V extends BaseView>(type: TypeName, id: string) => records.get(keyText({ type, id })) as V;
  const cites = views.flatMap((view) => citesOf(view, record));
  const bySource = new Map<string, Cite[]>();
  for (const cite of cites) bySource.set(cite.source.id, [...(bySource.get(cite.source.id) ?? []), cite]);
  const items = [...bySource.values()].map((of): CslJson => {
    const { source } = of[0]!;
    return {
      ...cslItem(
        source,
        source.publisher === null ? null : record<ActorView>('actor', source.publisher),
        source.authors.map((id) => record<ActorView>('actor', id)),
      ),
      ...accessedPart(of.find((cite) => cite.accessed !== null)?.accessed ?? null),
      ...locatorPart(of),
    };
  });
  return { items, notes: cites.map(({ source, place }) => ({ id: source.id, ...place })) };
};
