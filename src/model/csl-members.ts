import { CSL_DATES, CslItem } from './csl.ts';

/*
 * Members of a CSL-JSON item that are none of CSL, though one of CSL was probably meant. They are kept and given back
 * like all that are not known, but nothing reads them, so they are told as what they were probably meant to be.
 */

/** Variables of CSL 1.0.2 and members of its JSON form, beside those that this project reads. */
const FURTHER = [
  'abstract annote archive-place archive_collection archive_location authority call-number categories chair',
  'chapter-number citation-key citation-label citation-number collection-editor collection-number compiler composer',
  'container container-author container-title-short contributor curator custom dimensions director division',
  'editorial-director event executive-producer first-reference-note-number guest host id illustrator interviewer',
  'journalAbbreviation jurisdiction keyword locator narrator number-of-pages number-of-volumes organizer',
  'original-author original-publisher original-publisher-place original-title page-first part part-number part-title',
  'performer PMCID PMID printing producer printing-number recipient references reviewed-author reviewed-genre',
  'reviewed-title scale script-writer section series-creator shortTitle source status supplement supplement-number',
  'volume-title volume-title-short year-suffix',
].flatMap((line) => line.split(' '));

const ITEM = new Set([...Object.keys(CslItem.shape), ...CSL_DATES, ...FURTHER]);
const NAME = new Set(
  'family given literal suffix dropping-particle non-dropping-particle comma-suffix static-ordering parse-names'.split(
    ' ',
  ),
);
const DATE = new Set(['date-parts', 'season', 'circa', 'literal', 'raw']);

/** What other forms call members that CSL has another name for. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  authors: 'author',
  editors: 'editor',
  translators: 'translator',
  pages: 'page',
  journal: 'container-title',
  newspaper: 'container-title',
  place: 'publisher-place',
  year: 'issued',
  date: 'issued',
  website: 'URL',
};

/** A name as it is compared: of its letters alone, whatever their case. */
const folded = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

const byFolded = (known: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map([...known].map((name) => [folded(name), name]));
const FOLDED = new Map<ReadonlySet<string>, ReadonlyMap<string, string>>(
  [ITEM, NAME, DATE].map((known) => [known, byFolded(known)] as const),
);

type Meant = { pointer: string[]; name: string; meant: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const within = (value: unknown, known: ReadonlySet<string>, pointer: string[]): Meant[] =>
  !isObject(value)
    ? []
    : Object.keys(value).flatMap((name) => {
        const meant =
          FOLDED.get(known)!.get(folded(name)) ?? (known === ITEM ? ALSO_CALLED[name.toLowerCase()] : undefined);
        return known.has(name) || meant === undefined || Object.hasOwn(value, meant)
          ? []
          : [{ pointer: [...pointer, name], name, meant }];
      });

/** The members of an item that were probably meant to be others, also those of its names and dates. */
export const membersMeant = (item: CslItem): Meant[] => [
  ...within(item, ITEM, []),
  ...Object.entries(item).flatMap(([name, value]) => {
    if (CSL_DATES.has(name)) return within(value, DATE, [name]);
    if (!ITEM.has(name) || !Array.isArray(value)) return [];
    return value.flatMap((each, i) => within(each, NAME, [name, String(i)]));
  }),
];
