import type { ClaimTrail, TrailChain } from '../../queries/trail.ts';
import { A, counted, filled, Refs, Sentence, useTexts } from './context.tsx';
import { Title } from './document.tsx';

/*
 * What the evidence of a claim comes to: how many of the documents that tell it are in truth one.
 */

/** The root that an account comes to, by what its document is known to rest on; null where none of those is named. */
const rootOf = (
  { records, corroboration: { roots } }: Pick<ClaimTrail, 'records' | 'corroboration'>,
  chain: TrailChain,
): string | null => {
  const seen = new Set<string>();
  for (const { source } of chain.roots) if (source !== null && roots.includes(source)) return source;
  for (const at of walk(chain.endsAt.source)) if (roots.includes(at)) return at;
  return null;

  function* walk(at: string): Generator<string> {
    if (seen.has(at)) return;
    seen.add(at);
    yield at;
    for (const { source } of records.source(at)?.restsOn ?? []) yield* walk(source);
  }
};

/** Whether an account is of somebody who affirms it: what denies or doubts a claim is nothing that it rests on. */
const affirms = ({ records, view }: ClaimTrail, chain: TrailChain): boolean =>
  records.statement(chain.statement)?.stances.some(({ claim, stance }) => claim === view.id && stance === 'affirms') ??
  true;

/** The accounts behind each root. */
const byRoot = (trail: ClaimTrail): [root: string, chains: TrailChain[]][] => {
  const found = new Map<string, TrailChain[]>(trail.corroboration.roots.map((id) => [id, []]));
  for (const chain of trail.chains.filter((each) => affirms(trail, each)))
    found.get(rootOf(trail, chain) ?? '')?.push(chain);
  return [...found];
};

/** How many roots are named before the rest is unfolded. */
const FIRST = 5;

const Root = ({ trail, root: [id, accounts] }: { trail: ClaimTrail; root: [string, TrailChain[]] }) => {
  const { corroboration } = useTexts();
  const through = [...new Set(accounts.map(({ recordedIn }) => recordedIn))].filter((each) => each !== id);
  return (
    <li>
      <Title source={trail.records.source(id)} id={id} />{' '}
      <small>
        {accounts.length > 1 && filled(corroboration.inTruthOne, { count: accounts.length })}
        {accounts.length > 1 && through.length > 0 && ', '}
        {through.length > 0 && <Sentence text={corroboration.through} sources={<Refs type="source" ids={through} />} />}
      </small>
    </li>
  );
};

export const Corroboration = ({ trail }: { trail: ClaimTrail }) => {
  const texts = useTexts();
  const { corroboration: found, chains, total } = trail;
  if (found.statements === 0) return <p class="verdict">{texts.verdict.none}</p>;
  // Those first that accounts on this page come to.
  const roots = byRoot(trail).toSorted(([, one], [, other]) => other.length - one.length);
  const [only, ...others] = new Set(chains.map(({ directness }) => directness));
  return (
    <div class={`verdict ${total === chains.length && others.length === 0 && only ? only : ''}`}>
      <p>
        <Sentence
          text={texts.corroboration.sum}
          statements={<A to={`/statements?claim=${trail.view.id}`}>{counted(texts, 'statement', found.statements)}</A>}
          passages={<A to={`/passages?claim=${trail.view.id}`}>{counted(texts, 'passage', found.passages)}</A>}
          sources={counted(texts, 'source', found.sources)}
          publishers={counted(texts, 'publisher', found.publishers)}
          roots={<strong>{counted(texts, 'root', found.independentRoots)}</strong>}
        />
      </p>
      <ul class="roots">
        {roots.slice(0, FIRST).map((root) => (
          <Root trail={trail} root={root} />
        ))}
      </ul>
      {roots.length > FIRST && (
        <details>
          <summary>{filled(texts.list.facetMore, { count: roots.length - FIRST })}</summary>
          <ul class="roots">
            {roots.slice(FIRST).map((root) => (
              <Root trail={trail} root={root} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
