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

/** The item that a footnote describes. What stands before its title are authors, what comes behind is where it appeared. */
export const itemOf = (text: string): Csl | null => {
  const [url, doi, quoted] = [URL_IN.exec(text)?.[0], DOI_IN.exec(text)?.[0], TITLE.exec(text)];
  const csl: Csl = {};
  const dates = datesIn(url === undefined ? text : text.replace(url, ''));
  if (quoted !== null) {
    csl['title'] = (quoted[1] ?? quoted[2])!.replace(/\s+/gu, ' ').trim();
    const before = tidy(text.slice(0, quoted.index));
    if (before !== '' && before.length < 120 && !datesIn(before).length)
      csl['author'] = before.split(/\s+(?:and|&|ve|und|et|y|и)\s+|;\s*|,\s+(?=\p{Lu}\S+\s+\p{Lu})/u).map(personOf);
    const behind = text
      .slice(quoted.index + quoted[0].length)
      .replace(URL_IN, ' ')
      .replace(DOI_IN, ' ')
      .replace(/\bdoi:?\s*/giu, ' ');
    const [container] = behind
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
  } else {
    // A book: "Author, Title (Place: Publisher, 2020)".
    const book =
      /^([^,]{3,80}),\s+([^(]{3,200}?)\s*\((?:([^():]{2,60}):\s*)?([^(),]{2,80}),\s*((?:1[89]|20)\d\d)\)/u.exec(text);
    if (book !== null) {
      csl['author'] = book[1]!.split(/\s+(?:and|&|ve|und|et|y|и)\s+/u).map(personOf);
      csl['title'] = tidy(book[2]!);
      if (book[3] !== undefined) csl['publisher-place'] = book[3];
      csl['publisher'] = book[4]!;
      csl['issued'] = datePartsOf(book[5]!)!;
    } else {
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
  }
  const issued = dates.at(-1);
  if (issued !== undefined && csl['issued'] === undefined) csl['issued'] = datePartsOf(issued.edtf)!;
  if (url !== undefined) csl['URL'] = url;
  if (doi !== undefined) csl['DOI'] = doi;
  return { type: typeOf(csl, text), ...csl };
};
