import type { ComponentChildren } from 'preact';
import type { Proposal, WholeProposal } from '../../proposals/form.ts';
import { A, filled, Name, NextPage, Sentence, Time, useBase, useTexts } from './context.tsx';
import { Card, takenOf } from './desk-card.tsx';
import { Footnote, Make } from './desk-make.tsx';
import { lastShown, type missingIn, ofType, statementsIn, wordsOf } from './desk-proposal.ts';

/*
 * The desk: what waits, and one proposal of it, the text on one side and what is proposed on the other. Each decision is
 * a form, so that it works without script; keys are added by islands/desk.ts.
 */

const Title = ({ of: { id, comment } }: { of: Pick<Proposal, 'id' | 'comment'> }) => {
  const { desk } = useTexts();
  return <>{comment ?? filled(desk.untitled, { id })}</>;
};

const Facts = ({ of: { counts, by, at } }: { of: Proposal }) => {
  const { desk } = useTexts();
  return (
    <p class="facts">
      <span>
        <Sentence
          text={desk.counts}
          open={String(counts.open)}
          accepted={String(counts.accepted)}
          rejected={String(counts.rejected)}
        />
        {'; '}
        <Sentence text={desk.by} by={<Name>{by}</Name>} at={<Time at={at} />} />
      </span>
    </p>
  );
};

export const DeskPage = ({
  proposals,
  state,
  next,
}: {
  proposals: readonly Proposal[];
  state: Proposal['state'];
  next: string | null;
}) => {
  const { desk } = useTexts();
  return (
    <>
      <div class="opening">
        <h1>{desk.title}</h1>
        <p class="lead">{desk.lead}</p>
      </div>
      <nav aria-label={desk.title} class="tabs">
        <ul class="sorts">
          {(Object.keys(desk.states) as Proposal['state'][]).map((name) => (
            <li>
              <A to={`/desk?state=${name}`} {...(name === state ? { 'aria-current': 'page' } : {})}>
                {desk.states[name]}
              </A>
            </li>
          ))}
        </ul>
      </nav>
      {proposals.length === 0 && (
        <p class="lead" role="status">
          {desk.none}
        </p>
      )}
      <ol class="items">
        {proposals.map((proposal) => (
          <li class="item">
            <A to={`/desk/${proposal.id}`} class="title">
              <Title of={proposal} />
            </A>
            <Facts of={proposal} />
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};

/** What was done last, and the form that takes it back. */
const Last = ({ proposal, write }: { proposal: WholeProposal; write: boolean }) => {
  const { desk } = useTexts();
  const base = useBase();
  const last = lastShown(proposal);
  if (last === null) return null;
  return (
    <form action={`${base}/desk/${proposal.id}/undo`} method="post" class="act">
      <p role="status">
        {last.state === 'made' ? (
          <Sentence
            text={desk.lastMade}
            change={<A to={`/changes/${last.change}`}>{String(last.change)}</A>}
            by={<Name>{last.by}</Name>}
            at={<Time at={last.at} />}
          />
        ) : (
          <Sentence
            text={last.count > 1 ? desk.lastOf : desk.last}
            first={<code>{last.first}</code>}
            count={String(last.count - 1)}
            state={desk.states[last.state].toLowerCase()}
            by={<Name>{last.by}</Name>}
            at={<Time at={last.at} />}
          />
        )}
      </p>
      <input type="hidden" name="at" value={last.at} />
      {write && proposal.state !== 'superseded' && (
        <button type="submit" class="quiet" data-key="u">
          {desk.undo}
        </button>
      )}
    </form>
  );
};

/** Some things of a proposal, how many there are, and each of them once it is unfolded; nothing where there are none. */
const Folded = <T,>({
  title,
  of,
  open = false,
  children,
}: {
  title: string;
  of: readonly T[];
  open?: boolean;
  children: (each: T) => ComponentChildren;
}) =>
  of.length === 0 ? null : (
    <details class="missing" open={open}>
      <summary>
        {title} ({of.length})
      </summary>
      <ul class="plain">{of.map(children)}</ul>
    </details>
  );

/** What open statements lack, with where that is. */
const Lacks = ({ missing }: { missing: ReturnType<typeof missingIn> }) => {
  const { desk } = useTexts();
  return (
    <Folded title={desk.missing} of={missing} open>
      {({ id, what, name }) => (
        <li>
          <a href={`#s-${id}`} data-missing>
            {id}
          </a>
          {': '}
          {filled(desk.lacks[what], { name: name ?? '' })}
        </li>
      )}
    </Folded>
  );
};

/** What a draft tells of the document beside its records: passages that are gone, and what it could not tell. */
const Told = ({ of: { gone, open } }: { of: WholeProposal }) => {
  const { desk } = useTexts();
  return (
    <>
      <Folded title={desk.gone} of={gone} open>
        {({ id, reason, status }) => (
          <li>
            <A to={`/passages/${id}`}>{id}</A>: {reason ?? status}
          </li>
        )}
      </Folded>
      <Folded title={desk.open} of={open}>
        {(each) => <li>{each}</li>}
      </Folded>
    </>
  );
};

export const ProposalPage = ({
  proposal,
  write,
  missing,
  taken,
}: {
  proposal: WholeProposal;
  write: boolean;
  missing: ReturnType<typeof missingIn>;
  /** Open records that the graph has by now, with their revisions. */
  taken: ReadonlyMap<string, number>;
}) => {
  const { desk } = useTexts();
  const base = useBase();
  const statements = statementsIn(proposal);
  const passages = ofType(proposal, 'passage');
  const standing = passages.filter(({ decision }) => decision?.state !== 'rejected');
  const spoken = new Map(statements.flatMap(({ id, passages: of }) => of.map((passage) => [passage.id, id] as const)));
  const others = proposal.changes.filter(({ change }) => !['statement', 'passage', 'claim'].includes(change.type));
  return (
    <>
      <div class="opening">
        <h1>
          <Title of={proposal} />
        </h1>
        <Facts of={proposal} />
        {write ? <p class="note script">{desk.keys}</p> : <p class="note">{desk.writing}</p>}
        {write && proposal.state === 'open' && (
          <form action={`${base}/desk/${proposal.id}/accept`} method="post" class="act">
            <button type="submit">{desk.acceptAll}</button>
          </form>
        )}
        {proposal.supersededBy !== null && (
          <p role="status" class="note">
            <Sentence text={desk.superseded} link={<A to={`/desk/${proposal.supersededBy}`}>{desk.successor}</A>} />
          </p>
        )}
        <Last proposal={proposal} write={write} />
        <Told of={proposal} />
      </div>
      <div class="desk" data-desk>
        {passages.length > 0 && (
          <section aria-labelledby="text" class="desk-text">
            <h2 id="text">{desk.text}</h2>
            <ol class="plain">
              {passages.map((item) => {
                const statement = spoken.get(item.change.id);
                const words = wordsOf(item) ?? item.change.id;
                return (
                  <li data-passage={item.change.id}>
                    {statement === undefined ? words : <a href={`#s-${statement}`}>{words}</a>}
                  </li>
                );
              })}
            </ol>
            {write && standing.length > 0 && <Make proposal={proposal.id} passages={standing} />}
            {write && standing.length > 0 && <Footnote proposal={proposal.id} passages={standing} />}
          </section>
        )}
        <section aria-labelledby="statements">
          <h2 id="statements">{desk.statements}</h2>
          <Lacks missing={missing} />
          {write && (
            <p class="note" id="new-actor">
              {desk.newActor}
            </p>
          )}
          {write && (
            <p class="note" id="new-source">
              {desk.newSource}
            </p>
          )}
          {statements.map((statement) => (
            <Card
              proposal={proposal.id}
              of={statement}
              write={write && proposal.state === 'open'}
              taken={takenOf(statement, taken)}
            />
          ))}
          {others.length > 0 && (
            <details>
              <summary>{desk.others}</summary>
              <ul class="plain">
                {others.map(({ change, decision }) => (
                  <li>
                    <code>
                      {change.type}/{change.id}
                    </code>
                    {decision !== null && ` ${desk.states[decision.state]}`}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
      </div>
      <section aria-labelledby="comments">
        <h2 id="comments">{desk.comments}</h2>
        <ul class="plain">
          {proposal.comments.map(({ by, at, text }) => (
            <li>
              <Name>{by}</Name>, <Time at={at} />: {text}
            </li>
          ))}
        </ul>
        <form action={`${base}/desk/${proposal.id}/comments`} method="post" class="act">
          <label for="say">{desk.say}</label>
          <input id="say" name="text" required />
          <button type="submit">{desk.send}</button>
        </form>
      </section>
    </>
  );
};
