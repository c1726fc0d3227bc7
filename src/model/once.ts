/** A function of a few words that is worked out once for each. */
export const once = <A extends (string | null | undefined)[], T>(make: (...of: A) => T): ((...of: A) => T) => {
  const made = new Map<string, T>();
  return (...of) => {
    const key = of.join(' ');
    if (!made.has(key)) made.set(key, make(...of));
    return made.get(key)!;
  };
};
