import { statusNote } from './copies.ts';
import { cslTypeOf, type CslType } from '../model/csl.ts';
import { cslDate, cslText, cslTexts, edtfDate, edtfOf, type CslDate, type DateParts } from '../model/csl-read.ts';
import { addressOf, authorsOf, doiOf, namesOf, onOneLine, wholeName, type CslName, type Work } from './work.ts';

/*
 * RIS in UTF-8, with the tags that Zotero reads for each type of reference.
 */

const TYPES: Readonly<Record<CslType, string>> = {
  article: 'GEN',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  bill: 'BILL',
  book: 'BOOK',
  broadcast: 'VIDEO',
  chapter: 'CHAP',
  classic: 'CLSWK',
  collection: 'BOOK',
  dataset: 'DATA',
  document: 'GEN',
  entry: 'ENCYC',
  'entry-dictionary': 'DICT',
  'entry-encyclopedia': 'ENCYC',
  event: 'GEN',
  figure: 'FIGURE',
  graphic: 'ART',
  hearing: 'HEAR',
  interview: 'PCOMM',
  legal_case: 'CASE',
  legislation: 'STAT',
  manuscript: 'MANSCPT',
  map: 'MAP',
  motion_picture: 'MPCT',
  musical_score: 'MUSIC',
  pamphlet: 'PAMP',
  'paper-conference': 'CONF',
  patent: 'PAT',
  performance: 'GEN',
  periodical: 'JFULL',
  personal_communication: 'PCOMM',
  post: 'ELEC',
  'post-weblog': 'BLOG',
  regulation: 'GOVDOC',
  report: 'RPRT',
  review: 'JOUR',
  'review-book': 'JOUR',
  software: 'COMP',
  song: 'SOUND',
  speech: 'SLIDE',
  standard: 'STAND',
  thesis: 'THES',
  treaty: 'GOVDOC',
  webpage: 'ELEC',
};

const BOOKS = ['BOOK', 'CLSWK'];
/** Where a title of a series is what the work appeared in. */
const OF_SERIES = [...BOOKS, 'RPRT', 'GOVDOC', 'STAND', 'COMP', 'MAP'];
const OF_EVENTS = ['CONF', 'SLIDE'];
const PAPERS = ['JOUR', 'MGZN', 'NEWS'];
const NUMBERED = ['RPRT', 'GOVDOC', 'STAND', 'PAT'];
const WITH_GENRE = [
  'RPRT',
  'GOVDOC',
  'STAND',
  'THES',
  'MANSCPT',
  'PAMP',
  'MAP',
  'SLIDE',
  'ELEC',
  'BLOG',
  'PCOMM',
  'ART',
];

const nameOf = (name: CslName): string => {
  const { family, given, suffix, literal } = name;
  if (literal !== undefined || !family) return wholeName(name);
  const last = [name['dropping-particle'], name['non-dropping-particle'], family].filter(Boolean).join(' ');
  return onOneLine([last, given, suffix].filter(Boolean).join(', '));
};

const day = (parts: DateParts): string => [...edtfOf(parts).split(/(?<=\d)-/), '', ''].slice(0, 3).join('/');

const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'];

/** One day, month or year as RIS writes it; what that cannot tell in the words or signs that programs take as they are. */
const dateText = (date: CslDate): string => {
  if ('words' in date) return date.words;
  const [from, to] = date.parts;
  const [year, month = 0] = from;
  if (to === undefined && !date.circa) return month > 20 ? `${SEASONS[month - 21]} ${year}` : `${day(from)}/`;
  return edtfDate(date)!;
};

const yearOf = (date: CslDate): string | null =>
  'words' in date ? (/\b\d{4}\b/.exec(date.words)?.[0] ?? null) : day([date.parts[0][0]]).slice(0, -2);

/** Pages as the first and the last; what is no such range stays in one piece. */
const pagesOf = (text: string | null): [string | null, string | null] => {
  const [, first, last] = /^([\p{L}\d.:]+)\s*[-‐‑‒–—−]+\s*([\p{L}\d.:]+)$/u.exec(text ?? '') ?? [];
  return first === undefined ? [text, null] : [first, last!];
};

type Lines = (readonly [tag: string, value: string | null | readonly string[]])[];

const linesOf = (work: Work): Lines => {
  const type = cslTypeOf(work);
  const TY = TYPES[type];
  const text = (...names: string[]): string | null => cslText(work, ...names);
  const names = (...variables: string[]): string[] => namesOf(work, ...variables).map(nameOf);
  const issued = cslDate(work.issued);
  const accessed = cslDate(work.accessed);
  const { link, text: address } = addressOf(work);
  const [first, last] = pagesOf(text('page') ?? (BOOKS.includes(TY) || TY === 'THES' ? text('number-of-pages') : null));
  const [container, series, event] = [text('container-title'), text('collection-title'), text('event-title', 'event')];
  const number = text('number', 'collection-number');
  const standardNumber = PAPERS.includes(TY) ? text('ISSN', 'ISBN') : text('ISBN', 'ISSN');
  const editors = BOOKS.includes(TY)
    ? 'A3'
    : ['JOUR', 'CHAP', 'CONF', 'DICT', 'ENCYC', 'GEN'].includes(TY)
      ? 'A2'
      : 'ED';
  return [
    ['TY', TY],
    ['ID', work.id],
    ['AU', authorsOf(work, type).map(nameOf)],
    [editors, names('editor')],
    [BOOKS.includes(TY) || TY === 'RPRT' ? 'A2' : 'A3', names('collection-editor')],
    ['A4', names('translator')],
    ...(TY === 'CHAP' ? [['C2', names('container-author')] as const] : []),
    ...(TY === 'PCOMM' ? [['A2', names(type === 'interview' ? 'interviewer' : 'recipient')] as const] : []),
    ['TI', text('title')],
    ['ST', text('title-short', 'shortTitle')],
    ['T2', OF_EVENTS.includes(TY) ? (event ?? container) : OF_SERIES.includes(TY) ? (container ?? series) : container],
    ...(TY === 'CONF' ? [['C3', container] as const] : []),
    ['T3', OF_SERIES.includes(TY) && container === null ? null : series],
    ['J2', text('container-title-short', 'journalAbbreviation')],
    ['PY', issued && yearOf(issued)],
    ['DA', issued && dateText(issued)],
    ['Y2', accessed && dateText(accessed)],
    ['VL', text('volume')],
    ['IS', text('issue')],
    [NUMBERED.includes(TY) ? 'SN' : 'M1', number],
    ...(NUMBERED.includes(TY) && number !== null ? [] : [['SN', standardNumber] as const]),
    ['SP', first],
    ['EP', last],
    ['ET', text('edition', 'version')],
    ['NV', text('number-of-volumes')],
    ['SE', text('section')],
    ['PB', text('publisher')],
    ['CY', text('publisher-place', 'event-place')],
    ...(WITH_GENRE.includes(TY) ? [['M3', text('genre')] as const] : []),
    ['LA', text('language')],
    ['DO', doiOf(work)],
    ['UR', link],
    ['DB', text('archive')],
    ['AN', text('archive_location')],
    ['CN', text('call-number')],
    ['DP', text('source')],
    ['KW', cslTexts(work, 'keyword')],
    ['AB', text('abstract')],
    ['N1', [text('note') ?? [], statusNote(work) ?? [], address ?? []].flat()],
  ];
};

/** Works as RIS entries, each with its id. */
export const asRis = (works: readonly Work[]): string =>
  works
    .map((work) => {
      const lines = linesOf(work).flatMap(([tag, value]) =>
        [value ?? []].flat().flatMap((each) => (onOneLine(each) === '' ? [] : [`${tag}  - ${onOneLine(each)}\n`])),
      );
      return `${lines.join('')}ER  - \n`;
    })
    .join('\n');
