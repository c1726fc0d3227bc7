import type { VNode } from 'preact';
import { A, grouped, useTexts } from './context.tsx';

/** A count with its name. `plain`: the name is a link of its own, so the count leads to the list. */
export type Bar = { count: number; to: string; label: VNode; tone?: string; plain?: boolean };

/** Counts beside one another, as long as they are of all. */
export const Bars = ({ of, all }: { of: readonly Bar[]; all: number }) => {
  const texts = useTexts();
  return (
    <ul class="bars">
      {of.map(({ count, to, label, tone, plain }) => (
        <li>
          {plain ? <span>{label}</span> : <A to={to}>{label}</A>}
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width={all === 0 ? 0 : (100 * count) / all} height="8" class={tone ?? ''} />
          </svg>
          <span class="count">{plain ? <A to={to}>{grouped(texts, count)}</A> : grouped(texts, count)}</span>
        </li>
      ))}
    </ul>
  );
};
