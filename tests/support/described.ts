import { expect } from 'vitest';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Json } from './http.ts';

/** An operation's responses by status, those that stand once under `components` among them. */
export const responsesOf = (document: Json, operation: Json): [string, Json][] =>
  Object.entries(operation['responses'] as Record<string, Json>).map(([status, response]) => [
    status,
    response['$ref'] === undefined ? response : document['components'].responses[response['$ref'].split('/').at(-1)],
  ]);

/**
 * Holds bodies to schemas of an API description. Its components are compiled once, and so is each schema that is asked for:
 * most answers of most routes share both.
 */
export const fitsOf = (document: Json): ((schema: Json, body: unknown) => void) => {
  const ajv = ajvFormats.default(
    new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } }),
  );
  ajv.addFormat('hex', /^[0-9a-f]*$/i);
  // What these are is known to the service alone.
  for (const format of ['edtf', 'bcp47']) ajv.addFormat(format, true);
  ajv.addSchema({ components: document['components'] }, 'description');
  const compiled = new Map<string, ValidateFunction>();
  return (schema, body) => {
    const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"description#/');
    let validate = compiled.get(text);
    if (validate === undefined) compiled.set(text, (validate = ajv.compile(JSON.parse(text))));
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  };
};
