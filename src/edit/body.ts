import { hasNameTwice, measureJson } from '../ingest/json-text.ts';
import { DictumError } from '../model/errors.ts';

/** How deep what is sent may be nested: no record comes near. */
const DEEPEST = 100;

/** Reads a JSON text that somebody sent. @throws DictumError `invalid-body` */
export const readJson = (text: string): unknown => {
  const refused = (detail: string): DictumError =>
    new DictumError('invalid-body', detail, { faults: [{ pointer: '', code: 'invalid-body', detail }] });
  if (text.trim() === '') throw refused('the body is empty; send JSON');
  if (measureJson(text).depth > DEEPEST) throw refused(`the JSON is nested deeper than ${DEEPEST} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`the body is not JSON: ${(error as Error).message}`);
  }
  if (hasNameTwice(text, value)) throw refused('a name stands twice in one object; leave one of the two out');
  return value;
};
