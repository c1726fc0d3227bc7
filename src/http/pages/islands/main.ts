import { listenForSlash } from './keys.ts';

/*
 * What script adds to pages. The server has written them; each of these finds what it belongs to, or does nothing.
 */

listenForSlash();
