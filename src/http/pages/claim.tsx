import type { PositionsShown } from '../../queries/positions-shown.ts';
import type { Beginning } from '../../queries/related.ts';
import type { ClaimTrail, TrailChain } from '../../queries/trail.ts';
import { A, counted, Listed, pageOf, Ref, Sentence, Time, useTexts } from './context.tsx';
import { Positions } from './positions.tsx';
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
      <A to={pageOf('statement', chain.statement)}>{texts.types['statement']![0]}</A>
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

const Corroboration = ({ trail }: { trail: ClaimTrail }) => {
  const texts = useTexts();
  const { corroboration: found } = trail;
  if (found.statements === 0) return <p class="verdict">{texts.verdict.none}</p>;
  const [only] = new Set(trail.chains.map(({ directness }) => directness));
  return (
    <div class={`verdict ${trail.total === trail.chains.length && only ? only : ''}`}>
      <p>
        <Sentence
          text={texts.corroboration}
          statements={<A to={`/statements?claim=${trail.view.id}`}>{counted(texts, 'statement', found.statements)}</A>}
          passages={<A to={`/passages?claim=${trail.view.id}`}>{counted(texts, 'passage', found.passages)}</A>}
          sources={counted(texts, 'source', found.sources)}
          publishers={counted(texts, 'publisher', found.publishers)}
          roots={<strong>{counted(texts, 'root', found.independentRoots)}</strong>}
        />
      </p>
      <p class="state">
        {texts.trail.inTheEnd}:{' '}
        <Listed
          of={found.roots.map((id) => (
            <Ref type="source" id={id} />
          ))}
        />
      </p>
    </div>
  );
};

export const ClaimPage = ({
  trail,
  relations,
  positions,
}: {
  trail: ClaimTrail;
  relations: Beginning<RelationView>;
  positions: PositionsShown;
}) => {
  const texts = useTexts();
  const { view } = trail;
  return (
    <>
      <div class="opening">
        <p class="kicker">{texts.types['claim']![0]}</p>
        <h1 dir="auto">{view.label}</h1>
        {view.note !== null && <p class="lead">{view.note}</p>}
        <Corroboration trail={trail} />
      </div>
      <Positions
        shown={positions}
        named="actor"
        title={texts.positions.onClaim}
        data={`/v1/claims/${view.id}/positions`}
      />
      <Relations of={{ type: 'claim', id: view.id }} relations={relations} />
      <Trails
        trail={trail}
        path={pageOf('claim', view.id)}
        each={(chain) => <OfStatement trail={trail} chain={chain} />}
      />
    </>
  );
};
