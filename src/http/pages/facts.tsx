import { RefTo, Sentence, Listed, useTexts } from './context.tsx';

/** A fact that something derived rests on. */
export type Fact = { fact: string; ids: readonly string[]; text: string };

/** A fact as a sentence whose names lead to their records; one that pages have no sentence for in the words of the answer. */
export const FactSentence = ({ fact, ids, text }: Fact) => {
  const { fact: sentences } = useTexts();
  const sentence = sentences[`${fact}${ids.length}`] ?? sentences[fact];
  if (sentence === undefined) return <>{text}</>;
  const refs = ids.map((id) => <RefTo to={id} />);
  return (
    <Sentence
      text={sentence}
      {...Object.fromEntries(refs.map((ref, i) => [String(i), ref]))}
      rest={<Listed of={refs.slice(1)} />}
      all={<Listed of={refs} />}
      last={refs.at(-1)}
    />
  );
};

/** The reasons of something derived, one under another. */
export const Reasons = ({ because }: { because: readonly Fact[] }) => (
  <ul class="reasons">
    {because.map((fact) => (
      <li>
        <FactSentence {...fact} />
      </li>
    ))}
  </ul>
);
