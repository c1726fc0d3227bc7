import { MODES } from '../../model/types/statement.ts';
import type { Proposal, WholeProposal } from '../../proposals/form.ts';
import { A, filled, Name, NameOf, NextPage, Sentence, Time, useBase, useTexts } from './context.tsx';
import { Suggesting } from './suggesting.tsx';
import { Make } from './desk-make.tsx';
import { ofType, statementsIn, wordsOf, type StatementShown } from './desk-proposal.ts';

/*
 * The desk: what waits, and one proposal of it, the text on one side and what is proposed on the other. Each decision is
 * a form, so that it works without script; keys are added by islands/desk.ts.
 */

const percent = (share: number): string => String(Math.round(share * 100));

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

const Speakers = ({ of: { speakers } }: { of: StatementShown }) => {
  const { desk } = useTexts();
  if (speakers.length === 0) return <>{desk.unknown}</>;
  return (
    <>
      {speakers.map((id, i) => (
        <>
          {i > 0 && ', '}
          <NameOf type="actor" id={id} />
        </>
      ))}
    </>
  );
};

const Decide = ({ proposal, of: { id, claim, speakers, mode } }: { proposal: string; of: StatementShown }) => {
  const texts = useTexts();
  const { desk } = texts;
  const to = `${useBase()}/desk/${proposal}`;
  return (
    <div class="decide">
      <form action={`${to}/accept`} method="post">
        <input type="hidden" name="record" value={`statement/${id}`} />
        {claim.like.length > 0 && (
          <fieldset>
            <legend>{desk.like}</legend>
            <label>
              <input type="radio" name="same" value="" checked /> {desk.itself}
            </label>
            {claim.like.map((other) => (
              <label>
                <input type="radio" name="same" value={other.id} /> {other.text}{' '}
                <small>{filled(desk.alike, { percent: percent(other.likeness) })}</small>
              </label>
            ))}
          </fieldset>
        )}
        {claim.text !== null && (
          <label>
            {desk.claim}
            <textarea name="text" rows={2} data-key="e">
              {claim.text}
            </textarea>
          </label>
        )}
        <label>
          {desk.speakers}
          <Suggesting
            id={`who-${id}`}
            name="speakers"
            names="actor"
            several
            required={false}
            value={speakers.join(', ')}
          />
        </label>
        <label>
          {desk.mode}
          <select name="mode">
            {MODES.map((name) => (
              <option value={name} selected={name === mode}>
                {texts.modes[name] ?? name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" data-key="a">
          {desk.accept}
        </button>
      </form>
      <form action={`${to}/reject`} method="post" class="refuse">
        <input type="hidden" name="record" value={`statement/${id}`} />
        <label>
          {desk.reason}
          <input name="reason" required data-key="x" />
        </label>
        <button type="submit" class="quiet">
          {desk.reject}
        </button>
      </form>
    </div>
  );
};

const Card = ({ proposal, of, write }: { proposal: string; of: StatementShown; write: boolean }) => {
  const texts = useTexts();
  const { desk } = texts;
  const { id, item, mode, stance, claim, passages, quotes } = of;
  const { decision, note } = item;
  return (
    <article id={`s-${id}`} class={decision === null ? 'card waits' : 'card'} tabIndex={-1} aria-labelledby={`h-${id}`}>
      <h3 id={`h-${id}`}>
        <Speakers of={of} />
        {': '}
        {stance !== 'affirms' && `${stance}: `}
        {claim.text ?? <NameOf type="claim" id={claim.id} />}
      </h3>
      <p class="facts">
        {texts.modes[mode] ?? mode}
        {note !== null && `, ${filled(desk.sure, { percent: percent(note.confidence) })}`}
      </p>
      {passages.map(({ id: passage, words }) => (
        <blockquote>
          <p>{words ?? <NameOf type="passage" id={passage} />}</p>
        </blockquote>
      ))}
      {quotes.map((quote) => (
        <p>
          <q>{quote}</q>
        </p>
      ))}
      {note !== null && note.reasons.length > 0 && (
        <ul class="reasons" aria-label={desk.reasons}>
          {note.reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
      )}
      {decision !== null && (
        <p role="status">
          {filled(desk.decided, { state: desk.states[decision.state], by: decision.by })}
          {decision.reason !== null && `: ${decision.reason}`}
        </p>
      )}
      {decision === null && write && <Decide proposal={proposal} of={of} />}
    </article>
  );
};

export const ProposalPage = ({ proposal, write }: { proposal: WholeProposal; write: boolean }) => {
  const { desk } = useTexts();
  const base = useBase();
  const statements = statementsIn(proposal);
  const passages = ofType(proposal, 'passage');
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
            {write && <Make proposal={proposal.id} passages={passages} />}
          </section>
        )}
        <section aria-labelledby="statements">
          <h2 id="statements">{desk.statements}</h2>
          {statements.map((statement) => (
            <Card proposal={proposal.id} of={statement} write={write} />
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
