import { ALWAYS } from '../../model/days.ts';
import { timeOf } from '../../model/edtf.ts';
import { STANCES } from '../../model/stance.ts';
import type { Position } from '../../queries/position.ts';
import type { PositionsShown } from '../../queries/positions-shown.ts';
import { A, filled, Name, pageOf, Sentence, Time, useBase, useTexts } from './context.tsx';
import { dateText } from './dates.ts';
import { Directness } from './directness.tsx';
import { Stance } from './stance.tsx';

/*
 * Who holds what: who affirms, doubts and denies a claim, since when, and who changed. A position that only the
 * counterpart reports must not look like the speaker's own: how near its evidence stands is told beside each.
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

/** The stances over time, a lane each; a line leads from one stance of somebody to the next. */
const Lanes = ({ positions }: { positions: readonly Position[] }) => {
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
      {positions.map((position) => {
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
            <circle cx={x(day)} cy={y(lane)} r="8" class={taken.directness[0] ?? ''} />
          </a>
        );
      })}
      {positions.flatMap((position) => {
        const latest = dots.findLast((dot) => dot.position === position);
        return latest === undefined
          ? []
          : [
              <text
                x={x(latest.day)}
                y={y(latest.lane) - 13}
                text-anchor={x(latest.day) > WIDTH / 2 ? 'end' : 'start'}
                class="who"
              >
                {position.actor.label}
              </text>,
            ];
      })}
      <text x={LEFT} y={LANE * LANES.length + 24}>
        {dateText(dateAt(first), texts.language)}
      </text>
      <text x={WIDTH} y={LANE * LANES.length + 24} text-anchor="end">
        {dateText(dateAt(last), texts.language)}
      </text>
    </svg>
  );
};

/** What somebody holds now, since when, and whether it was something else before. */
const Holding = ({ position, named }: { position: Position; named: 'actor' | 'claim' }) => {
  const texts = useTexts();
  const { latest, since, changes, uncertain, links } = position;
  const nearest = [...new Set(position.stances.flatMap(({ directness }) => directness))];
  const change = changes.at(-1);
  return (
    <tr>
      <th scope="row">
        <A to={pageOf(named, position[named].id)}>
          <Name>{position[named].label}</Name>
        </A>
        {named === 'actor' && <small> {texts.positions.as[position.as]}</small>}
      </th>
      <td>
        {(latest === null ? STANCES.filter((stance) => position.counts[stance] > 0) : [latest]).map((stance) => (
          <>
            <Stance of={stance} />{' '}
          </>
        ))}
        {latest === null && <span>{uncertain ? texts.positions.uncertain : texts.positions.undated}</span>}
        {since !== null && <Sentence text={texts.positions.since} date={<Time at={since} />} />}
        {change && (
          <p class="note">
            <A to={pageOf('statement', change.statement)}>
              <Sentence
                text={change.uncertain ? texts.positions.perhapsChanged : texts.positions.changed}
                from={texts.stances[change.from] ?? change.from}
                to={texts.stances[change.to] ?? change.to}
                date={<Time at={change.said} />}
              />
            </A>
          </p>
        )}
      </td>
      <td>
        {nearest.map((directness) => (
          <Directness of={directness} />
        ))}
      </td>
      <td class="number">
        <A to={links.statements.replace(/^\/v1/, '')}>
          {Object.values(position.counts).reduce((sum, count) => sum + count, 0)}
        </A>
      </td>
    </tr>
  );
};

/** What is drawn: sides, and those speakers whose statements no side has, so that each statement is one point. */
const drawn = (positions: readonly Position[]): Position[] => {
  const sides = positions.filter((position) => position.as === 'side');
  const theirs = new Set(sides.flatMap(({ stances }) => stances.map(({ statement }) => statement.id)));
  return [
    ...sides,
    ...positions.filter(
      ({ as, stances }) => as === 'speaker' && stances.some(({ statement }) => !theirs.has(statement.id)),
    ),
  ];
};

/** Positions as a table, and over time where that tells more. `named`: what each row is named by. */
export const Positions = ({
  shown,
  named,
  title,
  data,
}: {
  shown: PositionsShown;
  named: 'actor' | 'claim';
  title: string;
  data: string;
}) => {
  const texts = useTexts();
  const { positions, nextCursor } = shown;
  if (positions.length === 0) return null;
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">{title}</h2>
      {named === 'actor' && <Lanes positions={drawn(positions)} />}
      <div class="scroll" tabIndex={0} role="region" aria-label={texts.positions.table}>
        <table class="positions">
          <thead>
            <tr>
              <th scope="col">{named === 'actor' ? texts.positions.who : texts.types['claim']![0]}</th>
              <th scope="col">{texts.positions.holds}</th>
              <th scope="col">{texts.positions.evidence}</th>
              <th scope="col" class="number">
                {texts.types['statement']![1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {positions.map((position) => (
              <Holding position={position} named={named} />
            ))}
          </tbody>
        </table>
      </div>
      {nextCursor !== null && (
        <p class="paging">
          <A to={data}>{texts.positions.all}</A>
        </p>
      )}
    </section>
  );
};
