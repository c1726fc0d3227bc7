import type { BaseView } from '../model/define.ts';
import { keyOf, type Key } from '../model/ids.ts';
import { EVIDENCE_BY_REGION, indexKeyChanges } from '../model/index-keys.ts';

/*
 * What would follow from a write that is only rehearsed: the answers that would change, and the evidence that links of
 * regions with forums would gain and lose.
 */

/** The answer for a record before and after, as JSON, which is handed from thread to thread at once; null where there is none. */
export type Answers = { key: Key; before: string | null; after: string | null };

/** By how many pieces the evidence for a link by a rule would change. */
export type EvidenceChange = { region: string; forum: string; rule: string; change: number };

export type Rehearsed = { answers: Answers[]; evidence: EvidenceChange[] };

/** What follows for some addresses, from the answers that are stored, as JSON, and those that would be. */
export const rehearsedOf = (
  addresses: Iterable<string>,
  stored: (address: string) => string | null,
  answers: ReadonlyMap<string, BaseView | null>,
): Rehearsed => {
  const counts = new Map<string, number>();
  const changed = [...addresses].flatMap((address): Answers[] => {
    const [before, view] = [stored(address), answers.get(address) ?? null];
    const after = view === null ? null : JSON.stringify(view);
    if (before === after) return [];
    for (const [, indexKeys] of indexKeyChanges(before === null ? null : (JSON.parse(before) as BaseView), view))
      for (const [indexKey, step] of indexKeys) {
        const [filter, value] = indexKey.split('\0') as [string, string];
        if (filter === EVIDENCE_BY_REGION) counts.set(value, (counts.get(value) ?? 0) + step);
      }
    return [{ key: keyOf(address), before, after }];
  });
  const evidence = [...counts].flatMap(([value, change]): EvidenceChange[] => {
    const [region, forum, rule] = value.split(' ') as [string, string, string];
    return change === 0 ? [] : [{ region, forum, rule, change }];
  });
  return { answers: changed, evidence };
};
