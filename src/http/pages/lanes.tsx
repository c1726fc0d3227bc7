import { ALWAYS } from '../../model/days.ts';
import { timeOf } from '../../model/edtf.ts';
import { STANCES } from '../../model/stance.ts';
import type { Position } from '../../queries/position.ts';
import { filled, pageOf, useBase, useTexts } from './context.tsx';
import { dateText } from './dates.ts';

/*
 * Stances over time: a lane for each, a point for each statement, and a line from one stance of somebody to the next.
 */

type Taken = Position['stances'][number];

const dayOf = (said: string): number | null => {
  const { days } = timeOf(said);
  return days.from === ALWAYS.from || days.to === ALWAYS.to ? null : (days.from + days.to) / 2;
};

type Dot = { day: number; lane: number; taken: Taken; position: Position };

const LANES = ['affirms', 'doubts', 'denies'] as const satisfies readonly (typeof STANCES)[number][];
const [WIDTH, LANE, LEFT, RIGHT] = [720, 54, 90, 40];

const dotsOf = (positions: readonly Position[]): Dot[] =>
  positions.flatMap((position) =>
    position.stances.flatMap((taken) => {
      const day = taken.said === null ? null : dayOf(taken.said);
      return day === null ? [] : [{ day, lane: LANES.indexOf(taken.stance), taken, position }];
    }),
  );

/** Where more hold something than this, lines and names are drawn only for those who changed. */
const FEW = 8;
/** Some width of a letter, by which names are kept apart. */
const LETTER = 8;

type Name = { x: number; lane: number; text: string; anchor: 'start' | 'end' };

/** The names that do not run into one that stands already, as [from, to] in each lane. */
const apart = (names: readonly Name[]): Name[] => {
  const taken = LANES.map((): [number, number][] => []);
  return names.filter(({ x, lane, text, anchor }) => {
    const width = text.length * LETTER;
    const [from, to] = anchor === 'start' ? [x, x + width] : [x - width, x];
    if (from < 0 || to > WIDTH || taken[lane]!.some(([start, end]) => from < end && to > start)) return false;
    taken[lane]!.push([from, to]);
    return true;
  });
};

export const Lanes = ({ positions }: { positions: readonly Position[] }) => {
  const texts = useTexts();
  const base = useBase();
  const dots = dotsOf(positions);
  const days = dots.map(({ day }) => day);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  // Where all say the same, the table says it better.
  if (first === last || new Set(dots.map(({ lane }) => lane)).size < 2) return null;
  const x = (day: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * (day - first)) / (last - first);
  const y = (lane: number): number => 30 + lane * LANE;
  const precision = last - first > 2 * 365 ? 'YYYY'.length : 'YYYY-MM'.length;
  const dateAt = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, precision);
  const led = positions.length > FEW ? positions.filter((position) => position.changed) : positions;
  const names = led.flatMap((position): Name[] => {
    const latest = dots.findLast((dot) => dot.position === position);
    if (latest === undefined) return [];
    const at = x(latest.day);
    return [{ x: at, lane: latest.lane, text: position.actor.label, anchor: at > WIDTH / 2 ? 'end' : 'start' }];
  });
  return (
    <svg
      class="lanes"
      viewBox={`0 0 ${WIDTH} ${LANE * LANES.length + 34}`}
      role="group"
      aria-label={texts.positions.over}
    >
      {LANES.map((stance, lane) => (
        <>
          <path d={`M${LEFT - 20} ${y(lane)}H${WIDTH}`} class="lane" />
          <text x="0" y={y(lane) + 5}>
            {texts.stances[stance]}
          </text>
        </>
      ))}
      {led.map((position) => {
        const own = dots.filter((dot) => dot.position === position);
        return own.length < 2 ? null : (
          <path
            class="moves"
            d={own.map(({ day, lane }, i) => `${i === 0 ? 'M' : 'L'}${x(day)} ${y(lane)}`).join('')}
          />
        );
      })}
      {dots.map(({ day, lane, taken, position }) => {
        const said = filled(texts.positions.dot, {
          actor: position.actor.label,
          stance: texts.stances[taken.stance] ?? taken.stance,
          date: dateText(taken.said!, texts.language),
        });
        return (
          <a href={`${base}${pageOf('statement', taken.statement.id)}`} aria-label={said}>
            <title>{said}</title>
            <circle cx={x(day)} cy={y(lane)} r={positions.length > FEW ? 6 : 8} class={taken.directness[0] ?? ''} />
          </a>
        );
      })}
      {apart(names).map(({ x: at, lane, text, anchor }) => (
        <text x={at} y={y(lane) - 13} text-anchor={anchor} class="who">
          {text}
        </text>
      ))}
      <text x={LEFT} y={LANE * LANES.length + 24}>
        {dateText(dateAt(first), texts.language)}
      </text>
      <text x={WIDTH} y={LANE * LANES.length + 24} text-anchor="end">
        {dateText(dateAt(last), texts.language)}
      </text>
    </svg>
  );
};

/** What is drawn: sides, and those speakers whose statements no side has, so that each statement is one point. */
export const drawn = (positions: readonly Position[]): Position[] => {
  const sides = positions.filter((position) => position.as === 'side');
  const theirs = new Set(sides.flatMap(({ stances }) => stances.map(({ statement }) => statement.id)));
  return [
    ...sides,
    ...positions.filter(
      ({ as, stances }) => as === 'speaker' && stances.some(({ statement }) => !theirs.has(statement.id)),
    ),
  ];
};
