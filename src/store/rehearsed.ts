import type { BaseView } from '../model/define.ts';
import { keyOf, type Key } from '../model/ids.ts';
import { EVIDENCE_BY_REGION, postingChanges } from '../model/postings.ts';

/*
 * What would follow from a write that is only rehearsed: the answers that would change, and the evidence that links of
 * regions with forums would gain and lose.
 */

/** The answer for a record before and after; null where there is none. */
export type Answers = { key: Key; before: BaseView | null; after: BaseView | null };

/** By how many pieces the evidence for a link by a rule would change. */
export type EvidenceChange = { region: string; forum: string; rule: string; change: number };

export type Rehearsed = { answers: Answers[]; evidence: EvidenceChange[] };

/** What follows for some addresses, from the answers that are stored, as JSON, and those that would be. */
export const rehearsedOf = (
  addresses: Iterable<string>,
  stored: (address: string) => string | null,
  answers: ReadonlyMap<string, BaseView | null>,
): Rehearsed => {
  const changed = [...addresses].flatMap((address): Answers[] => {
    const [json, after] = [stored(address), answers.get(address) ?? null];
    if (json === (after === null ? null : JSON.stringify(after))) return [];
    return [{ key: keyOf(address), before: json === null ? null : (JSON.parse(json) as BaseView), after }];
  });
  const counts = new Map<string, number>();
  for (const { before, after } of changed)
    for (const [, postings] of postingChanges(before, after))
      for (const [posting, step] of postings) {
        const [filter, value] = posting.split('\0') as [string, string];
        if (filter === EVIDENCE_BY_REGION) counts.set(value, (counts.get(value) ?? 0) + step);
      }
  const evidence = [...counts].flatMap(([value, change]): EvidenceChange[] => {
    const [region, forum, rule] = value.split(' ') as [string, string, string];
    return change === 0 ? [] : [{ region, forum, rule, change }];
  });
  return { answers: changed, evidence };
};
