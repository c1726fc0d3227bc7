import { z } from 'zod';
import { defineType, Name, optional, Text, type BaseView, type Look, type Report, type ViewOf } from '../define.ts';
import { Edtf, extentOf } from '../edtf.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import { InTurn } from '../sides.ts';
import type { SourceView } from './source.ts';

type Target = BaseView & {
  marker: string;
  accessed: string | null;
  locator: string | null;
  ibidChain: string[];
} & Behind;

/** The cited source and who stands behind it. */
type Behind = {
  source: string | null;
  publisher: string | null;
  publisherSides: string[];
  publisherSidesInTurn: string[][];
  citedAuthors: string[];
};

/** A footnote in a passage: its marker, the source it cites, when that was accessed. */
export const citation = defineType({
  name: 'citation',
  plural: 'citations',
  about: 'A footnote in a passage: its marker, the source it cites, when that was accessed.',
  written: {
    marker: Text.max(50).describe('The mark of the footnote as printed, without brackets: "2".'),
    source: optional(ref('source', 'The source cited; left out where the footnote is an ibid.')),
    accessed: optional(
      Edtf.describe("When the citing author accessed the source; an ibid that names none has its target's."),
    ),
    locator: optional(
      Name.describe("Where in the cited source: a page or a section. An ibid that names none has its target's."),
    ),
    ibidOf: optional(ref('citation', 'The footnote before this one that "Ibid." points back to.')),
  },
  derived: {
    source: ref('source', 'The source.')
      .nullable()
      .describe('The source cited; of an ibid, the source it was resolved to.'),
    accessed: Edtf.nullable().describe("When the source was accessed; of an ibid that names no date, its target's."),
    locator: z.string().nullable().describe("Where in the cited source; of an ibid that names no place, its target's."),
    publisher: ref('actor', 'The publisher.').nullable().describe('Who published the cited source.'),
    publisherSides: z.array(ref('actor', 'A state or institution.')).describe('On whose side the publisher stood.'),
    publisherSidesInTurn: InTurn.describe(
      'Where the publisher changed sides within the time that it may have been issued at: the sides that it stood on together, one set for each time that may be meant.',
    ),
    citedAuthors: z.array(ref('actor', 'An author.')).describe('Who wrote the cited source.'),
    ibidChain: z
      .array(ref('citation', 'A footnote.'))
      .describe('For an ibid: the footnotes it leads back through, the last one naming the source itself.'),
  },
  label: (record) => `[${record.marker}]${record.ibidOf === null ? '' : ' Ibid.'}`,
  derive: (record, look, report, { advise }) => {
    const target = record.ibidOf === null ? null : look<Target>('citation', record.ibidOf);
    if (record.source === null && record.ibidOf === null) {
      report('', 'the footnote names neither a source nor, as an ibid, the footnote before it; give source, or ibidOf');
    }
    const chain = record.ibidOf === null ? [] : [record.ibidOf, ...(target?.ibidChain ?? [])];
    if (chain.includes(record.id)) {
      report(
        '/ibidOf',
        `the ibid leads back to itself through ${chain.join(' and ')}; an ibid points to a footnote before it`,
      );
    } else if (
      target !== null &&
      isNumber(record.marker) &&
      isNumber(target.marker) &&
      Number(target.marker) > Number(record.marker)
    ) {
      // Numbers may begin anew with a page or a chapter; two works in one footnote have one number.
      advise(
        '/ibidOf',
        `footnote ${record.marker} is an ibid of footnote ${target.marker}, which stands before it only where the numbers begin anew between them; if they do not, point to an earlier one`,
      );
    }
    if (record.source !== null && target !== null && target.source !== record.source) {
      report(
        '/source',
        `an ibid of ${record.ibidOf} cites ${target.source}, not ${record.source}; leave source out, or ibidOf`,
      );
    }
    const cited = record.source ?? null;
    if (cited !== null && record.accessed !== null)
      checkAccess(record.accessed, look<SourceView>('source', cited), advise);
    return {
      ...(record.source === null ? behindTarget(target) : behindSource(record.source, look)),
      accessed: record.accessed ?? target?.accessed ?? null,
      locator: record.locator ?? target?.locator ?? null,
      ibidChain: sortedOnce(chain),
    };
  },
  filters: {
    citedSource: {
      about: 'Footnotes that cite this source, through an ibid too',
      ref: 'source',
      values: (view) => (view.source === null ? [] : [view.source]),
    },
    publisher: {
      about: 'Footnotes whose cited source this actor published',
      ref: 'actor',
      values: (view) => (view.publisher === null ? [] : [view.publisher]),
    },
    ibidOf: { about: 'Ibids that lead back to this footnote', ref: 'citation', values: (view) => view.ibidChain },
    marker: { about: 'The mark of the footnote', text: 'whole', values: (view) => [view.marker] },
    ibid: {
      about: 'Whether the footnote is an ibid',
      oneOf: ['true', 'false'],
      values: (view) => [String(view.ibidOf !== null)],
    },
  },
  inherited: [{ from: 'passage', through: 'citations', filters: { source: 'source', passage: 'self' } }],
  sorts: { id: () => '' },
});
export type CitationView = ViewOf<typeof citation>;

const behindSource = (source: string, look: Look): Behind => {
  const view = look<SourceView>('source', source);
  return {
    source,
    publisher: view?.publisher ?? null,
    publisherSides: view?.publisherSides ?? [],
    publisherSidesInTurn: view?.publisherSidesInTurn ?? [],
    citedAuthors: view?.authors ?? [],
  };
};

const behindTarget = (target: Target | null): Behind => ({
  source: target?.source ?? null,
  publisher: target?.publisher ?? null,
  publisherSides: target?.publisherSides ?? [],
  publisherSidesInTurn: target?.publisherSidesInTurn ?? [],
  citedAuthors: target?.citedAuthors ?? [],
});

/** What was not issued yet can hardly have been read. */
const checkAccess = (accessed: string, source: SourceView | null, advise: Report): void => {
  const issued = source?.issued ?? null;
  if (issued !== null && extentOf(accessed, true).to < extentOf(issued, true).from)
    advise(
      '/accessed',
      `${source!.id} was issued ${issued}, and so not there to be accessed ${accessed}; look at both dates`,
    );
};

const isNumber = (marker: string): boolean => /^\d+$/.test(marker);

/** A chain without repeats, in its own order; so that a circle, which is reported, does not grow without end. */
const sortedOnce = (chain: string[]): string[] => (new Set(chain).size === chain.length ? chain : sortedUnique(chain));
