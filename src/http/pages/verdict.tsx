import type { StatementTrail, TrailChain } from '../../queries/trail.ts';
import { counted, Listed, Ref, Refs, Sentence, useTexts } from './context.tsx';
import { Directness } from './directness.tsx';
import { RestsOnStatus, Title } from './document.tsx';
import { Verification } from './verification.tsx';

/*
 * What the evidence of a statement comes to, in a sentence that can be said aloud.
 */

const distinct = <T,>(values: readonly T[]): T[] => [...new Set(values)];

const sentenceFor = (
  chain: TrailChain,
  mode: string,
): NonNullable<TrailChain['why']> | TrailChain['directness'] | 'analysis' => {
  if (mode === 'analysis' && chain.directness === 'first-hand') return 'analysis';
  if (chain.directness !== 'undetermined') return chain.directness;
  return chain.why ?? 'noSide';
};

const OneAccount = ({ trail, chain }: { trail: StatementTrail; chain: TrailChain }) => {
  const { verdict, trail: words } = useTexts();
  const { source, publisher } = chain.endsAt;
  const key = sentenceFor(chain, trail.view.mode);
  return (
    <Sentence
      text={verdict[key as keyof typeof verdict]}
      source={<Title source={trail.records.source(source)} id={source} />}
      publisher={publisher === null ? words.publisherUnknown : <Ref type="actor" id={publisher} />}
      speakers={<Refs type="actor" ids={chain.speakers} />}
    />
  );
};

/** The state of verification of a statement: that of its words where it quotes any, else of its passages. */
const checked = ({ view, chains, records }: StatementTrail) => {
  const passage = records.passage(chains[0]?.passage ?? null);
  const [status] = view.verification;
  if (passage !== null && passage.verification.status === status) return passage.verification;
  return status === undefined ? null : { status };
};

export const Verdict = ({ trail }: { trail: StatementTrail }) => {
  const texts = useTexts();
  const { chains, total, view } = trail;
  const first = chains[0];
  if (first === undefined) return <p class="verdict">{texts.verdict.none}</p>;
  const ends = distinct(chains.map(({ endsAt, directness }) => `${endsAt.source} ${endsAt.publisher} ${directness}`));
  const roots = trail.claims[0]?.corroboration.independentRoots ?? 0;
  const state = checked(trail);
  return (
    <div class={`verdict ${first.directness}`}>
      <p>
        {ends.length === 1 && total === chains.length ? (
          <OneAccount trail={trail} chain={first} />
        ) : (
          <Sentence
            text={texts.verdict.several}
            count={String(total)}
            list={
              <Listed
                of={distinct(chains.map(({ endsAt }) => endsAt.source)).map((id) => (
                  <Title source={trail.records.source(id)} id={id} />
                ))}
              />
            }
          />
        )}
      </p>
      <ul class="state">
        {view.directness.map((directness) => (
          <li>
            <Directness of={directness} />
          </li>
        ))}
        {view.sourceStatus.length > 0 && (
          <li>
            <RestsOnStatus of={view.sourceStatus} />
          </li>
        )}
        {trail.claims.length === 1 && <li title={texts.rootsMean}>{counted(texts, 'root', roots)}</li>}
        {state && (
          <li>
            <Verification of={state} />
          </li>
        )}
      </ul>
    </div>
  );
};
