import { hasNameTwice, measureJson } from '../ingest/json-text.ts';
import { DictumError } from '../model/errors.ts';

/** How deep what is sent may be nested: no record comes near. */
const DEEPEST = 100;

/**
 * Reads a JSON text that somebody sent; `most`: how many values it may have.
 * @throws DictumError `invalid-body`, `too-large`
 */
export const readJson = (text: string, most = Infinity): unknown => {
  const refused = (detail: string): DictumError =>
    new DictumError('invalid-body', detail, { faults: [{ pointer: '', code: 'invalid-body', detail }] });
  if (text.trim() === '') throw refused('the body is empty; send JSON');
  const { depth, values } = measureJson(text, { depth: DEEPEST, values: most });
  if (depth > DEEPEST) throw refused(`the JSON is nested deeper than ${DEEPEST} levels`);
  if (values > most) throw new DictumError('too-large', `the JSON has more than ${most} values; send fewer at once`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`the body is not JSON: ${(error as Error).message}`);
  }
  if (hasNameTwice(text, value)) throw refused('a name stands twice in one object; leave one of the two out');
  return value;
};
