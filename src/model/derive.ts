import { addressFaults } from './addresses.ts';
import { restsOn } from './gathering.ts';
import type { BaseView, Further, Look, Report } from './define.ts';
import { keyText, refsOf, type Key } from './ids.ts';
import { TYPES } from './types.ts';
import { textFaults } from './unseen-characters.ts';

const NOTHING: Further = { rule: () => undefined, advise: () => undefined, gathered: () => [] };

/**
 * The answer for a record, in the order of its schema; equal records give equal text. `rule` and `advise` are said
 * where somebody asks for them; `gathered` is asked of records of types that gather others.
 */
export const deriveView = (
  key: Key,
  record: object,
  read: Look,
  report: Report,
  further: Partial<Further> = {},
): BaseView => {
  const type = TYPES[key.type];
  const { id, ...fields } = record as { id: string };
  const refs = new Set(refsOf(record, type.refs).map(keyText));
  // What a record is derived from is what it refers to and nothing else: only that is loaded, and only its changes lead
  // back here.
  const look: Look = (name, target) => {
    if (!refs.has(keyText({ type: name, id: target })))
      throw new Error(`${keyText(key)} is derived from ${name}/${target}, which it does not refer to`);
    if (!restsOn(key, { type: name }))
      throw new Error(`${keyText(key)} is derived from ${name}/${target}, which is derived later`);
    return read(name, target);
  };
  const answered =
    type.unanswered.length === 0
      ? fields
      : Object.fromEntries(Object.entries(fields).filter(([name]) => !type.unanswered.includes(name)));
  if (further.rule !== undefined) {
    findRepeats(fields, further.rule);
    for (const [pointer, message] of addressFaults(fields)) further.rule(pointer, message);
    // CSL items have a check of their own, and texts of snapshots are as they were found.
    const { csl: _csl, ...others } = answered as Record<string, unknown>;
    for (const [pointer, message] of textFaults(others)) further.rule(pointer, message);
  }
  return {
    type: key.type,
    id,
    label: type.label(record, look),
    ...answered,
    ...type.derive(record, look, report, { ...NOTHING, ...further }),
  };
};

/** In no list of a record does the same stand twice. */
const findRepeats = (fields: object, rule: Report): void => {
  for (const [name, value] of Object.entries(fields)) {
    if (!Array.isArray(value) || value.length < 2) continue;
    const seen = new Set<string>();
    for (const [i, item] of value.entries()) {
      const text = typeof item === 'string' ? item : JSON.stringify(item);
      if (seen.has(text)) rule(`/${name}/${i}`, `${text} stands in the list already; name it once`);
      seen.add(text);
    }
  }
};
