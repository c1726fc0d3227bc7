import type { Key } from '../model/ids.ts';
import type { RawParameters } from '../queries/parameters.ts';
import type { Position } from '../queries/position.ts';
import { cut, type Asked } from './bounds.ts';
import { addressOf, fullAddress, type Context } from './items.ts';

/** How many of the stances of a position are told, the latest of them. */
const TOLD = 3;

const positionItem = (context: Context, position: Position): object => {
  const open = <K extends Key & { label: string }>(key: K): object => ({
    ...key,
    label: cut(key.label),
    address: addressOf(context, key),
  });
  const { actor, claim, stances, links, changes: _changes, more, ...rest } = position;
  return {
    actor: open(actor),
    claim: open(claim),
    ...rest,
    stances: stances
      .slice(-TOLD)
      .map(({ statement, directness, directnessUncertain, rootDirectness, verification, ...taken }) => ({
        sentence: cut(statement.label),
        address: addressOf(context, statement),
        ...taken,
        evidence: { directness, uncertain: directnessUncertain, rootDirectness, verification },
      })),
    earlier: more || stances.length > TOLD,
    statements: fullAddress(context, links.statements),
  };
};

/** A page of the positions on a claim, or of an actor. */
export const positionsOf = async (context: Context, { type, id }: Key, given: RawParameters): Promise<Asked> => {
  const found = await context.store.compose(type === 'claim' ? 'claimPositions' : 'actorPositions', id, given);
  if ('movedTo' in found) return positionsOf(context, { type, id: found.movedTo }, given);
  const positions = JSON.parse(found.json) as Position[];
  return {
    items: positions.map((each) => positionItem(context, each)),
    nextCursor: found.page.nextCursor,
    total: null,
  };
};
