import { MODES } from '../../model/types/statement.ts';
import type { WholeProposal } from '../../proposals/form.ts';
import { useBase, useTexts } from './context.tsx';
import { wordsOf } from './desk-proposal.ts';
import { Suggesting } from './suggesting.tsx';

/** A statement of words that are selected in the text, or typed. */
export const Make = ({
  proposal,
  passages,
}: {
  proposal: string;
  passages: readonly WholeProposal['changes'][number][];
}) => {
  const texts = useTexts();
  const { desk } = texts;
  return (
    <details class="make" data-make>
      <summary>{desk.make}</summary>
      <form action={`${useBase()}/desk/${proposal}/statements`} method="post" class="decide">
        <label>
          {desk.passage}
          <select name="passage" required>
            {passages.map((item, i) => (
              <option value={item.change.id}>
                {i + 1}: {(wordsOf(item) ?? item.change.id).slice(0, 60)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {desk.words}
          <textarea name="words" rows={2} />
        </label>
        <label>
          {desk.speakers}
          <Suggesting
            id="make-who"
            name="speakers"
            names="actor"
            several
            required={false}
            makes
            aria-describedby="new-actor"
          />
        </label>
        <label>
          {desk.claim}
          <textarea name="text" rows={2} />
        </label>
        <label>
          {desk.same}
          <Suggesting id="make-same" name="same" names="claim" required={false} />
        </label>
        <label>
          {desk.mode}
          <select name="mode">
            {MODES.map((name) => (
              <option value={name}>{texts.modes[name] ?? name}</option>
            ))}
          </select>
        </label>
        <button type="submit">{desk.record}</button>
      </form>
    </details>
  );
};
