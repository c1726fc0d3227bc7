import JSZip from 'jszip';

/*
 * Small documents as other programs write them: of Word, and PDF.
 */

const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A document of Word. In a paragraph `{n}` is the mark of the footnote, or endnote, of that number. */
export const docxOf = async (
  paragraphs: readonly string[],
  notes: readonly string[],
  { title, creator, kind = 'footnote' }: { title: string; creator: string; kind?: 'footnote' | 'endnote' },
): Promise<Uint8Array> => {
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
  const body = paragraphs
    .map(
      (text) =>
        `<w:p>${text
          .split(/(\{\d+\})/u)
          .map((part) =>
            /^\{\d+\}$/u.test(part) ? `<w:r><w:${kind}Reference w:id="${part.slice(1, -1)}"/></w:r>` : run(part),
          )
          .join('')}</w:p>`,
    )
    .join('');
  const zip = new JSZip();
  zip.file(
    '[Content_Types].xml',
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  );
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const file = (target: string, type: string): string =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${rels}/${type}" Target="${target}"/></Relationships>`;
  zip.file('_rels/.rels', file('word/document.xml', 'officeDocument'));
  zip.file('word/_rels/document.xml.rels', file(`${kind}s.xml`, `${kind}s`));
  zip.file('word/document.xml', `<?xml version="1.0"?><w:document ${W}><w:body>${body}</w:body></w:document>`);
  const written = notes.map((text, i) => `<w:${kind} w:id="${i + 1}"><w:p>${run(text)}</w:p></w:${kind}>`).join('');
  zip.file(`word/${kind}s.xml`, `<?xml version="1.0"?><w:${kind}s ${W}>${written}</w:${kind}s>`);
  zip.file(
    'docProps/core.xml',
    `<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>${title}</dc:title><dc:creator>${creator}</dc:creator><dcterms:created>2025-03-04T00:00:00Z</dcterms:created></cp:coreProperties>`,
  );
  return zip.generateAsync({ type: 'uint8array' });
};

/** A piece of a page of a PDF: where it stands in points from the lower left, and how large it is. */
export type PdfPiece = { text: string; x: number; y: number; size: number };

/** A PDF of these pages in Helvetica; letters of Latin-1 alone. */
export const pdfOf = (pages: readonly (readonly PdfPiece[])[], title: string): Uint8Array => {
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>'];
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  objects.push(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  for (const [i, pieces] of pages.entries()) {
    const content = pieces
      .map(({ text, x, y, size }) => `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/gu, '\\$&')}) Tj ET`)
      .join('\n');
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * i} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  objects.push(`<< /Title (${title}) /CreationDate (D:20250304120000Z) >>`);
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
};
