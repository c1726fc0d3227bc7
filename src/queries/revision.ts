/**
 * The JSON of a record with the number of the change set that last changed what is written of it, which is no part of
 * what is stored of an answer. Where only some fields are shown, it has to be one of them.
 */
export const withRevision = (
  json: string,
  revision: number | null | undefined,
  fields: readonly (readonly string[])[] = [],
): string =>
  revision == null || (fields.length > 0 && !fields.some(([name]) => name === 'revision'))
    ? json
    : `${json.slice(0, -1)},"revision":${revision}}`;
