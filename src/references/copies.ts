import { onOneLine } from './work.ts';

/*
 * Copies in archives. The styles have no place for them, so they are printed behind the work, as its publisher's page may
 * be gone by the time that somebody looks.
 */

/** A copy of a work: its address, and when it was made. */
export type Copy = { url: string; date: string | null };

/** Copies of works by their ids, as far as some are known. */
type Copied = { copies?: Readonly<Record<string, Copy>> };

/** "archived at" in the languages that references are printed in. */
const WORDS: Readonly<Record<string, string>> = {
  'en-US': 'archived at',
  'de-DE': 'archiviert unter',
  'es-ES': 'archivado en',
  'fr-FR': 'archivé à l’adresse',
  'nl-NL': 'gearchiveerd op',
};

/** No address is markup, whatever the form of the references. */
const inWords = ({ url, date }: Copy, locale: string): string =>
  `${WORDS[locale]} ${onOneLine(url).replace(/[<>"]/g, encodeURIComponent)}${date === null ? '' : ` (${date})`}`;

/** What stands behind a work where it is cited for the first time; nothing where no copy is known. */
export const behindCite = ({ copies }: Copied, id: string, locale: string): string =>
  copies?.[id] === undefined ? '' : `, ${inWords(copies[id], locale)}`;

/** A sentence of its own behind an entry of a bibliography. */
export const behindEntry = ({ copies }: Copied, id: string, locale: string): string => {
  if (copies?.[id] === undefined) return '';
  const text = inWords(copies[id], locale);
  return ` ${text[0]!.toUpperCase()}${text.slice(1)}.`;
};
