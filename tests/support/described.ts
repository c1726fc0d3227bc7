import { expect } from 'vitest';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Json } from './http.ts';

/**
 * Holds bodies to schemas of an API description. Its components are compiled once, and so is each schema that is asked for:
 * most answers of most routes share both.
 */
export const fitsOf = (document: Json): ((schema: Json, body: unknown) => void) => {
  const ajv = ajvFormats.default(
    new Ajv2020({ strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } }),
  );
  ajv.addFormat('hex', /^[0-9a-f]*$/i);
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
