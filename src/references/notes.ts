/*
 * Footnotes in their order, and what each cite is in it. By the specification of CSL 1.0.2, "Choose: position".
 */

/** Where in a work. */
export type Place = { locator?: string; label?: string };
/** A work that is cited, by its id, and where in it. */
export type Cite = Place & { id: string };

/** One footnote: its mark where it is one of a document, and what it cites. */
export type Note = { marker: string | null; cites: readonly Cite[] };

/** `first` of its work, `ibid` of the cite directly before it, at the same place or at another, or else `subsequent`. */
export type Position = 'first' | 'ibid' | 'ibid-with-locator' | 'subsequent';
export type PlacedNote = { marker: string | null; cites: readonly (Cite & { position: Position })[] };

const isSamePlace = (one: Place, other: Place): boolean =>
  one.locator === other.locator && (one.locator === undefined || (one.label ?? 'page') === (other.label ?? 'page'));

const positionAfter = (before: Cite | undefined, cite: Cite, isKnown: boolean): Position => {
  if (!isKnown) return 'first';
  if (before?.id !== cite.id || (before.locator !== undefined && cite.locator === undefined)) return 'subsequent';
  return isSamePlace(before, cite) ? 'ibid' : 'ibid-with-locator';
};

/** Footnotes with the position of each cite. What comes before a note of several works is not clear to who reads "ibid." */
export const placed = (notes: readonly Note[]): PlacedNote[] => {
  const known = new Set<string>();
  return notes.map(({ marker, cites }, i) => {
    const last = notes[i - 1]?.cites;
    return {
      marker,
      cites: cites.map((cite, at) => {
        const before = at > 0 ? cites[at - 1] : last?.length === 1 ? last[0] : undefined;
        const position = positionAfter(before, cite, known.has(cite.id));
        known.add(cite.id);
        return { ...cite, position };
      }),
    };
  });
};
