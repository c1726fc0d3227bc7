import { DictumError } from '../model/errors.ts';

/** Looked at again and again while something takes long. @throws DictumError `too-slow` once its time is over */
export type Clock = () => void;

/** A clock that stops work at a time (milliseconds as `Date.now` counts them); null never does. */
export const untilTime =
  (deadline: number | null): Clock =>
  () => {
    if (deadline !== null && Date.now() > deadline)
      throw new DictumError('too-slow', 'the time that a query may take was over before its end');
  };
