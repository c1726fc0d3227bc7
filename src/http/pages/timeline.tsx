import type { Timeline } from '../../queries/timeline.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { A, filled, grouped, useTexts } from './context.tsx';
import { dateText } from './dates.ts';

/*
 * A list in time: a bar for each stretch of it, which leads to the list of that stretch. Script lets several be chosen
 * at once (islands/timeline.ts).
 */

const [WIDTH, HEIGHT] = [28, 56];
/** Few bars are no wider than so many would be. */
const LEAST = 20;

const heightOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2));

type Range = { from: string; to: string };

export const TimelineFigure = ({
  timeline: { unit, bars, undated, imprecise },
  range,
  path,
  pairs,
}: {
  timeline: Timeline;
  range: Range;
  path: string;
  pairs: Pairs;
}) => {
  const texts = useTexts();
  const isNarrowed = pairs.some(([name]) => name === range.from || name === range.to);
  if (bars.length < 2 && !isNarrowed) return null;
  const most = Math.max(...bars.map(({ count }) => count));
  const width = Math.max(bars.length, LEAST) * WIDTH;
  const within = (from: string, to: string): string =>
    addressOf(path, withOnly(withOnly(withOnly(pairs, 'during', null), range.from, from), range.to, to));
  const words = texts.timeline;
  const called = filled(words.called, {
    from: dateText(bars[0]!.time.split('/')[0]!, texts.language),
    to: dateText(bars.at(-1)!.time.split('/').at(-1)!, texts.language),
    unit: words.units[unit],
  });
  return (
    <figure class="timeline" data-from={range.from} data-to={range.to}>
      <figcaption>{called}</figcaption>
      <div class="bars-in-time">
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width={width}
          height={HEIGHT}
          preserveAspectRatio="none"
          role="group"
          aria-label={called}
        >
          {bars.map(({ from, to, time, count }, i) => {
            const at = { x: i * WIDTH, width: WIDTH };
            const height = heightOf(count, most);
            const rects = (
              <>
                <rect class="reach" {...at} y="0" height={HEIGHT} />
                <rect class="count" x={at.x + 2} width={WIDTH - 4} y={HEIGHT - height} height={height} />
              </>
            );
            const told = filled(words.bar, { time: dateText(time, texts.language), count: grouped(texts, count) });
            const data = { 'data-from': from, 'data-to': to, 'data-time': dateText(time, texts.language) };
            return count === 0 ? (
              <g {...data}>{rects}</g>
            ) : (
              <A to={within(from, to)} rel="nofollow" aria-label={told} {...data}>
                <title>{told}</title>
                {rects}
              </A>
            );
          })}
        </svg>
      </div>
      <output aria-live="polite" data-chosen={words.chosen} />
      <p class="note">
        {imprecise > 0 && <span>{filled(words.imprecise, { count: grouped(texts, imprecise) })} </span>}
        {undated > 0 && <span>{filled(words.undated, { count: grouped(texts, undated) })} </span>}
        {isNarrowed && (
          <A to={addressOf(path, withOnly(withOnly(pairs, range.from, null), range.to, null))} rel="nofollow">
            {words.all}
          </A>
        )}
      </p>
    </figure>
  );
};
