import { shortNames } from './field-names.ts';

/*
 * An answer begins with type, id and label of its record, and has the fields that are written within it. So what is
 * stored of it is what is derived besides, and SQLite puts all of it together when it is read (`view` in schema.ts).
 */

/**
 * What is stored of an answer: its label, and what follows the written fields. Where the answer has these only up to a
 * point, the number of characters that it has of them stands first, and a bar. One that is put together otherwise stands
 * there whole. What follows has its names short (field-names.ts).
 */
export type Projection = { label: string | null; derived: string | null };

/** What a label is in JSON just as it is. */
const PLAIN = /^[^\p{Cc}\p{Cs}"\\]*$/u;

/** Fewer characters that are the same save no more than what says how many they are. */
const LEAST = 16;

export const projectionOf = (
  { type, id }: { type: string; id: string },
  written: string | null,
  view: string | null,
): Projection => {
  if (view === null) return { label: null, derived: null };
  const whole = (): Projection => ({ label: (JSON.parse(view) as { label: string }).label, derived: view });
  const [start, own] = [`{"type":"${type}","id":"${id}","label":"`, `{"id":"${id}",`];
  const label = view.startsWith(start) ? view.slice(start.length, view.indexOf('"', start.length)) : '\\';
  const head = `${start}${label}",`;
  if (!PLAIN.test(label) || !view.startsWith(head) || !written?.startsWith(own)) return whole();
  const [fields, answered] = [written.slice(own.length, -1), view.slice(head.length)];
  const same = sameCharacters(fields, answered);
  if (same === fields.length && /^[,}]/.test(answered.slice(same)))
    return { label, derived: shortNames(answered.slice(same)) };
  if (same < LEAST) return whole();
  // SQLite counts code points.
  return { label, derived: `${Array.from(fields.slice(0, same)).length}|${shortNames(answered.slice(same))}` };
};

/** How long the beginning is that two texts have in common, which ends within no character. */
const sameCharacters = (one: string, other: string): number => {
  let length = 0;
  while (length < one.length && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  const isWithin = length < one.length && /[\uD800-\uDBFF]/.test(one.charAt(length - 1));
  return isWithin ? length - 1 : length;
};
