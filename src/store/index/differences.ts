/*
 * What differs of a list as it follows from the records and as it is stored, entry by entry: blocks may be cut otherwise.
 */

export type Difference = { rid: number; how: 'missing' | 'extra' | 'changed' };

/** At most so many differences of two lists; in order, if they have one. */
export const listDifferences = (should: ArrayLike<number>, is: ArrayLike<number>, most: number): Difference[] => {
  const [all, found] = [Array.from(should), Array.from(is)];
  if (all.length === found.length && all.every((rid, i) => found[i] === rid)) return [];
  const [wanted, there] = [new Set(all), new Set(found)];
  const apart = [
    ...all.filter((rid) => !there.has(rid)).map((rid): Difference => ({ rid, how: 'missing' })),
    ...found.filter((rid) => !wanted.has(rid)).map((rid): Difference => ({ rid, how: 'extra' })),
  ];
  const moved = all.filter((rid, i) => found[i] !== rid).map((rid): Difference => ({ rid, how: 'changed' }));
  return (apart.length > 0 ? apart : moved).slice(0, most);
};
