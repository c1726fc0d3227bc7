import type { ActorView } from '../model/types/actor.ts';
import type { CitationView } from '../model/types/citation.ts';
import type { SourceView } from '../model/types/source.ts';
import type { BaseView } from '../model/define.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { cslItem } from './csl.ts';
import { readRecord } from './record.ts';

type CslJson = Record<string, unknown>;

/** citation-js is large, so it is loaded with the first answer that needs it. */
const loadFormatter = async () => {
  const { Cite } = await import('@citation-js/core');
  await Promise.all([import('@citation-js/plugin-csl'), import('@citation-js/plugin-bibtex')]);
  return Cite;
};
let formatter: ReturnType<typeof loadFormatter> | null = null;

const accessedPart = (accessed: string | null): CslJson =>
  accessed === null ? {} : { accessed: { 'date-parts': [accessed.replace(/[~?%]/g, '').split('-').map(Number)] } };

/** The CSL-JSON item of a source; or of a citation: the source it cites, when it was accessed, and where in it. */
export const bibliographyItem = async (store: Store, { type, id }: Key): Promise<{ item: CslJson } | { movedTo: string }> => {
  const include = type === 'source' ? [['publisher'], ['authors']] : [['source', 'publisher'], ['source', 'authors']];
  const found = await readRecord(store, { type, id }, include);
  if ('movedTo' in found) return found;
  const records = new Map(found.related.map((record) => [keyText(record), JSON.parse(record.json) as BaseView]));
  const actor = (of: string): ActorView | null => (records.get(keyText({ type: 'actor', id: of })) as ActorView | undefined) ?? null;
  const view = JSON.parse(found.json) as SourceView | CitationView;
  const citation = view.type === 'citation' ? (view as CitationView) : null;
  const source = citation === null ? (view as SourceView) : (records.get(keyText({ type: 'source', id: citation.source! })) as SourceView);
  const item = cslItem(source, source.publisher === null ? null : actor(source.publisher), source.authors.flatMap((author) => actor(author) ?? []));
  return { item: { ...item, ...(citation && accessedPart(citation.accessed)), ...(citation?.locator && { locator: citation.locator }) } };
};

/** An item as BibTeX, or as a line of a bibliography in the APA style. */
export const formatItem = async (item: CslJson, form: 'bibtex' | 'bibliography'): Promise<string> => {
  formatter ??= loadFormatter();
  const Cite = await formatter;
  try {
    return `${new Cite([item]).format(form, form === 'bibliography' ? { format: 'text', template: 'apa', lang: 'en-US' } : undefined).trim()}\n`;
  } catch (error) {
    throw new DictumError('internal', 'the source could not be formatted', { cause: error });
  }
};
