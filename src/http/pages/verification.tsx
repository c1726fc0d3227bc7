import { A, pageOf, Sentence, Time, useTexts } from './context.tsx';

export type Verified = {
  status: string;
  method?: string | null;
  snapshot?: string | null;
  checkedAt?: string | null;
  notInLatest?: boolean;
};

/** A day of an instant: when something was checked matters by the day. */
const dayOf = (instant: string): string => instant.slice(0, 10);

/** What came of looking for words in a text. */
export const Verification = ({ of }: { of: Verified }) => {
  const texts = useTexts();
  const { status, method, checkedAt, snapshot } = of;
  const when = (at: string) => <Sentence text={texts.checkedOn} date={<Time at={dayOf(at)} />} />;
  return (
    <span class={`checked ${status}`}>
      <span aria-hidden="true" class="mark" />
      {texts.verification[status] ?? status}
      {method && ` ${texts.verifiedBy[method] ?? method}`}
      {checkedAt && <> {snapshot ? <A to={pageOf('snapshot', snapshot)}>{when(checkedAt)}</A> : when(checkedAt)}</>}
      {of.notInLatest && `, ${texts.notInLatest}`}
    </span>
  );
};
