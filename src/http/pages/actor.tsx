import type { ActorView } from '../../model/types/actor.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { StatementView } from '../../model/types/statement.ts';
import type { PositionsShown } from '../../queries/positions-shown.ts';
import type { Beginning } from '../../queries/related.ts';
import { A, filled, grouped, Name, pageOf, Time, useTexts } from './context.tsx';
import { Bars } from './bars.tsx';
import { Item } from './items.tsx';
import { ActorPositionsShown } from './positions.tsx';
import { Terms, type Term } from './terms.tsx';

/** For whom somebody speaks and to whom they belong, over time. */
const termsOf = (view: ActorView): Term[] => {
  const { belonging = [] } = view as {
    belonging?: { actor: string; period?: string | null; from: string | null; to: string | null }[];
  };
  return [
    ...view.represents.map((term) => ({ ...term, actor: term.actor, office: term.office })),
    // Where nothing is known of the time, to represent somebody says as much.
    ...belonging
      .filter(
        ({ actor, from, to }) => from !== null || to !== null || view.represents.every((term) => term.actor !== actor),
      )
      .map((term) => ({ ...term, office: null })),
  ];
};

const For = ({ terms }: { terms: Term[] }) => {
  const { actor } = useTexts();
  return terms.length === 0 ? null : (
    <section aria-labelledby="terms">
      <h2 id="terms">{actor.offices}</h2>
      <Terms terms={terms} />
    </section>
  );
};

/** The documents that somebody published, the latest first, and what rests on them. */
const Published = ({ id, of: { records, total } }: { id: string; of: Beginning<SourceView> }) => {
  const texts = useTexts();
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="published">
      <h2 id="published">
        {texts.actor.published} <span class="count">{grouped(texts, total ?? records.length)}</span>
      </h2>
      <ol class="items">
        {records.map((source) => (
          // Who published it is whose page this is.
          <Item view={source} beside={source.issued === null ? '' : <Time at={source.issued} />} />
        ))}
      </ol>
      <p class="paging">
        {(total ?? 0) > records.length && (
          <A to={`/sources?publisher=${id}`}>{filled(texts.actor.allPublished, { count: grouped(texts, total!) })}</A>
        )}
        <A to={`/statements?publisher=${id}`}>{texts.actor.restsOnPublished}</A>
      </p>
    </section>
  );
};

export const ActorSections = ({
  view,
  statements,
  positions,
  published,
}: {
  view: ActorView;
  statements: Beginning<StatementView>;
  positions: PositionsShown;
  published: Beginning<SourceView>;
}) => {
  const texts = useTexts();
  const { total, facets } = statements;
  const terms = termsOf(view);
  const publishers = facets['publisher'] ?? [];
  // Whoever only publishes is asked for what they published.
  if (statements.records.length === 0 && published.records.length > 0)
    return (
      <>
        <Published id={view.id} of={published} />
        <For terms={terms} />
      </>
    );
  return (
    <>
      <For terms={terms} />
      <ActorPositionsShown id={view.id} shown={positions} />
      <section aria-labelledby="statements">
        <h2 id="statements">{texts.actor.statements}</h2>
        {statements.records.length === 0 ? (
          <p class="note">{texts.actor.noStatements}</p>
        ) : (
          <>
            <div class="columns turned">
              <ol class="items">
                {statements.records.map((statement) => (
                  <Item view={statement} />
                ))}
              </ol>
              {publishers.length > 0 && (
                <aside aria-label={texts.actor.account}>
                  <h3>{texts.actor.account}</h3>
                  <p class="note">{texts.actor.accountMeans}</p>
                  <Bars
                    all={total ?? 0}
                    of={publishers.slice(0, 12).map(({ id, count, label }) => ({
                      count,
                      to: `/statements?speaker=${view.id}&publisher=${id}`,
                      label: (
                        <A to={pageOf('actor', id)}>
                          <Name>{label ?? id}</Name>
                        </A>
                      ),
                      plain: true,
                    }))}
                  />
                </aside>
              )}
            </div>
            {(total ?? 0) > statements.records.length && (
              <p class="paging">
                <A to={`/statements?speaker=${view.id}`}>
                  {filled(texts.spoken.all, { count: grouped(texts, total!) })}
                </A>
              </p>
            )}
          </>
        )}
      </section>
      <Published id={view.id} of={published} />
    </>
  );
};
