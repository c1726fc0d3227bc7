import type { TypeName } from './ids.ts';

/*
 * The filters that say what a claim rests on (see Support in the store port), and what a source rests on as a whole.
 * What the footnotes of its passages cite says of these alone on what they rest.
 */
export const RESTS_ON = 'restsOn';
export const PUBLISHER = 'publisher';
/** What a claim rests on are the statements that affirm it, and their passages. */
export const AFFIRMS = 'affirms';

/** How many roots of a claim are named. */
export const SHOWN_ROOTS = 100;

/** Statements and claims by how many independent roots they have: a sum over others, kept by every write. */
export const ROOTS = 'independentRoots';
/** Its values; the last stands for so many and more. */
export const ROOT_COUNTS = Array.from({ length: 20 }, (_, i) => String(i + 1)) as [string, ...string[]];
/** The values that a record with so many roots has. */
export const rootValues = (roots: number): string[] =>
  roots === 0 ? [] : [String(Math.min(roots, ROOT_COUNTS.length))];
/** Whether a change of a type's filter changes on what its record rests. */
export const isGround = (type: TypeName, filter: string): boolean =>
  filter === RESTS_ON && (type === 'source' || ROOTED.includes(type));
/** The types whose records have their independent roots counted. */
export const ROOTED: readonly TypeName[] = ['claim', 'statement'];

/** The filter of sources by what they are known by elsewhere. */
export const IDENTIFIER = 'identifier';
/**
 * Whether all sources that have an identifier are one document: a DOI, or the address of a page; an item of a catalogue
 * may be a work with several editions.
 */
export const namesDocument = (identifier: string): boolean => /^(?:doi|url):/.test(identifier);
/** How many sources an identifier is taken for the name of one document of: what more have is the address of a list. */
export const MOST_OF_ONE_DOCUMENT = 100;
