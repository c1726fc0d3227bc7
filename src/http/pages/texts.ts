import { DESK } from './texts/desk.ts';
import { EVIDENCE } from './texts/evidence.ts';
import { FIELD_WORDS } from './texts/fields.ts';
import { FRAME } from './texts/frame.ts';
import { LISTS } from './texts/lists.ts';
import { RECORDS } from './texts/records.ts';
import { REFERRING } from './texts/references.ts';
import { WORDS } from './texts/words.ts';

/*
 * Every text that pages add to what the graph says, in parts by what it tells of: English, made ready for other
 * languages. A word in braces is filled in by the page.
 */

export const EN = {
  language: 'en',
  ...FRAME,
  ...WORDS,
  ...FIELD_WORDS,
  ...EVIDENCE,
  ...RECORDS,
  ...LISTS,
  ...REFERRING,
  ...DESK,
};

export type Texts = typeof EN;
