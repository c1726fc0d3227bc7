/** Something that is made when it is first asked for. */
export type Lazy<T> = {
  /** What is made, once; where that fails, whoever asks next has it made anew. */
  get(): Promise<T>;
  /** What is made or being made; null where nobody asked yet, or it failed. */
  made(): Promise<T> | null;
};

export const lazily = <T>(make: () => Promise<T>): Lazy<T> => {
  let made: Promise<T> | null = null;
  return {
    get: () =>
      (made ??= make().catch((error: unknown) => {
        made = null;
        throw error;
      })),
    made: () => made,
  };
};
