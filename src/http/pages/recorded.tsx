import type { Deed, Recorded } from '../../queries/recorded.ts';
import { A, Sentence, Time, useTexts } from './context.tsx';

/** Who recorded something and who changed it last, with the way to its history. */
export const RecordedBy = ({ recorded, history }: { recorded: Recorded | null; history: string }) => {
  const { recorded: words } = useTexts();
  if (recorded === null) return null;
  const { first, last } = recorded;
  const told = ([bySomebody, byNobody]: readonly string[], { by, at, number }: Deed) => (
    <Sentence
      text={by === null ? byNobody! : bySomebody!}
      name={<bdi>{by}</bdi>}
      date={
        <A to={`/changes/${number}`}>
          <Time at={at.slice(0, 10)} />
        </A>
      }
    />
  );
  return (
    <p class="recorded">
      {told(words.first, first)}
      {last.number !== first.number && told(words.last, last)}. <A to={history}>{words.history}</A>
    </p>
  );
};
