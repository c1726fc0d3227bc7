import { MODES } from '../../model/types/statement.ts';
import type { WholeProposal } from '../../proposals/form.ts';
import { useBase, useTexts } from './context.tsx';
import { wordsOf } from './desk-proposal.ts';
import { Suggesting } from './suggesting.tsx';

/** The document that something stands in, and who published it where it is new. */
export const DocumentFields = ({ id, label, required = false }: { id: string; label: string; required?: boolean }) => {
  const { desk } = useTexts();
  return (
    <>
      <label>
        {label}
        <Suggesting
          id={`${id}-document`}
          name="document"
          names="source"
          required={required}
          makes
          aria-describedby="new-source"
        />
      </label>
      <label>
        {desk.publisher}
        <Suggesting
          id={`${id}-publisher`}
          name="publisher"
          names="actor"
          required={false}
          makes
          aria-describedby="new-actor"
        />
      </label>
    </>
  );
};

const Passages = ({ passages }: { passages: readonly WholeProposal['changes'][number][] }) => {
  const { desk } = useTexts();
  return (
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
  );
};

/** A footnote whose work is not in the graph, or that is not among what is proposed. */
export const Footnote = ({
  proposal,
  passages,
}: {
  proposal: string;
  passages: readonly WholeProposal['changes'][number][];
}) => {
  const { desk } = useTexts();
  return (
    <details class="make" data-footnote>
      <summary>{desk.footnote}</summary>
      <form action={`${useBase()}/desk/${proposal}/footnotes`} method="post" class="decide">
        <Passages passages={passages} />
        <label>
          {desk.marker}
          <input name="marker" required />
        </label>
        <DocumentFields id="footnote" label={desk.work} required />
        <label>
          {desk.locator}
          <input name="locator" />
        </label>
        <button type="submit">{desk.record}</button>
      </form>
    </details>
  );
};

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
        <Passages passages={passages} />
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
        <DocumentFields id="make" label={desk.also} />
        <button type="submit">{desk.record}</button>
      </form>
    </details>
  );
};
