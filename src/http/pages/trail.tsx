import type { ComponentChildren } from 'preact';
import { holdingIn } from '../../model/sides.ts';
import type { ActorView } from '../../model/types/actor.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { Records, Trail, TrailChain } from '../../queries/trail.ts';
import { A, filled, Listed, Ref, Refs, Sentence, Time, useTexts } from './context.tsx';
import { CheckText } from './check.tsx';
import { Directness } from './directness.tsx';
import { Copies, Title } from './document.tsx';
import { Reasons } from './facts.tsx';
import { Footnote } from './footnote.tsx';
import { Place } from './place.tsx';
import { Verification } from './verification.tsx';

/*
 * The trail: one chain of evidence as an ordered list, from who said it to what it rests on in the end. It reads the same
 * without style, without script, on paper and in a screen reader.
 */

const Step = ({ kind, end, children }: { kind: string; end?: string | false; children: ComponentChildren }) => (
  <li class={end ? `end ${end}` : ''}>
    <span class="step">{kind}</span>
    <div class="thing">{children}</div>
  </li>
);

/** For whom somebody speaks at a time, with the office, each side once; `only`: for whom the source says that it was. */
export const Capacity = ({
  actor,
  said,
  only = [],
}: {
  actor: ActorView | null;
  said: string | null;
  only?: readonly string[] | undefined;
}) => {
  const { trail } = useTexts();
  const held = actor === null ? [] : holdingIn(actor.represents, said);
  const terms = only.length === 0 ? held : held.filter((term) => only.includes(term.actor));
  // Whoever speaks for a state through its ministry speaks for the state: the first that is named for an office is told.
  const byOffice = [
    ...new Map(terms.toReversed().map((term) => [term.office ?? term.actor, term])).values(),
  ].toReversed();
  return (
    <>
      {byOffice.map((term) => (
        <>
          {', '}
          <Sentence text={trail.for} side={<Ref type="actor" id={term.actor} />} />
          {term.office !== null && <> {filled(trail.as, { office: term.office })}</>}
        </>
      ))}
    </>
  );
};

const SaidBy = ({ chain, records }: { chain: TrailChain; records: Records }) => {
  const texts = useTexts();
  const statement = records.statement(chain.statement);
  const relayed = (statement as { reportedBy?: string[] } | null)?.reportedBy ?? [];
  const candidates = (statement as { candidates?: { actor: string; note?: string | null }[] } | null)?.candidates ?? [];
  return (
    <>
      <Step kind={statement?.mode === 'analysis' ? texts.trail.writtenBy : texts.trail.saidBy}>
        {chain.speakers.length === 0 && texts.trail.speakerUnknown}
        {candidates.length > 0 && (
          <ul class="candidates">
            {candidates.map(({ actor, note }) => (
              <li>
                <Sentence text={texts.trail.candidate} name={<Ref type="actor" id={actor} />} />
                {note && <small> {note}</small>}
              </li>
            ))}
          </ul>
        )}
        <Listed
          of={chain.speakers.map((id) => (
            <>
              <Ref type="actor" id={id} />
              <small>
                <Capacity actor={records.actor(id)} said={statement?.said ?? null} only={statement?.speakingFor} />
              </small>
            </>
          ))}
        />
      </Step>
      {relayed.length > 0 && (
        <Step kind={texts.trail.toldBy}>
          <Refs type="actor" ids={relayed} />
        </Step>
      )}
    </>
  );
};

const WrittenIn = ({ chain, records, end }: { chain: TrailChain; records: Records; end: boolean }) => {
  const texts = useTexts();
  const source = records.source(chain.recordedIn);
  const passage = records.passage(chain.passage);
  const quotes = (records.statement(chain.statement)?.quotes ?? []).filter(({ passage: id }) => id === chain.passage);
  const marked = passage?.selectors.flatMap((selector) =>
    selector.type === 'TextQuoteSelector' ? [selector.exact] : [],
  )[0];
  return (
    <Step kind={texts.trail.writtenIn} end={end && chain.directness}>
      <Title source={source} id={chain.recordedIn} />
      <small>
        {' '}
        <By source={source} />
      </small>
      {passage && <Place passage={passage} quotes={quotes} />}
      {passage && <Verification of={passage.verification} />}
      {passage && (
        <CheckText passages={[passage]} id={`copy-${passage.id}-${chain.citation ?? ''}-${chain.statement}`} />
      )}
      <Copies source={source} words={marked ?? quotes[0]?.exact} />
      {end && <p class="note">{texts.trail.noFootnote}</p>}
    </Step>
  );
};

const By = ({ source }: { source: SourceView | null }) => {
  const { trail } = useTexts();
  if (source === null) return null;
  return source.authors.length === 0 ? null : (
    <Sentence text={trail.author} names={<Refs type="actor" ids={source.authors} />} />
  );
};

const PublishedBy = ({ chain, records }: { chain: TrailChain; records: Records }) => {
  const { trail } = useTexts();
  const { publisher, source } = chain.endsAt;
  const sides = (records.source(source)?.publisherSides ?? []).filter((side) => side !== publisher);
  return (
    <Step kind={trail.publishedBy} end={chain.directness}>
      {publisher === null ? trail.publisherUnknown : <Ref type="actor" id={publisher} />}
      {sides.length > 0 && (
        <small>
          {' '}
          <Sentence text={trail.onTheSideOf} side={<Refs type="actor" ids={sides} />} />
        </small>
      )}
    </Step>
  );
};

const RestsOn = ({ chain, records }: { chain: TrailChain; records: Records }) => {
  const { trail } = useTexts();
  const source = records.source(chain.source);
  const citation = records.citation(chain.citation);
  const cited = citation?.works.find((work) => work.source === chain.source) ?? citation;
  const issued = source?.issued ?? null;
  return (
    <Step kind={trail.restsOn}>
      <Title source={source} id={chain.source!} />
      <small>
        {issued !== null && (
          <>
            {', '}
            <Time at={issued} />
          </>
        )}
        {cited?.locator && `, ${cited.locator}`}
        {cited?.accessed && (
          <>
            {', '}
            <Sentence text={trail.accessed} date={<Time at={cited.accessed} />} />
          </>
        )}
      </small>
      <Copies source={source} />
    </Step>
  );
};

/** Where the evidence comes from in the end: who told it on, or what the document rests on, and how near that stands. */
const InTheEnd = ({ chain, records }: { chain: TrailChain; records: Records }) => {
  const { trail } = useTexts();
  if (chain.roots.length === 0) return null;
  return (
    <Step kind={trail.inTheEnd} end={chain.rootDirectness}>
      <ul class="plain roots-of-chain">
        {chain.roots.map((root) => (
          <li>
            {root.source !== null && (
              <Title
                source={records.source(root.source)}
                id={root.source}
                status={chain.statuses.find(({ source }) => source === root.source)?.status}
              />
            )}
            {root.toldBy !== null && <Sentence text={trail.toldOn} name={<Ref type="actor" id={root.toldBy} />} />}
            {root.source === null && root.toldBy === null && trail.noEnd}
            {root.publisher !== null && (
              <>
                {', '}
                <Sentence text={trail.of} name={<Ref type="actor" id={root.publisher} />} />
              </>
            )}{' '}
            <Directness of={root.directness} />
            <details>
              <summary>{trail.whySo}</summary>
              <Reasons because={root.because} />
            </details>
          </li>
        ))}
      </ul>
    </Step>
  );
};

/** One chain of evidence. */
export const ChainTrail = ({ chain, records }: { chain: TrailChain; records: Records }) => {
  const citation = records.citation(chain.citation);
  return (
    <ol class="trail">
      <SaidBy chain={chain} records={records} />
      <WrittenIn chain={chain} records={records} end={chain.source === null && chain.endsAt.publisher === null} />
      {citation && <Footnote citation={citation} source={chain.source} />}
      {chain.source !== null && <RestsOn chain={chain} records={records} />}
      {(chain.source !== null || chain.endsAt.publisher !== null) && <PublishedBy chain={chain} records={records} />}
      <InTheEnd chain={chain} records={records} />
    </ol>
  );
};

/** Why a chain has the directness that it has; it unfolds where there is no room beside the trail. */
export const Why = ({ chain }: { chain: TrailChain }) => {
  const { trail, directness, directnessMeans, verdict } = useTexts();
  const word = directness[chain.directness] ?? chain.directness;
  return (
    <details class="why" open>
      <summary>{filled(trail.why, { word })}</summary>
      <p>
        {directnessMeans[chain.directness]}
        {chain.uncertain && (
          <>
            {' '}
            {filled(verdict.uncertain, {
              others: chain.mayBe
                .filter((other) => other !== chain.directness)
                .map((other) => directness[other] ?? other)
                .join(', '),
            })}
          </>
        )}
      </p>
      <Reasons because={chain.because} />
      {chain.rootDirectness !== chain.directness && (
        <p>
          <Sentence text={trail.rootIs} word={<Directness of={chain.rootDirectness} />} />
        </p>
      )}
    </details>
  );
};

/** A page of chains, each with its reasons beside it. */
export const Trails = ({
  trail,
  path,
  each,
}: {
  trail: Trail<unknown>;
  path: string;
  each?: (chain: TrailChain) => ComponentChildren;
}) => {
  const texts = useTexts();
  const { chains, records, total, nextCursor } = trail;
  return (
    <section aria-labelledby="trail" class="trails">
      <h2 id="trail">{texts.trail.title}</h2>
      {chains.length === 0 && <p>{texts.verdict.none}</p>}
      {chains.map((chain, i) => (
        <article class="chain" id={`account-${i + 1}`} aria-label={filled(texts.trail.account, { n: i + 1, total })}>
          <div>
            {total > 1 && (
              <p class="account">
                <a href={`#account-${i + 1}`}>{filled(texts.trail.account, { n: i + 1, total })}</a>{' '}
                <Directness of={chain.directness} />
              </p>
            )}
            {each?.(chain)}
            <ChainTrail chain={chain} records={records} />
          </div>
          <Why chain={chain} />
        </article>
      ))}
      {nextCursor !== null && (
        <p class="paging">
          <A to={`${path}?cursor=${encodeURIComponent(nextCursor)}#trail`}>{texts.trail.next}</A>
        </p>
      )}
    </section>
  );
};
