import type { CslItem, CslType } from '../model/csl.ts';
import { cslText } from '../model/csl-read.ts';
import { webAddress } from '../model/addresses.ts';

/*
 * What the forms of references share in reading a CSL-JSON item.
 */

/** A CSL-JSON item with the id that it is cited by. */
export type Work = CslItem & { id: string };
export type CslName = NonNullable<CslItem['author']>[number];

// oxlint-disable-next-line no-control-regex
const BREAKS = /[\t-\r\u0085\u2028\u2029 ]+/g;
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

/** A text as one line, without signs that nobody sees: files for bibliography programs are lines. */
export const onOneLine = (text: string): string => text.replace(BREAKS, ' ').replace(CONTROLS, '').trim();

const RESOLVER = /^(?:(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\/|doi:\s*)+/i;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The DOI of an item as its agency writes it, without the address of a resolver before it. */
export const doiOf = (item: CslItem): string | null => {
  const given = cslText(item, 'DOI');
  if (given === null) return null;
  const bare = given.replace(RESOLVER, '');
  return /^https?:/i.test(given) ? decoded(bare) : bare;
};

/** The address of an item where that is one of the web, and the address as a text where it is another. */
export const addressOf = (item: CslItem): { link: string | null; text: string | null } => {
  const given = cslText(item, 'URL');
  const link = given === null ? null : webAddress(given);
  return { link, text: link === null ? given : null };
};

/** The names of a variable; none where it holds something else. */
export const namesOf = (item: CslItem, ...variables: string[]): CslName[] => {
  const found = variables.map((variable) => item[variable]).find((value) => Array.isArray(value) && value.length > 0);
  return ((found ?? []) as unknown[]).filter(
    (name): name is CslName => typeof name === 'object' && name !== null && wholeName(name as CslName) !== '',
  );
};

/** A name in one piece. */
export const wholeName = ({ literal, given, family, suffix, ...name }: CslName): string =>
  onOneLine(
    literal ??
      [given, name['dropping-particle'], name['non-dropping-particle'], family, suffix].filter(Boolean).join(' '),
  );

/** Whom a program that knows authors only takes as the author of a work of this type, where it names none. */
const MAKERS: Partial<Record<CslType, string[]>> = {
  broadcast: ['director', 'host', 'producer'],
  interview: ['interviewee', 'guest'],
  motion_picture: ['director'],
  musical_score: ['composer'],
  performance: ['performer'],
  song: ['composer', 'performer'],
  book: ['compiler'],
};
export const authorsOf = (item: CslItem, type: CslType): CslName[] => namesOf(item, 'author', ...(MAKERS[type] ?? []));
