import { keyText, type Key } from '../../model/ids.ts';
import { A, counted, Listed, NextPage, pageOf, Ref, Sentence, Time, useBase, useTexts } from './context.tsx';
import { Difference, type Differing } from './difference.tsx';

/*
 * Who changed what, when and why: change sets, and what they did to a record.
 */

type State = Readonly<Record<string, unknown>> | null;
/** What a change set did to a record. */
export type Changed = Key & { before: State; after: State };
/** A change set as the queries tell it. */
export type SetShown = {
  number: number;
  at: string;
  by: string | null;
  comment: string | null;
  kind: string;
  records: number;
  changes: readonly Changed[];
};
export type RevisionShown = Omit<SetShown, 'records' | 'changes'> & { difference: readonly Differing[] };
/** What a change set did to a record, field by field; of one that is new or gone nothing. */
export type ChangedShown = Changed & { difference: readonly Differing[] };

/** How many records are named of each change set in a list of them. */
export const NAMED = 8;

type Deed = 'created' | 'changed' | 'deleted' | 'merged';

export const deedOf = ({ before, after }: Changed): Deed => {
  if (after !== null && 'mergedInto' in after) return 'merged';
  if (after === null || 'deleted' in after) return 'deleted';
  return before === null || 'deleted' in before || 'mergedInto' in before ? 'created' : 'changed';
};

/** Changes by what they did. */
const byDeed = <C extends Changed>(changes: readonly C[]): [Deed, C[]][] => {
  const deeds = new Map<Deed, C[]>();
  for (const change of changes) deeds.set(deedOf(change), [...(deeds.get(deedOf(change)) ?? []), change]);
  return [...deeds];
};

/** When it was, by whom, by which way, and why. */
const About = ({ set: { at, by, kind, comment } }: { set: Pick<SetShown, 'at' | 'by' | 'kind' | 'comment'> }) => {
  const texts = useTexts();
  return (
    <p>
      <Time at={at.replace(/\.\d+/, '')} />
      <bdi>{by ?? texts.changes.nobody}</bdi>
      <span>{texts.changes.kinds[kind] ?? kind}</span>
      {comment && <bdi>“{comment}”</bdi>}
    </p>
  );
};

/** A record that a change set changed: one that is gone by its address, which leads to its history. */
const Touched = ({ change: { type, id }, deed }: { change: Changed; deed: Deed }) =>
  deed === 'created' || deed === 'changed' ? (
    <Ref type={type} id={id} />
  ) : (
    <A to={`${pageOf(type, id)}/revisions`}>{`${type}/${id}`}</A>
  );

const Deeds = ({ set: { changes, records, number } }: { set: SetShown }) => {
  const texts = useTexts();
  const rest = records - changes.length;
  return (
    <>
      {byDeed(changes).map(([deed, some]) => (
        <p class="deeds">
          {texts.changes.deeds[deed]}{' '}
          <Listed
            of={some.map((change) => (
              <Touched change={change} deed={deed} />
            ))}
          />
        </p>
      ))}
      {rest > 0 && (
        <p class="deeds">
          <A to={`/changes/${number}`}>
            <Sentence text={texts.changes.more} count={counted(texts, 'record', rest)} />
          </A>
        </p>
      )}
    </>
  );
};

export const ChangesPage = ({ sets, next }: { sets: readonly SetShown[]; next: string | null }) => {
  const texts = useTexts();
  return (
    <>
      <div class="opening">
        <h1>{texts.changes.title}</h1>
        <p class="lead">{texts.changes.lead}</p>
      </div>
      {sets.length === 0 && <p>{texts.list.none}</p>}
      <ol class="items">
        {sets.map((set) => (
          <li class="item">
            <A to={`/changes/${set.number}`} class="title">
              <Sentence text={texts.changes.set} number={set.number} records={counted(texts, 'record', set.records)} />
            </A>
            <About set={set} />
            <Deeds set={set} />
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};

const Undo = ({ number }: { number: number }) => {
  const { changes } = useTexts();
  return (
    <details class="act">
      <summary>{changes.undo}</summary>
      <form action={`${useBase()}/changes/${number}/undo`} method="post">
        <p class="note">{changes.undoMeans}</p>
        <label for="comment">{changes.comment}</label>
        <input id="comment" name="comment" />
        <button type="submit">{changes.undoRun}</button>
      </form>
    </details>
  );
};

/** One change set; `write`: whether whoever looks may undo it. */
export const ChangePage = ({
  set,
  changes,
  next,
  write,
}: {
  set: SetShown;
  changes: readonly ChangedShown[];
  next: string | null;
  write: boolean;
}) => {
  const texts = useTexts();
  return (
    <>
      <div class="opening">
        <p class="kicker">
          <A to="/changes">{texts.changes.title}</A>
        </p>
        <h1>
          <Sentence text={texts.changes.set} number={set.number} records={counted(texts, 'record', set.records)} />
        </h1>
        <div class="item">
          <About set={set} />
        </div>
        {write && <Undo number={set.number} />}
      </div>
      {byDeed(changes).map(([deed, some]) => (
        <section aria-labelledby={deed}>
          <h2 id={deed}>{texts.changes.deeds[deed]}</h2>
          <ul class="touched">
            {some.map((change) => (
              <li>
                <small>{texts.types[change.type][0]}</small>
                <div>
                  <Touched change={change} deed={deed} />{' '}
                  <A
                    class="quiet"
                    to={`${pageOf(change.type, change.id)}/revisions`}
                    aria-label={`${texts.thisAs.history}: ${keyText(change)}`}
                  >
                    {texts.thisAs.history}
                  </A>
                  {deed === 'changed' && <Difference of={change.difference} />}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <NextPage to={next} />
    </>
  );
};

export const RevisionsPage = ({
  record,
  label,
  revisions,
  prunedUpTo,
  next,
}: {
  record: Key;
  label: string | null;
  revisions: readonly RevisionShown[];
  /** Up to which change set the log forgot what was done to it. */
  prunedUpTo: number | null;
  next: string | null;
}) => {
  const texts = useTexts();
  const name = label ?? keyText(record);
  return (
    <>
      <div class="opening">
        <p class="kicker">
          {texts.thisAs.history}, {texts.types[record.type][0].toLowerCase()}
        </p>
        <h1 dir="auto">{label === null ? name : <A to={pageOf(record.type, record.id)}>{name}</A>}</h1>
      </div>
      {revisions.length === 0 && prunedUpTo === null && <p>{texts.changes.none}</p>}
      <ol class="items">
        {revisions.map((revision) => (
          <li class="item">
            <A to={`/changes/${revision.number}`} class="title">
              <Sentence text={texts.changes.number} number={revision.number} />
            </A>
            <About set={revision} />
            <Difference of={revision.difference} />
          </li>
        ))}
      </ol>
      {prunedUpTo !== null && (
        <p>
          <Sentence text={texts.changes.prunedUpTo} number={prunedUpTo} />
        </p>
      )}
      <NextPage to={next} />
    </>
  );
};
