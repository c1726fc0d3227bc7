import { DictumError } from '../model/errors.ts';

/** Looked at again and again while something takes long. @throws DictumError `too-slow` once its time is over */
export type Clock = () => void;

/** Milliseconds of the clock that limits of time are measured by: it never steps, and is one for all threads of the process. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A clock that stops work at a time of `monotonicMs`; null never does. */
export const untilTime =
  (deadline: number | null): Clock =>
  () => {
    if (deadline !== null && monotonicMs() > deadline)
      throw new DictumError('too-slow', 'the time that a query may take was over before its end');
  };
