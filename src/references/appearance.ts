import type { Copy } from './copies.ts';
import type { PlacedNote } from './notes.ts';
import type { Work } from './work.ts';

/*
 * What can be asked for of formatted references; apart from what formats them, which is loaded where that is done.
 */

export const STYLES = ['chicago-notes-bibliography', 'chicago-author-date', 'apa'] as const;
export type Style = (typeof STYLES)[number];

/** The languages that there are the terms of styles in. */
export const LOCALES = ['en-US', 'de-DE', 'es-ES', 'fr-FR', 'nl-NL'] as const;

export const LAYOUTS = ['footnotes', 'bibliography'] as const;
type Layout = (typeof LAYOUTS)[number];

/** How references are to look. */
export type Appearance = { style: Style; locale: string; layout: Layout; markup: 'text' | 'html' };

/** What is cited, each work once, with the copies of it in archives by its id, and the footnotes that cite it in their order. */
export type References = { works: Work[]; notes: PlacedNote[]; copies?: Readonly<Record<string, Copy>> };
