import { DISPUTED_BY, DISPUTING, isDisputedBySides } from '../model/disputes.ts';
import type { Key } from '../model/ids.ts';
import { anyOf, listQuery } from '../model/query.ts';
import { POSITIONS_ON, readHeld, type Stance } from '../model/stance.ts';
import type { Questions } from '../store/port.ts';

export type Disputing = (typeof DISPUTING)[number];

/** How many sides of a claim are looked at: there are no more states. */
const MOST_SIDES = 10_000;

/** Whether answers for this type say by which rule a record is disputed. */
export const isDisputable = (type: Key['type']): type is 'claim' | 'statement' =>
  type === 'claim' || type === 'statement';

/** By which rules a claim or a statement is disputed; none where it is not. */
export const rulesDisputing = async (store: Questions, { type, id }: Key): Promise<Disputing[]> => {
  const disagreeing = listQuery('relation', 1, { where: [anyOf(type, id), anyOf('disagreement', 'true')] });
  const [{ rows }, positions] = await Promise.all([
    store.list(disagreeing),
    type === 'claim' ? store.values(POSITIONS_ON, `${id} side `, null, MOST_SIDES) : [],
  ]);
  const taken = positions.map(({ value }) => readHeld('claim', value));
  const sidesThat = (stance: Stance): string[] =>
    taken.filter((held) => held.stance === stance).map(({ actor }) => actor);
  const byStance = isDisputedBySides({ affirm: sidesThat('affirms'), deny: sidesThat('denies') });
  return [...(rows.length > 0 ? (['relation'] as const) : []), ...(byStance ? (['stance'] as const) : [])];
};

/** The JSON of a record with these rules. */
export const withRules = (json: string, rules: readonly Disputing[]): string =>
  `${json.slice(0, -1)},"${DISPUTED_BY}":${JSON.stringify(rules)}}`;
