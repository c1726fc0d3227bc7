import type { ClaimPositions } from '../../queries/positions-shown.ts';
import type { Recorded } from '../../queries/recorded.ts';
import type { Beginning } from '../../queries/related.ts';
import type { ClaimTrail, TrailChain } from '../../queries/trail.ts';
import { A, pageOf, Time, useTexts } from './context.tsx';
import { Corroboration } from './corroboration.tsx';
import { DisputedBy } from './disputed.tsx';
import { ClaimPositionsShown } from './positions.tsx';
import { RecordedBy } from './recorded.tsx';
import { Relations, type RelationView } from './relations.tsx';
import { Stance } from './stance.tsx';
import { Trails } from './trail.tsx';

/** Which statement a chain is of. */
const OfStatement = ({ trail, chain }: { trail: ClaimTrail; chain: TrailChain }) => {
  const texts = useTexts();
  const statement = trail.records.statement(chain.statement);
  const stance = statement?.stances.find(({ claim }) => claim === trail.view.id)?.stance;
  return (
    <p class="kicker">
      <A to={pageOf('statement', chain.statement)}>{texts.types['statement'][0]}</A>
      {stance !== undefined && stance !== 'affirms' && (
        <>
          {', '}
          <Stance of={stance} />
        </>
      )}
      {statement && `, ${texts.modes[statement.mode] ?? statement.mode}`}
      {statement?.said && (
        <>
          , <Time at={statement.said} />
        </>
      )}
    </p>
  );
};

export const ClaimPage = ({
  trail,
  relations,
  positions,
  recorded,
}: {
  trail: ClaimTrail;
  relations: Beginning<RelationView>;
  positions: ClaimPositions;
  recorded: Recorded | null;
}) => {
  const texts = useTexts();
  const { view } = trail;
  return (
    <>
      <div class="opening">
        <p class="kicker">{texts.types['claim'][0]}</p>
        <h1 dir="auto">{view.label}</h1>
        {view.note !== null && <p class="lead">{view.note}</p>}
        <Corroboration trail={trail} />
        <DisputedBy rules={trail.disputedBy} />
        <RecordedBy recorded={recorded} history={`${pageOf('claim', view.id)}/revisions`} />
      </div>
      <ClaimPositionsShown id={view.id} shown={positions} />
      <Relations of={{ type: 'claim', id: view.id }} relations={relations} positions={positions.positions} />
      <Trails
        trail={trail}
        path={pageOf('claim', view.id)}
        each={(chain) => <OfStatement trail={trail} chain={chain} />}
      />
    </>
  );
};
