import type { Because } from '../../model/because.ts';
import { furtherWords, sentenceFor } from '../../model/sentences.ts';
import { RefTo, Sentence, Listed } from './context.tsx';

/** A fact as a sentence whose names lead to their records. */
export const FactSentence = (of: Because) => {
  const { fact, ids } = of;
  const refs = ids.map((id) => <RefTo to={id} />);
  return (
    <Sentence
      text={sentenceFor(fact, ids.length) ?? fact}
      {...Object.fromEntries(refs.map((ref, i) => [String(i), ref]))}
      rest={<Listed of={refs.slice(1)} />}
      others={<Listed of={refs.slice(2)} />}
      all={<Listed of={refs} />}
      between={<Listed of={refs.slice(1, -1)} />}
      last={refs.at(-1)}
      {...furtherWords(of)}
    />
  );
};

/** The reasons of something derived, one under another. */
export const Reasons = ({ because }: { because: readonly Because[] }) => (
  <ul class="reasons">
    {because.map((fact) => (
      <li>
        <FactSentence {...fact} />
      </li>
    ))}
  </ul>
);
