import { DictumError } from '../model/errors.ts';
import type { Key } from '../model/ids.ts';

/** That what stood at an address is erased. */
export const erasedError = ({ type, id }: Key): DictumError =>
  new DictumError(
    'erased',
    `what ${type} ${id} was at that moment is erased, and with it what follows from it; ask as of a later change, or for what stands`,
    { context: { recordType: type, id } },
  );
