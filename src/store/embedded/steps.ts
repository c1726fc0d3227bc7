/*
 * Work on the whole store that is done a step a call, and holds files open meanwhile: a migration, a comparison.
 */

/** Work that has begun. `step` says what was done, or null at the end; `close` lets go of all, also after the end. */
export type Stepwise<T> = { step(): Promise<T | null>; close(): void };

/** The same for whoever asks for one step after another: it begins with the first, and ends with the last, or where one fails. */
export type Steps<T> = { step(): Promise<T | null>; leave(): Promise<void> };

export const stepping = <T>(begin: () => Promise<Stepwise<T>>): Steps<T> => {
  let work: Stepwise<T> | null = null;
  const leave = (): void => {
    work?.close();
    work = null;
  };
  return {
    step: async () => {
      try {
        work ??= await begin();
        const done = await work.step();
        if (done === null) leave();
        return done;
      } catch (error) {
        leave();
        throw error;
      }
    },
    leave: async () => leave(),
  };
};
