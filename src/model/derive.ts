import type { BaseView, Look } from './define.ts';
import { keyText, refsOf, type Key } from './ids.ts';
import { TYPES } from './types.ts';

/** The answer for a record, in the order of its schema; equal records give equal text. */
export const deriveView = (
  key: Key,
  record: object,
  read: Look,
  report: (pointer: string, message: string) => void,
): BaseView => {
  const type = TYPES[key.type];
  const { id, ...fields } = record as { id: string };
  const refs = new Set(refsOf(record, type.refs).map(keyText));
  // What a record is derived from is what it refers to and nothing else: only that is loaded, and only its changes lead back here.
  const look: Look = (name, target) => {
    if (!refs.has(keyText({ type: name, id: target })))
      throw new Error(`${keyText(key)} is derived from ${name}/${target}, which it does not refer to`);
    return read(name, target);
  };
  const answered =
    type.unanswered.length === 0
      ? fields
      : Object.fromEntries(Object.entries(fields).filter(([name]) => !type.unanswered.includes(name)));
  return { type: key.type, id, label: type.label(record, look), ...answered, ...type.derive(record, look, report) };
};
