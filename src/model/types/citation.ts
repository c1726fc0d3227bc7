import { z } from 'zod';
import {
  defineType,
  list,
  Name,
  optional,
  Text,
  type BaseView,
  type Look,
  type Report,
  type ViewOf,
} from '../define.ts';
import { Edtf, extentOf } from '../edtf.ts';
import { kindsOf, SOURCE_STATUS, STATUSES } from '../document-status.ts';
import { documentOf, publishedBy, Published, Roots } from '../ends.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import type { SourceView } from './source.ts';

type Target = BaseView & {
  marker: string;
  section: string | null;
  accessed: string | null;
  locator: string | null;
  ibidChain: string[];
  works: (Behind & Where)[];
} & Behind;
type Where = { locator: string | null; accessed: string | null };

/** The cited source and who stands behind it. */
type Behind = Published & {
  source: string | null;
  citedAuthors: string[];
  citedRoots: Roots;
};

const Work = z.strictObject({
  source: optional(ref('source', 'The source cited; left out where "ibid." points to it.')),
  ibidOf: optional(
    z
      .strictObject({
        citation: ref('citation', 'The footnote before this one.'),
        work: z.int().min(1).default(1).describe('Which of its works, counted from 1.'),
      })
      .describe('The work of a footnote before this one that "ibid." points back to.'),
  ),
  locator: optional(Name.describe('Where in that work.')),
  accessed: optional(Edtf.describe('When it was accessed.')),
});

const behind = {
  ...Published,
  citedAuthors: z.array(ref('actor', 'An author.')).describe('Who wrote the cited source.'),
  citedRoots: Roots,
};

const CitedWork = z
  .object({
    source: ref('source', 'The source cited; of an ibid, the one it was resolved to.').nullable(),
    ibidOf: z.object({ citation: ref('citation', 'The footnote.'), work: z.int() }).nullable(),
    locator: z.string().nullable(),
    accessed: Edtf.nullable(),
    ...behind,
  })
  .describe('One of several works that a footnote cites.');

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
    section: optional(
      Name.describe('The part of the document within which footnotes are numbered, where the numbers begin anew.'),
    ),
    works: list(Work, 'Several works that one footnote cites, in place of source, locator, accessed and ibidOf.'),
  },
  derived: {
    source: ref('source', 'The source.')
      .nullable()
      .describe('The source cited; of an ibid, the source it was resolved to.'),
    accessed: Edtf.nullable().describe("When the source was accessed; of an ibid that names no date, its target's."),
    locator: z.string().nullable().describe("Where in the cited source; of an ibid that names no place, its target's."),
    ...behind,
    works: z
      .array(CitedWork)
      .describe('Where it cites several works: each; the fields beside it are those of the first.'),
    ibidChain: z
      .array(ref('citation', 'A footnote.'))
      .describe('For an ibid: the footnotes it leads back through, the last one naming the source itself.'),
  },
  label: (record) => `[${record.marker}]${record.ibidOf === null ? '' : ' Ibid.'}`,
  derive: (record, look, report, { advise }) => {
    const target = record.ibidOf === null ? null : look<Target>('citation', record.ibidOf);
    if (record.works.length > 0) return ofWorks(record, look, report, advise);
    if (target !== null && target.works.length > 1)
      report(
        '/ibidOf',
        `${record.ibidOf} cites ${target.works.length} works, so that an ibid has to say which of them: works: ` +
          `[{ ibidOf: { citation: ${record.ibidOf}, work: 1 } }]`,
      );
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
      target.section === record.section &&
      isNumber(record.marker) &&
      isNumber(target.marker) &&
      Number(target.marker) > Number(record.marker)
    ) {
      // Numbers may begin anew with a page or a chapter; two works in one footnote have one number.
      advise(
        '/ibidOf',
        `footnote ${record.marker} is an ibid of footnote ${target.marker}, which stands before it only where the ` +
          'numbers begin anew between them; if they do not, point to an earlier one',
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
      works: [],
      ibidChain: sortedOnce(chain),
    };
  },
  filters: {
    citedSource: {
      about: 'Footnotes that cite this source, through an ibid too',
      ref: 'source',
      values: (view) => sortedUnique(citedIn(view).flatMap(({ source }) => source ?? [])),
    },
    publisher: {
      about: 'Footnotes whose cited source this actor published',
      ref: 'actor',
      values: (view) => sortedUnique(citedIn(view).flatMap(({ publisher }) => publisher ?? [])),
    },
    [SOURCE_STATUS]: {
      about: 'Footnotes that cite a document, or one that rests on it, of which this became since it was published',
      oneOf: STATUSES,
      values: (view) => kindsOf(citedIn(view).flatMap(({ statuses }) => statuses)),
    },
    ibidOf: { about: 'Ibids that lead back to this footnote', ref: 'citation', values: (view) => view.ibidChain },
    section: {
      about: 'Within which the footnotes are numbered',
      text: 'whole',
      values: (view) => (view.section === null ? [] : [view.section]),
    },
    marker: { about: 'The mark of the footnote', text: 'whole', values: (view) => [view.marker] },
    ibid: {
      about: 'Whether the footnote is an ibid',
      oneOf: ['true', 'false'],
      values: (view) => [String(view.ibidChain.length > 0)],
    },
  },
  inherited: [{ from: 'passage', through: 'citations', filters: { source: 'source', passage: 'self' } }],
  sorts: { id: () => '', marker: (view) => `${sectionKey(view.section ?? '')} ${numbered(view.marker)}` },
  within: { filters: ['source', 'passage'], sort: 'marker' },
});
export type CitationView = ViewOf<typeof citation>;

/** What a footnote cites: its works, or the one that it is of. */
export const citedIn = (view: Behind & Where & { works: readonly (Behind & Where)[] }): readonly (Behind & Where)[] =>
  view.works.length > 0 ? view.works : [view];

type OfWorks = Where & { id: string; source: string | null; ibidOf: string | null; works: z.output<typeof Work>[] };

/** What is derived of a footnote that cites several works. */
const ofWorks = (record: OfWorks, look: Look, report: Report, advise: Report) => {
  for (const field of ['source', 'ibidOf', 'locator', 'accessed'] as const)
    if (record[field] !== null) report(`/${field}`, 'it is said of each of the works; leave it out here');
  const chain: string[] = [];
  const works = record.works.map(({ source, ibidOf, locator, accessed }, i) => {
    const at = `/works/${i}`;
    if ((source === null) === (ibidOf === null))
      report(at, 'a work is a source, or what "ibid." points to; give one of source and ibidOf');
    const target = ibidOf === null ? null : look<Target>('citation', ibidOf.citation);
    const meant = target === null ? null : (citedIn(target)[ibidOf!.work - 1] ?? null);
    if (target !== null && meant === null)
      report(`${at}/ibidOf/work`, `${target.id} has ${citedIn(target).length} works; they are counted from 1`);
    if (ibidOf !== null) chain.push(ibidOf.citation, ...(target?.ibidChain ?? []));
    if (source !== null && accessed !== null) checkAccess(accessed, look<SourceView>('source', source), advise);
    return {
      ibidOf,
      ...(source === null ? behindTarget(meant) : behindSource(source, look)),
      locator: locator ?? meant?.locator ?? null,
      accessed: accessed ?? meant?.accessed ?? null,
    };
  });
  if (chain.includes(record.id)) report('/works', 'an ibid leads back to this footnote; it points to one before it');
  const { ibidOf: _ibidOf, ...first } = works[0]!;
  return { ...first, works, ibidChain: [...new Set(chain)] };
};

const behindSource = (source: string, look: Look): Behind => {
  const { authors, roots, ...document } = documentOf(source, look);
  return { ...document, citedAuthors: authors, citedRoots: roots };
};

const behindTarget = (target: Behind | null): Behind => ({
  source: target?.source ?? null,
  ...publishedBy(target),
  citedAuthors: target?.citedAuthors ?? [],
  citedRoots: target?.citedRoots ?? null,
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

/** A text as it is put in order: numbers by their value, 2 before 10. */
const numbered = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(6, '0'));

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
/** A section, numbers of chapters as they are written by their value: IX before X. */
const sectionKey = (section: string): string => {
  if (!/^X{0,3}(?:IX|IV|V?I{0,3})$/.test(section) || section === '') return numbered(section);
  const values = [...section].map((letter) => ROMAN[letter]!);
  return numbered(String(values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0)));
};

const isNumber = (marker: string): boolean => /^\d+$/.test(marker);

/** A chain without repeats, in its own order; so that a circle, which is reported, does not grow without end. */
const sortedOnce = (chain: string[]): string[] => (new Set(chain).size === chain.length ? chain : sortedUnique(chain));
