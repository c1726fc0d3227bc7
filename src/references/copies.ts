import { STATUSES, type Status } from '../model/document-status.ts';
import { capital } from '../model/text.ts';
import { onOneLine, type Work } from './work.ts';

/*
 * What became of a work, and copies of it in archives. The styles have no place for them, so they are printed behind the
 * work: whoever cites a document that was retracted has to know, and its publisher's page may be gone by the time that
 * somebody looks.
 */

/** A copy of a work: its address, and when it was made. */
export type Copy = { url: string; date: string | null };

/** What is known of works by their ids: copies of them, and what became of them. */
type Known = {
  copies?: Readonly<Record<string, Copy>>;
  statuses?: Readonly<Record<string, Pick<Status, 'kind' | 'date'>>>;
};

/** "archived at" in the languages that references are printed in. */
const WORDS: Readonly<Record<string, string>> = {
  'en-US': 'archived at',
  'de-DE': 'archiviert unter',
  'es-ES': 'archivado en',
  'fr-FR': 'archivé à l’adresse',
  'nl-NL': 'gearchiveerd op',
};

const BECAME: Readonly<Record<string, Readonly<Record<Status['kind'], string>>>> = {
  'en-US': { corrected: 'corrected', retracted: 'retracted', gone: 'no longer available' },
  'de-DE': { corrected: 'berichtigt', retracted: 'zurückgezogen', gone: 'nicht mehr abrufbar' },
  'es-ES': { corrected: 'corregido', retracted: 'retractado', gone: 'ya no disponible' },
  'fr-FR': { corrected: 'corrigé', retracted: 'rétracté', gone: 'n’est plus disponible' },
  'nl-NL': { corrected: 'gecorrigeerd', retracted: 'ingetrokken', gone: 'niet meer beschikbaar' },
};

/** A work without what stands behind it, so that no style that has a place for it prints it once more. */
export const withoutKnown = ({ copies, statuses }: Known, { archive, status, ...work }: Work): Work => ({
  ...work,
  ...(archive !== undefined && archive !== copies?.[work.id]?.url && { archive }),
  ...(status !== undefined && status !== statuses?.[work.id]?.kind && { status }),
});

/** What became of a work by its `status`, where that is one of ours, as a note of its own. */
export const statusNote = ({ status }: Work): string | null => {
  const kind = STATUSES.find((each) => each === status);
  return kind === undefined ? null : asSentence(BECAME['en-US']![kind]);
};

const asSentence = (text: string): string => `${capital(text)}.`;

/** No address is markup, whatever the form of the references. */
const inWords = ({ url, date }: Copy, locale: string): string =>
  `${WORDS[locale]} ${onOneLine(url).replace(/[<>"]/g, encodeURIComponent)}${date === null ? '' : ` (${date})`}`;

/** What is known of a work beside its reference, each by itself. */
const knownOf = ({ copies, statuses }: Known, id: string, locale: string): string[] => {
  const [copy, status] = [copies?.[id], statuses?.[id]];
  return [
    ...(status === undefined
      ? []
      : [`${BECAME[locale]![status.kind]}${status.date === null ? '' : ` ${status.date}`}`]),
    ...(copy === undefined ? [] : [inWords(copy, locale)]),
  ];
};

/** What stands behind a work where it is cited for the first time; nothing where nothing is known. */
export const behindCite = (known: Known, id: string, locale: string): string =>
  knownOf(known, id, locale)
    .map((text) => `, ${text}`)
    .join('');

/** Sentences of their own behind an entry of a bibliography. */
export const behindEntry = (known: Known, id: string, locale: string): string =>
  knownOf(known, id, locale)
    .map((text) => ` ${asSentence(text)}`)
    .join('');
