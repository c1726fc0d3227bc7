import { offerCopies } from './copy.ts';
import { deskKeys } from './desk.ts';
import { listenForSlash } from './keys.ts';
import { suggest } from './suggest.ts';
import { brushTimelines } from './timeline.ts';

/*
 * What script adds to pages. The server has written them; each of these finds what it belongs to, or does nothing. What
 * is large, and belongs to few pages, is loaded by these alone.
 */

const isThere = (selector: string): boolean => document.querySelector(selector) !== null;

listenForSlash();
suggest();
offerCopies();
deskKeys();
brushTimelines();
if (isThere('#graph')) void import('./graph.ts').then(({ drawGraph }) => drawGraph());
if (isThere('details.check-text')) void import('./check-text.ts').then(({ checkTexts }) => checkTexts());
