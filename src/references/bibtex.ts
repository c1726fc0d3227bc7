import { statusNote } from './copies.ts';
import { cslTypeOf, type CslType } from '../model/csl.ts';
import { cslDate, cslRichText, cslText, cslTexts, edtfDate, type CslDate } from '../model/csl-read.ts';
import { plainText, richText } from '../model/rich-text.ts';
import { addressOf, authorsOf, doiOf, namesOf, onOneLine, wholeName, type CslName, type Work } from './work.ts';

/*
 * BibTeX in UTF-8, in the words that BibTeX and BibLaTeX share, so that pandoc, biber and Zotero read back what was put
 * in. Where BibLaTeX knows more (days, ranges, languages), its fields stand beside those of BibTeX.
 */

/** The kinds of entry, of those that every program keeps: what Zotero does not know it throws away as a whole. */
const ENTRIES: Readonly<Record<CslType, string>> = {
  article: 'misc',
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  bill: 'legislation',
  book: 'book',
  broadcast: 'video',
  chapter: 'incollection',
  classic: 'book',
  collection: 'collection',
  dataset: 'misc',
  document: 'misc',
  entry: 'inreference',
  'entry-dictionary': 'inreference',
  'entry-encyclopedia': 'inreference',
  event: 'misc',
  figure: 'artwork',
  graphic: 'artwork',
  hearing: 'misc',
  interview: 'misc',
  legal_case: 'jurisdiction',
  legislation: 'legislation',
  manuscript: 'unpublished',
  map: 'misc',
  motion_picture: 'movie',
  musical_score: 'misc',
  pamphlet: 'booklet',
  'paper-conference': 'inproceedings',
  patent: 'patent',
  performance: 'misc',
  periodical: 'misc',
  personal_communication: 'letter',
  post: 'online',
  'post-weblog': 'online',
  regulation: 'legislation',
  report: 'report',
  review: 'article',
  'review-book': 'article',
  software: 'software',
  song: 'audio',
  speech: 'unpublished',
  standard: 'misc',
  thesis: 'thesis',
  treaty: 'legislation',
  webpage: 'online',
};
const KINDS_OF_ARTICLE: Partial<Record<CslType, string>> = {
  'article-magazine': 'magazine',
  'article-newspaper': 'newspaper',
  review: 'review',
  'review-book': 'review',
};
const IN_A_BOOK = new Set(['incollection', 'inproceedings', 'inreference']);
const IN_SERIES = new Set(['book', 'collection', ...IN_A_BOOK]);
const OF_INSTITUTIONS = new Set(['report', 'thesis']);

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Braces as TeX prints them. One that has no other would end its field, so it gets another that takes no room. */
const braces = (text: string): string => {
  const open: number[] = [];
  const alone = new Set<number>();
  for (const { 0: sign, index } of text.matchAll(/[{}]/g)) {
    if (sign === '{') open.push(index);
    else if (open.pop() === undefined) alone.add(index);
  }
  for (const index of open) alone.add(index);
  return text.replace(/[{}]/g, (sign, index: number) => {
    if (!alone.has(index)) return `\\${sign}`;
    return sign === '{' ? '\\{\\vphantom{\\}}' : '\\vphantom{\\{}\\}';
  });
};

/** A text that TeX prints as it is: its signs escaped, and signs that it would draw together, as -- into a dash, kept apart. */
const tex = (text: string): string => texPart(onOneLine(text));

/** The same of a part of a text that is one line. */
const texPart = (text: string): string =>
  text
    .split(/([\\~^])/)
    .map((part) => TEX[part] ?? braces(part).replace(/[&%$#_]/g, '\\$&'))
    .join('')
    .replace(/([-'`,"?!])(?=[-'`,"])|<(?=<)|>(?=>)/g, '$&{}');

const COMMANDS = {
  i: '\\textit{',
  b: '\\textbf{',
  sup: '\\textsuperscript{',
  sub: '\\textsubscript{',
  sc: '\\textsc{',
  nocase: '{',
} as const;
const hasMarkup = (text: string): boolean => plainText(text) !== text;

/** A text with its markup as commands of TeX; `show` writes what is not marked. */
const inTex = (text: string, show: (text: string) => string): string => {
  if (!hasMarkup(text)) return show(text);
  // Commands are read within braces too, so that these stay around the whole.
  const written = richText(onOneLine(text), { text: texPart, open: (mark) => COMMANDS[mark], close: () => '}' });
  return show === asItIs ? `{${written}}` : written;
};

/** A text whose capitals every style is to keep. */
const asItIs = (text: string): string => `{${tex(text)}}`;

/** An item of a list that TeX would take apart at the word "and". */
const listed = (text: string): string => (/(^|\s)and(\s|$)/i.test(text) ? asItIs(text) : tex(text));

/** Braces and backslashes would end the field that an address stands in. */
const verbatim = (text: string): string => onOneLine(text).replace(/[{}\\]/g, encodeURIComponent);

/** What would be taken for the end of a name, or of a part of it. */
const DIVIDES = /,|(?:^|\s)and(?:\s|$)/i;
const part = (text: string): string => (DIVIDES.test(text) ? asItIs(text) : tex(text));

const nameOf = (name: CslName): string => {
  const { family, given, suffix, literal } = name;
  if (literal !== undefined || !family || !given) return asItIs(wholeName(name));
  const fixed = name['non-dropping-particle'];
  const last = [
    ...(name['dropping-particle'] ? [tex(name['dropping-particle'])] : []),
    // In braces it is part of the family name, and so is a word in small letters that would be taken for a particle.
    ...(fixed ? [asItIs(fixed)] : []),
    /(?:^|\s)\p{Ll}/u.test(family) ? asItIs(family) : part(family),
  ];
  return [last.join(' '), ...(suffix ? [part(suffix)] : []), part(given)].join(', ');
};
const namesIn = (names: readonly CslName[]): string | null =>
  names.length === 0 ? null : names.map(nameOf).join(' and ');

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date for BibLaTeX, and its year and month for BibTeX; of words only the year in them, which stand as a note. */
const issuedFields = (date: CslDate | null): Fields => {
  if (date === null) return {};
  if ('words' in date) return { year: inBraces(/\b\d{4}\b/.exec(date.words)?.[0] ?? null) };
  const [year, month] = date.parts[0];
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return {
    date: inBraces(edtfDate(date)),
    year: inBraces(String(year)),
    ...(date.parts[1] === undefined && name !== undefined && { month: name }),
  };
};

type Fields = Readonly<Record<string, string | null>>;
const inBraces = (value: string | null): string | null => (value === null ? null : `{${value}}`);
const dateField = (date: CslDate | null): string | null => inBraces(edtfDate(date));

/** Ranges of pages have an en dash, which TeX makes of two hyphens. */
const pages = (text: string): string =>
  tex(text.replace(/(?<=\d\p{L}?)\s*[-‐‑‒–—−]\s*(?=\p{L}?\d)/gu, '\u2013')).replaceAll('\u2013', '--');

/** Texts one after another, each ended. */
const sentences = (texts: readonly string[]): string =>
  texts.map((text, i) => (i === texts.length - 1 || /[.!?]$/.test(text) ? text : `${text}.`)).join(' ');

const fieldsOf = (work: Work): Fields => {
  const type = cslTypeOf(work);
  const entry = entryOf(work);
  const text = (show: (text: string) => string, ...names: string[]): string | null => {
    const found = cslRichText(work, ...names);
    return found === null ? null : inBraces(inTex(found, show));
  };
  const { link, text: address } = addressOf(work);
  const issued = cslDate(work.issued);
  const note = [
    cslRichText(work, 'note'),
    statusNote(work),
    address,
    issued !== null && 'words' in issued ? issued.words : null,
  ]
    .filter((value) => value !== null)
    .map((value) => inTex(value, tex));
  const inBook = IN_A_BOOK.has(entry);
  return {
    author: inBraces(namesIn(authorsOf(work, type))),
    editor: inBraces(namesIn(namesOf(work, 'editor'))),
    translator: inBraces(namesIn(namesOf(work, 'translator'))),
    bookauthor: inBook ? inBraces(namesIn(namesOf(work, 'container-author'))) : null,
    title: text(asItIs, 'title'),
    shorttitle: text(asItIs, 'title-short', 'shortTitle'),
    [inBook ? 'booktitle' : 'journal']: text(inBook ? asItIs : tex, 'container-title'),
    shortjournal: inBook ? null : text(tex, 'container-title-short', 'journalAbbreviation'),
    entrysubtype: inBraces(KINDS_OF_ARTICLE[type] ?? null),
    series: text(asItIs, 'collection-title'),
    edition: text(tex, 'edition'),
    volume: text(tex, 'volume'),
    volumes: text(tex, 'number-of-volumes'),
    number: text(tex, ...(IN_SERIES.has(entry) ? ['collection-number', 'number'] : ['issue', 'number'])),
    chapter: text(tex, 'chapter-number'),
    pages: text(pages, 'page'),
    pagetotal: text(tex, 'number-of-pages'),
    version: text(tex, 'version'),
    type: text(tex, 'genre'),
    [OF_INSTITUTIONS.has(entry) ? 'institution' : 'publisher']: text(listed, 'publisher'),
    address: text(listed, 'publisher-place'),
    eventtitle: text(asItIs, 'event-title', 'event'),
    eventdate: dateField(cslDate(work['event-date'])),
    venue: text(tex, 'event-place'),
    ...issuedFields(issued),
    origdate: dateField(cslDate(work['original-date'])),
    origtitle: text(asItIs, 'original-title'),
    language: text(tex, 'language'),
    langid: text(tex, 'language'),
    doi: inBraces(doiOf(work)),
    isbn: text(tex, 'ISBN'),
    issn: text(tex, 'ISSN'),
    url: link === null ? null : `{${verbatim(link)}}`,
    urldate: dateField(cslDate(work.accessed)),
    pubstate: text(tex, 'status'),
    keywords: inBraces(cslTexts(work, 'keyword').map(tex).join(', ') || null),
    abstract: text(tex, 'abstract'),
    note: note.length === 0 ? null : `{${sentences(note)}}`,
  };
};

const entryOf = (work: Work): string => {
  const type = cslTypeOf(work);
  // What has no kind of its own and appeared in something else is an article of that.
  return type === 'article' && cslText(work, 'container-title') !== null ? 'article' : ENTRIES[type];
};

/** Works as BibTeX entries, each under its id. */
export const asBibtex = (works: readonly Work[]): string =>
  works
    .map((work) => {
      const lines = Object.entries(fieldsOf(work)).flatMap(([field, value]) =>
        value === null ? [] : [`  ${field} = ${value},\n`],
      );
      return `@${entryOf(work)}{${work.id},\n${lines.join('')}}\n`;
    })
    .join('\n');
