/** A piece of a JSON Schema. */
export type Json = Record<string, any>;

/** A schema that is named in the document. */
export const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

export const object = (properties: Json, optional: string[] = []): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
