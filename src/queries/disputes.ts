import { DISPUTED_BY, type Disputing } from '../model/disputes.ts';
import { fieldsWithin } from '../model/fields.ts';
import type { TypeName } from '../model/ids.ts';
import type { Questions, Row } from '../store/port.ts';

/** Whether answers for this type, of which these fields are shown, say by which rules a record is disputed. */
export const tellsDisputes = (type: TypeName, fields: readonly (readonly string[])[] = []): boolean =>
  (type === 'claim' || type === 'statement') && fieldsWithin(fields, DISPUTED_BY) !== null;

/** The JSON of a record with these rules. */
export const withRules = (json: string, rules: readonly Disputing[]): string =>
  `${json.slice(0, -1)},"${DISPUTED_BY}":${JSON.stringify(rules)}}`;

/** Rows of a list of this type with the rules by which each record is disputed, where these fields ask for them. */
export const withDisputes = async <R extends Pick<Row, 'id' | 'json'>>(
  store: Questions,
  type: TypeName,
  rows: R[],
  fields?: readonly (readonly string[])[],
): Promise<R[]> => {
  if (rows.length === 0 || !tellsDisputes(type, fields)) return rows;
  const rules = await store.disputing(rows.map(({ id }) => ({ type, id })));
  return rows.map((row, i) => ({ ...row, json: withRules(row.json, rules[i]!) }));
};
