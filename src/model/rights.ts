import { z } from 'zod';
import { Name, optional } from './define.ts';

/*
 * What of a stored text may be shown to whoever asks: nothing, where nothing is said of it. Where words stand, and
 * whether they do, may always be told.
 */

export const SHOWN = ['none', 'passage', 'whole'] as const;

const show = z
  .enum(SHOWN)
  .describe(
    'What of the text may be shown to everybody: none; passage: the words around what is quoted; whole: all of it.',
  );
const licence = Name.describe('The licence, or the permission, by which it may: an address, or its name.');

/** As it is written. */
export const Rights = z.strictObject({ show, licence: optional(licence) });

/** As it is answered. */
export const AnsweredRights = z
  .object({ show, licence: licence.nullable() })
  .describe('What of the text may be shown, and by which licence; none where nothing is written of it.');
export type Rights = z.output<typeof AnsweredRights>;

export const rightsOf = (written: z.output<typeof Rights> | null): Rights => written ?? { show: 'none', licence: null };

/** Whether so much of a text may be shown to everybody. */
export const mayShow = ({ show }: Rights, what: 'passage' | 'whole'): boolean =>
  show === 'whole' || (show === 'passage' && what === 'passage');
