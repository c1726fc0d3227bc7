import type { PassageView } from '../model/types/passage.ts';
import type { Place } from '../references/notes.ts';

/*
 * Where in a work something stands, in the words of CSL.
 */

/** What CSL calls the parts of a document, each with what people write for it. */
const LABELS: readonly (readonly [label: string, written: RegExp])[] = [
  ['page', /^(?:pages?|pp?\.)/i],
  ['section', /^(?:sections?\b|secs?\.|§§?)/i],
  ['paragraph', /^(?:paragraphs?\b|paras?\.|¶¶?)/i],
  ['chapter', /^(?:chapters?\b|chaps?\.|ch\.)/i],
  ['part', /^(?:parts?\b|pts?\.)/i],
  ['volume', /^(?:volumes?\b|vols?\.)/i],
  ['line', /^(?:lines?\b|ll?\.)/i],
  ['note', /^(?:notes?\b|nn?\.)/i],
  ['column', /^(?:columns?\b|cols?\.)/i],
  ['figure', /^(?:figures?\b|figs?\.)/i],
  ['folio', /^(?:folios?\b|fols?\.)/i],
  ['verse', /^(?:verses?\b|vv?\.)/i],
  ['book', /^(?:books?\b|bks?\.)/i],
  ['issue', /^(?:issues?\b|nos?\.)/i],
];

/** The place that a footnote names; a page where it does not say of what. */
export const placeIn = (locator: string | null): Place => {
  if (locator === null) return {};
  for (const [label, written] of LABELS) {
    const value = locator.replace(written, '').trim();
    if (value !== '' && value !== locator) return { locator: value, label };
  }
  return { locator };
};

/** The place of a passage in its source. */
export const placeOf = ({ locator }: Pick<PassageView, 'locator'>): Place => {
  for (const label of ['page', 'section', 'paragraph'] as const) {
    const value = locator?.[label] ?? null;
    if (value !== null) return { label, locator: String(value) };
  }
  return {};
};
