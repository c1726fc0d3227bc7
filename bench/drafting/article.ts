/*
 * Articles with their answers in them. In a text `{velling|Velling}` is a name and whose, `{q:velling|We agree.}` are words
 * of somebody between quotation marks (`q:?` of somebody who is not known), `[3]` is the mark of footnote 3.
 */

export type Block = {
  kind: 'heading' | 'paragraph' | 'quote';
  text: string;
};

/** A footnote and what it cites: for each work a name for it, the same wherever it is cited, and where in it. */
export type NoteTold = { label: string; text: string; works: readonly (string | [string, string])[] };

export const SHAPES = [
  'news',
  'ministry',
  'amp',
  'wiki',
  'journal',
  'docx',
  'docx-endnotes',
  'pdf',
  'pdf-columns',
  'text',
  'line-breaks',
  'divisions',
  'blocks',
  'endnotes-aside',
  'sidenotes',
  'popups',
  'drupal',
  'newsletter',
  'word-page',
  'unlinked',
  'pandoc',
] as const;
export type Article = {
  name: string;
  language: string;
  shape: (typeof SHAPES)[number];
  title: string;
  authors: readonly string[];
  site: string;
  issued: string;
  blocks: readonly Block[];
  notes: readonly NoteTold[];
};

/** Where something stands in its text, in UTF-16 units. */
type Place = { start: number; end: number };
export type Told = { plain: string; names: (Place & { id: string })[]; said: (Place & { speakers: string[] })[] };

/** A text without its answers, and those. */
export const toldIn = (text: string): Told => {
  const told: Told = { plain: '', names: [], said: [] };
  const open: { id: string; isSaid: boolean; start: number }[] = [];
  for (const part of text.split(/(\{(?:q:)?[\w+?-]+\||\})/u)) {
    const head = /^\{(q:)?([\w+?-]+)\|$/u.exec(part);
    if (head !== null) open.push({ id: head[2]!, isSaid: head[1] !== undefined, start: told.plain.length });
    else if (part === '}') {
      const { id, isSaid, start } = open.pop()!;
      const place = { start, end: told.plain.length };
      if (isSaid) told.said.push({ ...place, speakers: id === '?' ? [] : id.split('+') });
      else told.names.push({ ...place, id });
    } else told.plain += part;
  }
  return told;
};

/** Blocks from a text: one a line, `# ` before a heading, `> ` before a quotation that is set off. */
export const blocksOf = (text: string): Block[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) =>
      line.startsWith('# ')
        ? { kind: 'heading', text: line.slice(2) }
        : line.startsWith('> ')
          ? { kind: 'quote', text: line.slice(2) }
          : { kind: 'paragraph', text: line },
    );
