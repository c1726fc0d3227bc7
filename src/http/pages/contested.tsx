import type { StatementView } from '../../model/types/statement.ts';
import type { Contested, ContestedClaim } from '../../queries/contested.ts';
import type { Position } from '../../queries/position.ts';
import { addressOf, type Pairs } from './address.ts';
import {
  A,
  counted,
  filled,
  grouped,
  Listed,
  Name,
  NextPage,
  pageOf,
  Ref,
  Refs,
  Sentence,
  Time,
  useTexts,
} from './context.tsx';
import { Directness } from './directness.tsx';
import { Chips, Facet, FOUND, Narrowing, NarrowingForm, type Narrowed } from './facets.tsx';
import { StanceBars } from './positions.tsx';
import { Stance } from './stance.tsx';

/*
 * Where people differ, and who changed: claims that somebody denies or doubts; where nobody does, who affirms what.
 */

const Holders = ({ of, stance }: { of: readonly Position[]; stance: string }) =>
  of.length === 0 ? null : (
    <span>
      <Stance of={stance} />{' '}
      <Listed
        of={of.map(({ actor }) => (
          <A to={pageOf('actor', actor.id)}>
            <Name>{actor.label}</Name>
          </A>
        ))}
      />
    </span>
  );

/** Somebody who changed: from what to what, when, which leads to the statement by which they did. */
const Changed = ({ position: { actor, changes, claim } }: { position: Position }) => {
  const texts = useTexts();
  const { contested, stances } = texts;
  const last = changes.at(-1);
  const name = <Name>{actor.label}</Name>;
  return (
    <li>
      <A
        to={
          last === undefined
            ? `${pageOf('claim', claim.id)}/positions?changed=true`
            : pageOf('statement', last.statement)
        }
      >
        {last === undefined ? (
          <Sentence text={contested.changedUndated} name={name} />
        ) : (
          <Sentence
            text={contested.changedFrom}
            name={name}
            from={stances[last.from] ?? last.from}
            to={stances[last.to] ?? last.to}
            date={<Time at={last.said} />}
          />
        )}
      </A>
    </li>
  );
};

/** How many of those who hold the same are named. */
const NAMED = 6;

const Claim = ({ claim: { id, counts, holders, changed } }: { claim: ContestedClaim }) => {
  const texts = useTexts();
  return (
    <li class="item contested">
      <div>
        <Ref type="claim" id={id} />
        <p>
          {(['affirms', 'doubts', 'denies'] as const).map((stance) => (
            <Holders of={holders.filter(({ latest }) => latest === stance).slice(0, NAMED)} stance={stance} />
          ))}
        </p>
        <p>
          <A to={`${pageOf('claim', id)}/positions`} class="all">
            {texts.contested.further}
          </A>
        </p>
        {changed.length > 0 && (
          <div class="changed">
            <p>
              <strong>{texts.contested.changed}</strong>
            </p>
            <ul class="plain" aria-label={texts.contested.changed}>
              {changed.map((position) => (
                <Changed position={position} />
              ))}
            </ul>
          </div>
        )}
      </div>
      <StanceBars claim={id} counts={counts} />
    </li>
  );
};

/** Who affirms something, when, and on whose word we know it. */
const Affirmed = ({ of: { id, speakers, said, publishers, directness } }: { of: StatementView }) => {
  const { contested, trail, types } = useTexts();
  return (
    <li>
      {speakers.length === 0 ? trail.speakerUnknown : <Refs type="actor" ids={speakers} />}
      {said !== null && (
        <>
          {', '}
          <Time at={said} />
        </>
      )}
      {', '}
      {publishers.length === 0 ? (
        contested.onNoWord
      ) : (
        <Sentence text={contested.onTheWordOf} publishers={<Refs type="actor" ids={publishers} />} />
      )}{' '}
      {directness.map((each) => (
        <Directness of={each} />
      ))}{' '}
      <A to={pageOf('statement', id)}>{types['statement'][0]}</A>
    </li>
  );
};

const Affirmations = ({ claims }: { claims: Contested['claims'] }) => (
  <ol class="items">
    {claims.map(({ id, affirming }) => (
      <li class="item">
        <Ref type="claim" id={id} />
        <ul class="plain affirming">
          {affirming.map((statement) => (
            <Affirmed of={statement} />
          ))}
        </ul>
      </li>
    ))}
  </ol>
);

const Words = ({ pairs, path }: { pairs: Pairs; path: string }) => {
  const texts = useTexts();
  return (
    <NarrowingForm {...{ path, pairs }} own={['q']}>
      <label for="contested-q">{texts.contested.words}</label>
      <input id="contested-q" name="q" value={pairs.find(([name]) => name === 'q')?.[1] ?? ''} />
    </NarrowingForm>
  );
};

const PATH = '/positions';

export const ContestedPage = ({ found, pairs }: { found: Contested; pairs: Pairs }) => {
  const texts = useTexts();
  const { contested } = texts;
  const { claims, total, against, chosen, filters, facets, nextCursor } = found;
  const of: Narrowed = {
    path: PATH,
    pairs,
    chosen,
    all: (filter) => addressOf(`/facets/statements/${filter}`, [...pairs, ['stance', 'denies,doubts']]),
  };
  const [one, many] = contested.count;
  return (
    <>
      <div class="opening">
        <h1>{contested.title}</h1>
        <p class="lead">{contested.lead}</p>
        {against === 0 && (
          <p class="lead" role="status">
            {pairs.length === 0 ? contested.none : contested.noneChosen}
          </p>
        )}
      </div>
      <Chips of={of} filters={filters} kept={['q']} />
      {against === 0 ? (
        <Affirmations claims={claims} />
      ) : (
        <div class="listing">
          <Narrowing>
            <Words pairs={pairs} path={PATH} />
            {facets.map((facet) => (
              <Facet {...facet} of={of} />
            ))}
          </Narrowing>
          <section id={FOUND} tabIndex={-1} aria-label={contested.title}>
            <div class="bar">
              <p role="status">{total === 1 ? one : filled(many!, { count: grouped(texts, total) })}</p>
              <p>
                <A to={addressOf('/statements', [...pairs, ['stance', 'denies,doubts']])}>
                  {filled(contested.all, { statements: counted(texts, 'statement', against) })}
                </A>
              </p>
            </div>
            <ol class="items">
              {claims.map((claim) => (
                <Claim claim={claim} />
              ))}
            </ol>
          </section>
        </div>
      )}
      <NextPage to={nextCursor && addressOf(PATH, [...pairs, ['cursor', nextCursor]])} />
      <p>
        <A to="/claims?disputed=true">{contested.disputed}</A>
      </p>
    </>
  );
};
