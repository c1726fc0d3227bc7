import { LOCATOR } from './footnote-words.ts';
import { datesIn } from './dates.ts';
import { datePartsOf, personOf } from './metadata.ts';
import type { Csl } from './document.ts';

/*
 * The work that a footnote describes: its authors, title, where and when it appeared.
 */

export const URL_IN = /https?:\/\/[^\s<>"“”«»）]+[^\s<>"“”«»）.,;:)\]]\/?/u;
export const DOI_IN = /\b10\.\d{4,9}\/[^\s"“”<>]+[^\s"“”<>.,;)]/u;
export const TITLE = /[“"„«《]([^”"“»》]{3,300}?)[,.]?[”"“»》]|(?<![\p{L}\p{N}])‘([^‘]{3,300}?)[,.]?’(?![\p{L}])/u;

export const tidy = (text: string): string => text.replace(/^[\s,.;:()\-–—]+|[\s,;:(\-–—]+$/gu, '').trim();

/** Publishers that are named by who they are where an address stands for a page of theirs. */
const typeOf = (csl: Csl, text: string): string => {
  if (csl['DOI'] !== undefined || /\bvol\.|\bno\.\s*\d|\(\d{4}\):\s*\d/iu.test(text)) return 'article-journal';
  if (csl['URL'] !== undefined) return 'webpage';
  return /\((?:[^()]*:\s*)?[^()]*\b(?:1[89]|20)\d\d\)/u.test(text) && csl['container-title'] === undefined
    ? 'book'
    : 'document';
};

/** "Doe J. Title. Place: Publisher, 2020" and "Title // Where it appeared. …", as Russian footnotes are written (GOST 7.0.5). */
const GOST_AUTHORS =
  /^(\p{Lu}[\p{L}’'-]+)\s((?:\p{Lu}\.\s?){1,2})(?:,\s\p{Lu}[\p{L}’'-]+\s(?:\p{Lu}\.\s?){1,2})*\s*(?=\p{Lu})/u;
/** "Doe, Jane (2020). Title. Place: Publisher.", as in APA and in encyclopedias. */
const byYear = (text: string, csl: Csl): boolean => {
  const found =
    /^([\p{L}’'-]+(?:\s[\p{L}’'-]+)?),\s([^()"“«]{1,60}?)\s\(((?:1[89]|20)\d\d)[a-z]?\)[.,]\s([^."“«]{3,250})/u.exec(
      text,
    );
  if (found === null) return false;
  const book = /^\.\s([^.:]{2,40}):\s([^.]{2,80})/u.exec(text.slice(found[0].length));
  csl['author'] = [{ family: found[1]!, given: found[2]! }];
  csl['title'] = tidy(found[4]!);
  csl['issued'] = datePartsOf(found[3]!)!;
  if (book !== null) Object.assign(csl, { 'publisher-place': book[1]!, publisher: book[2]! });
  return true;
};
/** "Doe, Jane: Title. In: …", as German journals have it. */
const byColon = (text: string, csl: Csl): boolean => {
  const found = /^(\p{Lu}[\p{L}’'-]+),\s(\p{Lu}[\p{L}.\s-]{0,40}):\s([^.“„"]{3,250})\.\s/u.exec(text);
  if (found === null) return false;
  const [container] = /^In:\s[^,(.]{3,120}/u.exec(text.slice(found[0].length)) ?? [];
  csl['author'] = [{ family: found[1]!, given: found[2]! }];
  csl['title'] = tidy(found[3]!);
  if (container !== undefined) csl['container-title'] = tidy(container.slice(4));
  return true;
};
const byGost = (text: string, csl: Csl): boolean => {
  const author = GOST_AUTHORS.exec(text);
  const rest = author === null ? text : text.slice(author[0].length);
  const part = /^(.{3,250}?)\s\/\/\s([^.]{2,120})/u.exec(rest);
  const book = /^([^/]{3,250}?)\.\s(?:—\s)?(\p{Lu}[\p{L}.\s-]{0,40}?)\s?:\s([^,:]{2,80}),\s((?:1[89]|20)\d\d)/u.exec(
    rest,
  );
  if (part === null && (author === null || book === null)) return false;
  if (author !== null) csl['author'] = [{ family: author[1]!, given: author[2]!.trim() }];
  csl['title'] = tidy((part ?? book)![1]!);
  if (part !== null) csl['container-title'] = tidy(part[2]!);
  else if (book !== null) {
    csl['publisher-place'] = book[2]!;
    csl['publisher'] = book[3]!;
    csl['issued'] = datePartsOf(book[4]!)!;
  }
  return true;
};

/** A book: "Author, Title (Place: Publisher, 2020)". */
const byBook = (text: string, csl: Csl): boolean => {
  const book = /^([^,،]{3,80})[,،]\s([^(]{3,200})\(([^()]{2,150})[,،]\s?((?:1[89]|20)\d\d)\)/u.exec(text);
  if (book === null) return false;
  const [authors, title, imprint, year] = book.slice(1) as [string, string, string, string];
  const [publisher = '', place = null] = imprint
    .split(/:(.*)/su, 2)
    .map((part) => part.trim())
    .toReversed();
  if (publisher.length < 2 || /[,،]/u.test(publisher)) return false;
  csl['author'] = authors.split(/\s(?:and|&|ve|und|et|y|и)\s/u).map((name) => personOf(name.trim()));
  csl['title'] = tidy(title);
  if (place !== null) csl['publisher-place'] = place;
  csl['publisher'] = publisher;
  csl['issued'] = datePartsOf(year)!;
  return true;
};

/**
 * A year by itself behind a title, with nothing else in its part: ", 2021.", "(Oslo, 2021)"; the last one that there is. A number behind the
 * first page of an article is a page: "14 Law Review 1801, 1810".
 */
const YEAR_ALONE =
  /(?<=[,(:،]\s?)(?<!\d\s\p{Lu}[\p{L}.\s&’'-]{1,60}\s\d{1,4},\s)(?:1[89]|20)\d\d(?=[a-z]?\s*(?:[).,;:،]|$))/gu;

/** The item that a footnote describes. What stands before its title are authors, what comes behind is where it appeared. */
export const itemOf = (text: string): Csl | null => {
  const [url, doi, quoted] = [URL_IN.exec(text)?.[0], DOI_IN.exec(text)?.[0], TITLE.exec(text)];
  const csl: Csl = {};
  const dates = datesIn(url === undefined ? text : text.replace(url, ''));
  if (quoted !== null) {
    csl['title'] = (quoted[1] ?? quoted[2])!.replace(/\s+/gu, ' ').trim();
    // A date in brackets stands between author and title in some styles.
    const before = tidy(text.slice(0, quoted.index).replace(/\([^()]*\d{4}[^()]*\)\.?\s*$/u, ''));
    if (before !== '' && before.length < 120 && !datesIn(before).length)
      csl['author'] = before.split(/\s+(?:and|&|ve|und|et|y|и)\s+|;\s*|,\s+(?=\p{Lu}\S+\s+\p{Lu})/u).map(personOf);
    const imprint = text
      .slice(quoted.index + quoted[0].length)
      .replace(URL_IN, ' ')
      .replace(DOI_IN, ' ')
      .replace(/\bdoi:?\s*/giu, ' ');
    const [container] = imprint
      .split(/[,;(]\s*|\.\s+(?=\p{Lu})/u)
      .map(tidy)
      .filter(
        (part) =>
          part !== '' &&
          /\p{L}{2}/u.test(part) &&
          datesIn(part).length === 0 &&
          !new RegExp(`^(?:${LOCATOR.source})$`, 'u').test(part),
      );
    if (container !== undefined && container.length < 160) csl['container-title'] = container.replace(/\.$/u, '');
  } else if (!byYear(text, csl) && !byColon(text, csl) && !byGost(text, csl) && !byBook(text, csl)) {
    const plain = tidy(
      text
        .replace(URL_IN, ' ')
        .replace(DOI_IN, ' ')
        .replace(/\bdoi:?\s*/giu, ' ')
        .replace(/\s+/gu, ' '),
    );
    if (plain === '' && url === undefined && doi === undefined) return null;
    if (plain !== '') csl['title'] = plain.replace(/\.$/u, '').slice(0, 300);
  }
  const behind = quoted === null ? '' : text.slice(quoted.index + quoted[0].length).replace(URL_IN, ' ');
  const issued = dates.at(-1)?.edtf ?? behind.match(YEAR_ALONE)?.at(-1);
  if (issued !== undefined && csl['issued'] === undefined) csl['issued'] = datePartsOf(issued)!;
  if (url !== undefined) csl['URL'] = url;
  if (doi !== undefined) csl['DOI'] = doi;
  return { type: typeOf(csl, text), ...csl };
};
