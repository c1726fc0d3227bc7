import type { TypeName } from '../model/ids.ts';
import { notUnderstood } from './parameters.ts';
import { STANCES } from '../model/stance.ts';
import type { Condition } from '../model/query.ts';

/*
 * A stance is one on a claim: `claim=k&stance=denies` asks for what denies k, and not for what is on k and denies
 * something else.
 */

const onClaims = (stance: Condition, { any: claims }: Condition): Condition[] => {
  const admitted = STANCES.filter(
    (each) => (stance.any.length === 0 || stance.any.includes(each)) && !stance.none.includes(each),
  );
  if (admitted.length === STANCES.length) return [];
  if (admitted.length === 1) return [{ filter: admitted[0]!, any: claims, none: [] }];
  // Of one claim a statement has one stance, so that it has one of two where it has not the third.
  if (stance.any.length === 0 || claims.length === 1)
    return STANCES.filter((each) => !admitted.includes(each)).map((filter) => ({ filter, any: [], none: claims }));
  const detail =
    'several stances on several claims cannot be asked for at once; ask for one of the stances, or for one of the claims';
  throw notUnderstood('stance', detail);
};

/**
 * The conditions of a list with those on stances in terms of the claims that are asked for beside them.
 * @throws DictumError `invalid-parameters` where that cannot be asked
 */
export const onThoseClaims = (type: TypeName, where: readonly Condition[]): Condition[] => {
  const claims = where.filter(({ filter, any }) => filter === 'claim' && any.length > 0);
  if (type !== 'statement' || claims.length === 0) return [...where];
  return where.flatMap((condition) =>
    condition.filter === 'stance' ? claims.flatMap((claim) => onClaims(condition, claim)) : [condition],
  );
};
