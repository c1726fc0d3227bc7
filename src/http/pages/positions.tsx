import { STANCES, type Stance as StanceName } from '../../model/stance.ts';
import type { Position } from '../../queries/position.ts';
import type { ClaimPositions, PositionsShown } from '../../queries/positions-shown.ts';
import { addressOf, withOnly, type Pairs } from './address.ts';
import { Bars } from './bars.tsx';
import { A, Name, NextPage, pageOf, Ref, Sentence, Time, useTexts } from './context.tsx';
import { Directness } from './directness.tsx';
import { drawn, Lanes } from './lanes.tsx';
import { Stance } from './stance.tsx';

/*
 * Who holds what: who affirms, doubts and denies a claim, since when, and who changed. A position that only the
 * counterpart reports must not look like the speaker's own: how near its evidence stands is told beside each.
 */

type Named = 'actor' | 'claim';

/** What somebody holds now, since when, and whether it was something else before. */
const Holding = ({ position, named }: { position: Position; named: Named }) => {
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

const Table = ({ positions, named }: { positions: readonly Position[]; named: Named }) => {
  const texts = useTexts();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={texts.positions.table}>
      <table class="positions" aria-label={texts.positions.table}>
        <thead>
          <tr>
            <th scope="col">{named === 'actor' ? texts.positions.who : texts.types['claim'][0]}</th>
            <th scope="col">{texts.positions.holds}</th>
            <th scope="col">{texts.positions.evidence}</th>
            <th scope="col" class="number">
              {texts.types['statement'][1]}
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
  );
};

/** How many statements take each stance on a claim, which lead to them. */
export const StanceBars = ({ claim, counts }: { claim: string; counts: Readonly<Record<StanceName, number>> }) => (
  <Bars
    all={Math.max(...Object.values(counts))}
    of={STANCES.filter((stance) => counts[stance] > 0).map((stance) => ({
      count: counts[stance],
      to: `/statements?claim=${claim}&stance=${stance}`,
      label: <Stance of={stance} />,
      tone: `of-${stance}`,
    }))}
  />
);

/** On the page of a claim: how many affirm, doubt, deny it, over time, and the first of them, who changed before all. */
export const ClaimPositionsShown = ({ id, shown }: { id: string; shown: ClaimPositions }) => {
  const texts = useTexts();
  const { positions, counts, more } = shown;
  if (positions.length === 0) return null;
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">{texts.positions.onClaim}</h2>
      {counts.denies + counts.doubts === 0 ? (
        <p class="note">{texts.positions.allAffirm}</p>
      ) : (
        <StanceBars claim={id} counts={counts} />
      )}
      <Lanes positions={drawn(positions)} />
      <Table positions={positions} named="actor" />
      {more && (
        <p class="paging">
          <A to={`${pageOf('claim', id)}/positions`}>{texts.positions.all}</A>
          {positions.some(({ changed }) => changed) && (
            <A to={`${pageOf('claim', id)}/positions?changed=true`}>{texts.positions.allChanged}</A>
          )}
        </p>
      )}
    </section>
  );
};

/** On the page of an actor: the claims on which they changed. */
export const ActorPositionsShown = ({ id, shown: { positions } }: { id: string; shown: PositionsShown }) => {
  const texts = useTexts();
  const all = `${pageOf('actor', id)}/positions`;
  return (
    <section aria-labelledby="positions">
      <h2 id="positions">{texts.positions.ofActor}</h2>
      {positions.length === 0 ? (
        <p class="note">{texts.positions.noneChanged}</p>
      ) : (
        <Table positions={positions} named="claim" />
      )}
      <p class="paging">
        <A to={all}>{texts.positions.all}</A>
      </p>
    </section>
  );
};

/** Ways to narrow positions down: links, one of each group chosen. */
const Choices = ({ of, path, pairs }: { of: Named; path: string; pairs: Pairs }) => {
  const texts = useTexts();
  const { choices } = texts.positions;
  const groups: readonly (readonly [parameter: string, values: readonly (readonly [value: string, word: string])[]])[] =
    [
      ...(of === 'claim' ? ([['as', Object.entries(choices.as)]] as const) : []),
      ['stance', STANCES.map((stance) => [stance, texts.stances[stance]!] as const)],
      ['changed', Object.entries(choices.changed)],
    ];
  return (
    <div class="bar">
      {groups.map(([parameter, values]) => {
        const chosen = pairs.find(([name]) => name === parameter)?.[1] ?? null;
        const choice = (value: string | null, word: string) => (
          <li>
            <A
              to={addressOf(path, withOnly(pairs, parameter, value))}
              rel="nofollow"
              {...(chosen === value ? { 'aria-current': 'true' } : {})}
            >
              {word}
            </A>
          </li>
        );
        return (
          <ul class="sorts" aria-label={choices.called[parameter]}>
            {choice(null, choices.any[parameter]!)}
            {values.map(([value, word]) => choice(value, word))}
          </ul>
        );
      })}
    </div>
  );
};

/** All positions on a claim, or of an actor, a page of them. */
export const PositionsPage = ({
  of,
  id,
  title,
  shown: { positions, nextCursor },
  pairs,
}: {
  of: Named;
  id: string;
  title: string;
  shown: PositionsShown;
  pairs: Pairs;
}) => {
  const texts = useTexts();
  const path = `${pageOf(of, id)}/positions`;
  return (
    <>
      <div class="opening">
        <p class="kicker">
          <Ref type={of} id={id} />
        </p>
        <h1>{title}</h1>
        <p class="note">{texts.positions.means}</p>
      </div>
      <Choices of={of} path={path} pairs={pairs} />
      {of === 'claim' && <Lanes positions={drawn(positions)} />}
      {positions.length === 0 ? (
        <p role="status">{texts.list.none}</p>
      ) : (
        <Table positions={positions} named={of === 'claim' ? 'actor' : 'claim'} />
      )}
      <NextPage to={nextCursor && addressOf(path, [...pairs, ['cursor', nextCursor]])} />
    </>
  );
};
