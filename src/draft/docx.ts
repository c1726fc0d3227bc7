import JSZip from 'jszip';
import { parseHTML } from 'linkedom';
import mammoth from 'mammoth';
import { datePartsOf, personOf } from './metadata.ts';
import { Unreadable, type Csl, type Read } from './document.ts';
import { readHtml } from './html.ts';

/** Paragraphs that are quotations by their style. */
const SET_OFF = ['Quote', 'Intense Quote', 'Block Text'].map(
  (name) => `p[style-name='${name}'] => blockquote > p:fresh`,
);
/** Where a document of Word says what it is. */
const PROPERTIES = 'docProps/core.xml';

const propertiesOf = async (bytes: Uint8Array): Promise<Csl> => {
  const zip = await JSZip.loadAsync(bytes);
  if (zip.file('word/document.xml') === null)
    throw new Unreadable('the file is an archive, and no document of Word; give the document that is in it');
  const xml = await zip.file(PROPERTIES)?.async('string');
  if (xml === undefined) return {};
  const { document } = parseHTML(
    `<html><body>${xml.replace(/<\?xml[^>]*\?>/u, '').replace(/<(\/?)\w+:/gu, '<$1x-')}</body></html>`,
  );
  const of = (name: string): string | undefined =>
    document.querySelector(`x-${name}`)?.textContent?.trim() || undefined;
  const [title, creator, created, language] = [of('title'), of('creator'), of('created'), of('language')];
  const issued = created === undefined ? null : datePartsOf(created);
  return {
    ...(title && { title }),
    ...(creator && { author: creator.split(/\s*;\s*/u).map(personOf) }),
    ...(issued && { issued }),
    ...(language && { language }),
  };
};

/** The text of a document of Word, with its footnotes and endnotes. */
export const readDocx = async (bytes: Uint8Array): Promise<Read> => {
  const csl = await propertiesOf(bytes);
  const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { styleMap: SET_OFF });
  const { text, setOff } = readHtml(value, { asIs: true });
  return { text, ...(setOff && { setOff }), csl: { type: 'document', ...csl } };
};
