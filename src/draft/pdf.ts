import { getDocumentProxy, getMeta } from 'unpdf';
import { datePartsOf, personOf } from './metadata.ts';
import { Unreadable, type Csl, type Read } from './document.ts';
import { flow, withoutHeads } from './pdf-flow.ts';
import { pageOf, type Page, type Piece } from './pdf-lines.ts';

/*
 * The text of a PDF, which knows of neither paragraphs nor footnotes: both are told from where its pieces stand and how
 * large they are.
 */

const metaOf = ({ info }: { info: Record<string, unknown> }): Csl => {
  const of = (name: string): string | undefined => {
    const value = info[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const [title, author, created] = [of('Title'), of('Author'), of('CreationDate')];
  const day = /^D:(\d{4})(\d{2})(\d{2})/u.exec(created ?? '');
  return {
    // What a program calls a file by itself is no title.
    ...(title && !/\.(?:docx?|pdf|indd|tex)$|^untitled/iu.test(title) && { title }),
    ...(author && { author: author.split(/\s*;\s*/u).map(personOf) }),
    ...(day && { issued: datePartsOf(`${day[1]}-${day[2]}-${day[3]}`)! }),
  };
};

/** Most pages that are read. */
const MOST_PAGES = 2000;

export const readPdf = async (bytes: Uint8Array): Promise<Read> => {
  const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    if (proxy.numPages > MOST_PAGES)
      throw new Unreadable(
        `the file has ${proxy.numPages} pages, and ${MOST_PAGES} are read at most; take a part of it`,
      );
    const pages: Page[] = [];
    for (let number = 1; number <= proxy.numPages; number++) {
      const page = await proxy.getPage(number);
      const { items } = await page.getTextContent();
      const pieces = items.flatMap((item): Piece[] =>
        'str' in item
          ? [
              {
                text: item.str,
                x: item.transform[4] as number,
                y: item.transform[5] as number,
                width: item.width,
                height: item.height || Math.abs(item.transform[3] as number),
              },
            ]
          : [],
      );
      pages.push(pageOf(pieces, page.getViewport({ scale: 1 }).height));
    }
    const { paragraphs, notes } = flow(withoutHeads(pages));
    const csl = metaOf(await getMeta(proxy));
    return { text: [...paragraphs, ...notes].join('\n'), csl: { type: 'document', ...csl } };
  } finally {
    await proxy.cleanup();
  }
};
