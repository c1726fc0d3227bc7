/*
 * An answer has the fields of the source record within it. So what is stored of it are its derived fields alone, and
 * where among these the others stand; SQLite puts the two together when they are read (`view` in schema.ts).
 */

/** What is stored of an answer: its derived fields as JSON, after how many characters of that the written ones stand; null where they stand in the answer otherwise, and it is stored whole. */
export type Projection = { derived: string | null; split: number | null };

export const projectionOf = (id: string, written: string | null, view: string | null): Projection => {
  const head = `{"id":"${id}",`;
  if (view === null || written === null || !written.startsWith(head)) return { derived: view, split: null };
  const fields = written.slice(head.length, -1);
  const at = view.indexOf(`,${fields}`);
  // They have to be those of the answer itself, and of nothing within it.
  if (at === -1 || view.lastIndexOf('{', at) !== 0) return { derived: view, split: null };
  const before = view.slice(0, at);
  return { derived: before + view.slice(at + 1 + fields.length), split: [...before].length };
};
