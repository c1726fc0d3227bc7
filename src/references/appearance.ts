import type { Status } from '../model/document-status.ts';
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

/**
 * What is cited, each work once, the footnotes that cite it in their order, and by the ids of works what is known
 * beside: copies in archives, and what became of them.
 */
export type References = {
  works: Work[];
  notes: PlacedNote[];
  copies?: Readonly<Record<string, Copy>>;
  statuses?: Readonly<Record<string, Status>>;
};
