import { ALWAYS, type Extent } from '../../model/days.ts';
import { extentOf } from '../../model/edtf.ts';
import { filled, Ref, useTexts } from './context.tsx';
import { termText } from './dates.ts';

/** For whom somebody speaks, in which office, from when to when. */
export type Term = {
  actor: string;
  office: string | null;
  from?: string | null;
  to?: string | null;
  period?: string | null;
  acting?: boolean;
};

const YEAR = 365.2425;

const daysOf = ({ from = null, to = null }: Term): Extent => ({
  from: from === null ? ALWAYS.from : extentOf(from).from,
  to: to === null ? ALWAYS.to : extentOf(to).to,
});

const isKnown = (day: number): boolean => day !== ALWAYS.from && day !== ALWAYS.to;

/** The time that terms are drawn in: from the first that is known to the last, with some room for those that go on. */
const frameOf = (terms: readonly Extent[]): Extent | null => {
  const known = terms.flatMap(({ from, to }) => [from, to]).filter(isKnown);
  if (known.length === 0) return null;
  const room = Math.max(YEAR, (Math.max(...known) - Math.min(...known)) * 0.15);
  return { from: Math.min(...known) - room, to: Math.max(...known) + room };
};

const yearOf = (day: number): number => Math.floor(1970 + day / YEAR);

/** Terms one under another, as bars of time where any of their ends is known; in words in any case. */
export const Terms = ({ terms }: { terms: readonly Term[] }) => {
  const texts = useTexts();
  const extents = terms.map(daysOf);
  const frame = frameOf(extents);
  const x = (day: number): number =>
    frame === null ? 0 : Math.min(100, Math.max(0, (100 * (day - frame.from)) / (frame.to - frame.from)));
  return (
    <ol class="terms">
      {terms.map((term, i) => {
        const { from, to } = extents[i]!;
        const told = termText(term, texts.language);
        return (
          <li>
            <span>
              <Ref type="actor" id={term.actor} />
              {term.office !== null && <small> {filled(texts.trail.as, { office: term.office })}</small>}
            </span>
            {frame !== null && (
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  x={x(from)}
                  width={Math.max(0.8, x(to) - x(from))}
                  y="1"
                  height="8"
                  class={isKnown(from) && isKnown(to) ? '' : 'open'}
                />
              </svg>
            )}
            <small>{told ?? texts.actor.always}</small>
          </li>
        );
      })}
      {frame !== null && (
        <li class="axis" aria-hidden="true">
          <span />
          <span class="years">
            <span>{yearOf(frame.from)}</span>
            <span>{yearOf(frame.to)}</span>
          </span>
        </li>
      )}
    </ol>
  );
};
