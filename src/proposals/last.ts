import type { Decision } from './form.ts';

/** A record of a proposal that was decided on. */
export type Decided<C> = { change: C; decision: Decision };

/** One decision, with all that were decided on by it. */
export type LastDecision<C> = { made: null; decision: Decision; decided: Decided<C>[] };

/** The last decision on a proposal; null where nothing is decided. */
export const lastDecision = <C>(decided: readonly Decided<C>[]): LastDecision<C> | null => {
  let last: Decision | undefined;
  for (const { decision } of decided) if (last === undefined || decision.at > last.at) last = decision;
  if (last === undefined) return null;
  const { at, by, state, change } = last;
  const isOf = ({ decision: each }: Decided<C>): boolean =>
    each.at === at && each.by === by && each.state === state && each.change === change;
  return { made: null, decision: last, decided: decided.filter(isOf) };
};

/** What was done last, which is what is taken back first; `made`: what was made beside the proposal, in its order. */
export const lastDone = <C, M extends { at: string }>(
  decided: readonly Decided<C>[],
  made: readonly M[],
): LastDecision<C> | { made: M } | null => {
  const [last, beside] = [lastDecision(decided), made.at(-1)];
  return beside !== undefined && (last === null || beside.at >= last.decision.at) ? { made: beside } : last;
};
