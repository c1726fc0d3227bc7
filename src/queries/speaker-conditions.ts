import type { TypeName } from '../model/ids.ts';
import type { Condition } from '../model/query.ts';
import { DIRECTNESS_FILTERS, forSpeaker, ofSpeaker } from '../model/statement-filters.ts';

/*
 * Directness is one for a speaker: `speaker=a&directness=own-side` asks for what a said that rests on a's own side, and
 * not for what a said together with somebody whose side it is. Only where it is not the same for all who speak is it filed
 * for each, so that whatever one says alone costs nothing.
 */

const isOfDirectness = ({ filter }: Condition): boolean => Object.hasOwn(DIRECTNESS_FILTERS, filter);

/** A condition on directness in terms of these speakers. */
const forThem = (condition: Condition, speakers: readonly string[]): Condition => {
  const each = (values: readonly string[]): string[] =>
    speakers.flatMap((speaker) => values.map((value) => ofSpeaker(speaker, value)));
  return {
    ...condition,
    apart: { filter: forSpeaker(condition.filter), any: each(condition.any), none: each(condition.none) },
  };
};

/** The conditions of a list with those on directness in terms of the speakers that are asked for beside them. */
export const forThoseSpeakers = (type: TypeName, where: readonly Condition[]): Condition[] => {
  const speakers = where.filter(({ filter, any }) => filter === 'speaker' && any.length > 0);
  if (type !== 'statement' || speakers.length === 0) return [...where];
  return where.flatMap((condition) =>
    isOfDirectness(condition) ? speakers.map(({ any }) => forThem(condition, any)) : [condition],
  );
};
