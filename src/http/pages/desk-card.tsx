import { MODES } from '../../model/types/statement.ts';
import { filled, Listed, NameOf, Sentence, useBase, useTexts } from './context.tsx';
import { DocumentFields } from './desk-make.tsx';
import type { StatementShown } from './desk-proposal.ts';
import { Suggesting } from './suggesting.tsx';

/*
 * One statement of a proposal on the desk, with the forms that accept, correct and reject it.
 */

const percent = (share: number): string => String(Math.round(share * 100));

const Speakers = ({ of: { speakers } }: { of: StatementShown }) => {
  const { desk } = useTexts();
  if (speakers.length === 0) return <>{desk.unknown}</>;
  return (
    <Listed
      of={speakers.map((id) => (
        <NameOf type="actor" id={id} />
      ))}
    />
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
                <small>
                  {other.shared === undefined || other.shared.length === 0
                    ? filled(desk.alike, { percent: percent(other.likeness) })
                    : filled(desk.alikeBy, { percent: percent(other.likeness), words: other.shared.join(', ') })}
                </small>
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
            makes
            aria-describedby="new-actor"
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
        <details>
          <summary>{desk.also}</summary>
          <DocumentFields id={`also-${id}`} label={desk.document} />
        </details>
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

/** Records of a statement that others wrote since. */
export const takenOf = ({ id, claim, passages }: StatementShown, taken: ReadonlyMap<string, number>): string[] =>
  [`statement/${id}`, `claim/${claim.id}`, ...passages.map((passage) => `passage/${passage.id}`)].filter((key) =>
    taken.has(key),
  );

export const Card = ({
  proposal,
  of,
  write,
  taken,
}: {
  proposal: string;
  of: StatementShown;
  write: boolean;
  taken: readonly string[];
}) => {
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
        {note?.by !== undefined && `, ${filled(desk.readBy, { reader: note.by })}`}
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
      {decision === null && taken.length > 0 && (
        <p role="status" class="note">
          <Sentence text={desk.taken} records={<code>{taken.join(', ')}</code>} />
        </p>
      )}
      {decision === null && write && <Decide proposal={proposal} of={of} />}
    </article>
  );
};
