import type { Csl } from './document.ts';
import { Unreadable } from './document.ts';

/*
 * What a file beside a document tells of it: CSL-JSON, BibTeX or RIS, as Zotero and the pages of publishers give.
 */

/** Members that a parser adds of itself, and what an item has of the machine it comes from. */
const NOT_OF_THE_WORK = new Set(['id', 'citation-key', 'citation-label', '_graph', 'file']);

/**
 * The CSL-JSON item of a file.
 * @throws Unreadable where it has none, or several
 */
export const itemBeside = async (text: string, name: string): Promise<Csl> => {
  let items: unknown;
  try {
    const trimmed = text.trim();
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) items = [JSON.parse(trimmed) as unknown].flat();
    else {
      const { plugins } = await import('@citation-js/core');
      await (/^TY {2}-/mu.test(trimmed) ? import('@citation-js/plugin-ris') : import('@citation-js/plugin-bibtex'));
      items = plugins.input.chain(trimmed, { generateGraph: false });
    }
  } catch (error) {
    throw new Unreadable(`${name} cannot be read as CSL-JSON, BibTeX or RIS: ${(error as Error).message}`);
  }
  const [item, ...others] = items as Csl[];
  if (item === undefined || typeof item !== 'object' || others.length > 0)
    throw new Unreadable(
      `${name} describes ${item === undefined ? 'nothing' : `${others.length + 1} works`}; give one`,
    );
  return Object.fromEntries(Object.entries(item).filter(([member]) => !NOT_OF_THE_WORK.has(member)));
};
