import { checkTexts } from './check-text.ts';
import { offerCopies } from './copy.ts';
import { deskKeys } from './desk.ts';
import { drawGraph } from './graph.ts';
import { listenForSlash } from './keys.ts';
import { suggest } from './suggest.ts';
import { brushTimelines } from './timeline.ts';

/*
 * What script adds to pages. The server has written them; each of these finds what it belongs to, or does nothing.
 */

listenForSlash();
suggest();
checkTexts();
drawGraph();
offerCopies();
deskKeys();
brushTimelines();
