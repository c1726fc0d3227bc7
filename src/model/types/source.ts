import { z } from 'zod';
import { pointerPart } from '../addresses.ts';
import { CSL_TYPES, cslTypeOf, WrittenCslItem } from '../csl.ts';
import { cslText, cslTexts, issuedDate, unreadDates } from '../csl-read.ts';
import { membersMeant } from '../csl-members.ts';
import { cslFaults } from '../csl-rules.ts';
import { defineType, given, list, optional, Prose, type ViewOf } from '../define.ts';
import { BECAME, Status, STATUSES, statusesIn, statusesOf } from '../document-status.ts';
import { Edtf } from '../edtf.ts';
import { Published, Roots, rootsOf, statusesBelow } from '../ends.ts';
import { identifierFilter, identifiers, identifiersOf, type Identifiers } from '../identifiers.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import { inTurn, sidesThrough } from '../sides.ts';
import type { ActorView } from './actor.ts';

const RestsOn = z.strictObject({
  source: ref('source', 'The other source.'),
  how: z.enum(['cites', 'quotes', 'versionOf']).describe('CiTO cites or includesQuotationFrom, or PROV wasRevisionOf.'),
});

const Archived = z
  .strictObject({
    url: z.url().describe('The address of the copy.'),
    date: optional(Edtf.describe('When it was made.')),
  })
  .describe('A copy of it in an archive.');

const languageOf = ({ csl }: { csl: Parameters<typeof cslText>[0] }): string | null => cslText(csl, 'language');

/** A document: a CSL-JSON item with a publisher and authors. */
export const source = defineType({
  name: 'source',
  plural: 'sources',
  about: 'A document: a CSL-JSON item with a publisher and authors.',
  written: {
    csl: WrittenCslItem,
    description: optional(Prose.describe('What the document is; shown in place of a title where none is known.')),
    publisher: optional(ref('actor', 'Who published it.')),
    authors: list(ref('actor', 'An author.'), 'Who wrote it.'),
    identifiers,
    referenceData: z
      .boolean()
      .default(false)
      .describe('True for a work of reference that states facts beside the documents under study.'),
    status: optional(Status),
    archived: list(Archived, 'Copies of it in archives; references print the first.'),
    restsOn: list(
      RestsOn,
      'Sources that this one is known to rest on as a whole; what single sentences rest on is said by their footnotes.',
    ),
  },
  derived: {
    issued: Edtf.nullable().describe('The issue date of the CSL item.'),
    publisherSides: Published.publisherSides,
    publisherSidesInTurn: Published.publisherSidesInTurn,
    statuses: Published.statuses,
    roots: Roots,
  },
  label: (record) => cslText(record.csl, 'title') ?? record.description ?? cslText(record.csl, 'URL') ?? record.id,
  derive: (record, look, report, { rule, advise }) => {
    if (record.restsOn.some((link) => link.source === record.id))
      report('/restsOn', `${record.id} rests on itself; take it out`);
    if (record.status?.notice === record.id)
      report('/status/notice', `${record.id} cannot be the notice of its own status; name another document, or none`);
    for (const [pointer, message] of cslFaults(record.csl)) rule(`/csl${pointer}`, message);
    if (record.status?.kind === 'gone' && record.archived.length === 0)
      advise('/archived', `it ${BECAME.gone}; name a copy of it in an archive, where there is one`);
    for (const { pointer, name, meant } of membersMeant(record.csl))
      advise(
        `/csl/${pointer.map(pointerPart).join('/')}`,
        `${name} is no member of CSL, so nothing reads it; was ${meant} meant?`,
      );
    for (const [name, text] of unreadDates(record.csl))
      advise(
        `/csl/${name}`,
        `no date can be read of ${JSON.stringify(text)}; give YYYY, YYYY-MM or YYYY-MM-DD, or date-parts; words of the source are its literal`,
      );
    const issued = issuedDate(record.csl);
    const publisher = record.publisher === null ? null : look<ActorView>('actor', record.publisher);
    const restsOn = record.restsOn.map((link) => link.source);
    const roots = rootsOf(record.id, restsOn, look);
    const times = sidesThrough(publisher?.sides ?? [], issued);
    return {
      issued,
      publisherSides: sortedUnique(times.flat()),
      publisherSidesInTurn: inTurn(times),
      statuses: statusesIn(statusesOf(record.id, record.status), statusesBelow(restsOn, roots, look)),
      roots,
    };
  },
  filters: {
    identifier: identifierFilter((view: { identifiers: Identifiers; csl: z.output<typeof WrittenCslItem> }) =>
      identifiersOf(view.identifiers, [
        ...cslTexts(view.csl, 'DOI').map((doi) => `doi:${doi}`),
        ...cslTexts(view.csl, 'URL'),
      ]),
    ),
    publisher: {
      about: 'Published by this actor',
      ref: 'actor',
      values: (view) => (view.publisher === null ? [] : [view.publisher]),
    },
    author: { about: 'Written by this actor', ref: 'actor', values: (view) => view.authors },
    restsOn: {
      about: 'Known to rest on this source',
      ref: 'source',
      values: (view) => view.restsOn.map((link) => link.source),
    },
    status: {
      about: 'What became of it after it was published',
      oneOf: STATUSES,
      values: (view) => (view.status === null ? [] : [view.status.kind]),
    },
    cslType: { about: 'CSL item type', oneOf: CSL_TYPES, values: (view) => [cslTypeOf(view.csl)] },
    language: {
      about: 'Language tag of the document',
      text: 'whole',
      values: (view) => cslTexts(view.csl, 'language'),
    },
    referenceData: {
      about: 'Whether it is a work of reference',
      oneOf: ['true', 'false'],
      values: (view) => [String(view.referenceData)],
    },
  },
  range: {
    about: 'the source was issued',
    during: 'sources that were issued',
    from: 'issuedFrom',
    to: 'issuedTo',
    sort: 'issued',
    date: (view) => view.issued,
  },
  inherited: [{ from: 'passage', through: 'source', filters: { citedSource: 'citedSource' } }],
  sorts: { title: (view) => view.label },
  names: (view) =>
    given([
      ['csl.title', cslText(view.csl, 'title'), languageOf(view)],
      ['csl.title-short', cslText(view.csl, 'title-short', 'shortTitle'), languageOf(view)],
    ]),
  texts: (view) =>
    given([
      ['description', view.description],
      ['csl.container-title', cslText(view.csl, 'container-title')],
      ['csl.URL', cslText(view.csl, 'URL')],
    ]),
});
export type SourceView = ViewOf<typeof source>;
