import { createHash } from 'node:crypto';
import { noteSlug } from '../../draft/draft-citations.ts';
import { itemOf } from '../../draft/footnote-item.ts';
import { slugOf } from '../../draft/ids.ts';
import { knownSource, takenIds } from '../../draft/known.ts';
import { textIn } from '../../draft/document.ts';
import { invalidParameter } from '../../queries/parameters.ts';
import { ifAbsent, readRecord } from '../../queries/record.ts';
import type { Key } from '../../model/ids.ts';
import type { Questions } from '../../store/port.ts';
import { actorsIn, put, type Put } from './desk-puts.ts';

/*
 * Documents that are added on the desk: the work of a footnote that the graph lacks, the speaker's own document.
 */

/** A document that a form names, with what is made on the spot. */
export type DocumentNamed = { id: string; added: Put[] };

/** "new source: Ada Adams, “Open water”, The Post, 3 May 2025, https://…": a document as a footnote gives it. */
const NEW = /^\s*new\s+source\s*:\s*(\S.*)$/isu;

/** How many documents of one title are told apart by numbers. */
const MOST_ALIKE = 50;

/**
 * The document of a field: its id, or what it is, of which the graph may have it. `publisher` names who published one
 * that is new.
 * @throws DictumError `invalid-parameters` where nothing tells a document, or several published it
 */
export const documentIn = async (
  store: Questions,
  field: string | null,
  publisher: string | null,
): Promise<DocumentNamed | null> => {
  const given = field?.trim() ?? '';
  if (given === '') return null;
  const text = NEW.exec(given)?.[1]?.trim();
  if (text === undefined) return { id: given.replace(/^source\//u, ''), added: [] };
  const csl = itemOf(text);
  if (csl === null) throw invalidParameter('document', 'say what it is: its authors, title, date and address');
  const { id: known } = await knownSource(store, csl);
  if (known !== null) return { id: known, added: [] };
  const by = actorsIn(publisher);
  if (by.ids.length > 1) throw invalidParameter('publisher', 'name one publisher; a document has no more');
  // Another document of the same title stands under another id.
  const wanted = slugOf(textIn(csl, 'title') || text);
  const ids = [wanted, ...Array.from({ length: MOST_ALIKE }, (_, i) => `${wanted}-${i + 2}`)];
  const taken = await takenIds(store, 'source', ids);
  const id = ids.find((each) => !taken.has(each)) ?? wanted;
  return {
    id,
    added: [...by.added, put('source', id, { csl, ...(by.ids[0] !== undefined && { publisher: by.ids[0] }) })],
  };
};

/** A passage of such a document for a statement that stands in it too. */
export const passageIn = ({ id, added }: DocumentNamed, statement: string): { id: string; added: Put[] } => {
  const passage = `${id.slice(0, 100)}-${createHash('sha256').update(statement).digest('hex').slice(0, 8)}`;
  return { id: passage, added: [...added, put('passage', passage, { source: id })] };
};

type Fields = Readonly<Record<string, unknown>>;
type Written = Fields & { id: string; revision: number | null };

/** A record as it is written, with its revision; of one that was merged, the one that it leads to; null where there is none. */
const writtenOf = async (store: Questions, key: Key): Promise<Written | null> => {
  const read = await readRecord(store, key, [], true).catch(ifAbsent(null));
  if (read === null) return null;
  if ('movedTo' in read) return writtenOf(store, { type: key.type, id: read.movedTo });
  return { ...(JSON.parse(read.json) as Fields), id: key.id, revision: read.revision };
};

const replaced = (type: Key['type'], { id, revision, ...record }: Written) => ({
  op: 'put' as const,
  type,
  id,
  revision,
  record,
});

/**
 * What makes a footnote of a passage, with the passage's record, which has it from then on. One that is there already
 * gets the work beside those that it has, unless that is one of them. `proposed` is the passage where it is still open.
 * @throws DictumError `invalid-parameters` of a passage that is neither in the graph nor open
 */
export const footnoteOf = async (
  store: Questions,
  passage: string,
  { marker, document, locator }: { marker: string; document: DocumentNamed; locator: string },
  proposed: Fields | null,
) => {
  const kept =
    (await writtenOf(store, { type: 'passage', id: passage })) ??
    (proposed === null ? null : { ...proposed, id: passage, revision: null });
  if (kept === null)
    throw invalidParameter('passage', 'that passage was rejected, or deleted since; choose one that stands');
  const id = `${String(kept['source']).slice(0, 100)}-fn-${noteSlug(marker, 0)}`;
  const work = { source: document.id, ...(locator !== '' && { locator }) };
  const before = await writtenOf(store, { type: 'citation', id });
  const citations = (kept['citations'] ?? []) as string[];
  const { source, ibidOf, locator: at, accessed, works, ...rest } = before ?? ({} as Written);
  const own = Object.fromEntries(
    Object.entries({
      source,
      ibidOf: typeof ibidOf === 'string' ? { citation: ibidOf } : ibidOf,
      locator: at,
      accessed,
    }).filter(([, value]) => value !== undefined && value !== null),
  );
  const several = (works ?? []) as Fields[];
  const cited = several.length > 0 || Object.keys(own).length === 0 ? several : [own];
  const isThere = cited.some((each) => each['source'] === document.id && (each['locator'] ?? '') === locator);
  const citation =
    before === null
      ? put('citation', id, { marker, ...work })
      : replaced('citation', { ...rest, works: [...cited, work] });
  return [
    ...document.added,
    ...(isThere ? [] : [citation]),
    ...(citations.includes(id) ? [] : [replaced('passage', { ...kept, citations: [...citations, id] })]),
  ];
};
