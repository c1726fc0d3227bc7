/*
 * An answer begins with type, id and label of its record, and has the fields that are written within it. So what is
 * stored of it is what is derived besides, and SQLite puts all of it together when it is read (`view` in schema.ts).
 */

/** What is stored of an answer: its label, and what follows the written fields; an answer that is put together otherwise stands there whole. */
export type Projection = { label: string | null; derived: string | null };

/** What a label is in JSON just as it is. */
const PLAIN = /^[^\p{Cc}\p{Cs}"\\]*$/u;

export const projectionOf = (
  { type, id }: { type: string; id: string },
  written: string | null,
  view: string | null,
): Projection => {
  if (view === null) return { label: null, derived: null };
  const start = `{"type":"${type}","id":"${id}","label":"`;
  const label = view.startsWith(start) ? view.slice(start.length, view.indexOf('"', start.length)) : '\\';
  const own = `{"id":"${id}",`;
  const head = `${start}${label}",${written?.startsWith(own) ? written.slice(own.length, -1) : '\\'}`;
  return PLAIN.test(label) && view.startsWith(head)
    ? { label, derived: view.slice(head.length) }
    : { label: (JSON.parse(view) as { label: string }).label, derived: view };
};
