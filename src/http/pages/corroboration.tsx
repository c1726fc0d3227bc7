import type { ClaimTrail, TrailChain } from '../../queries/trail.ts';
import { A, counted, filled, Ref, Sentence, useTexts } from './context.tsx';
import { Title } from './document.tsx';

/*
 * What the evidence of a claim comes to: how many of the documents that tell it are in truth one.
 */

/** The root that a document comes to, by what it is known to rest on; null where that leads to none that is named. */
const rootOf = (
  { records, corroboration: { roots } }: Pick<ClaimTrail, 'records' | 'corroboration'>,
  id: string,
): string | null => {
  const seen = new Set<string>();
  for (const at of walk(id)) if (roots.includes(at)) return at;
  return null;

  function* walk(at: string): Generator<string> {
    if (seen.has(at)) return;
    seen.add(at);
    yield at;
    for (const { source } of records.source(at)?.restsOn ?? []) yield* walk(source);
  }
};

/** The accounts behind each root. */
const byRoot = (trail: ClaimTrail): [root: string, chains: TrailChain[]][] => {
  const found = new Map<string, TrailChain[]>(trail.corroboration.roots.map((id) => [id, []]));
  for (const chain of trail.chains) found.get(rootOf(trail, chain.endsAt.source) ?? '')?.push(chain);
  return [...found];
};

export const Corroboration = ({ trail }: { trail: ClaimTrail }) => {
  const texts = useTexts();
  const { corroboration: found, chains, total, records } = trail;
  if (found.statements === 0) return <p class="verdict">{texts.verdict.none}</p>;
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
        {byRoot(trail).map(([root, accounts]) => {
          const through = [...new Set(accounts.map(({ recordedIn }) => recordedIn))].filter((id) => id !== root);
          return (
            <li>
              <Title source={records.source(root)} id={root} />{' '}
              {accounts.length > 1 && (
                <small>{filled(texts.corroboration.inTruthOne, { count: accounts.length })} </small>
              )}
              {through.length > 0 && (
                <small>
                  <Sentence
                    text={texts.corroboration.through}
                    sources={through.map((id, i) => (
                      <>
                        {i > 0 && ', '}
                        <Ref type="source" id={id} />
                      </>
                    ))}
                  />
                </small>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
