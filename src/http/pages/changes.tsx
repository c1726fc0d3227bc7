import { keyText, type Key } from '../../model/ids.ts';
import { A, counted, Listed, NextPage, pageOf, Ref, Time, useTexts } from './context.tsx';
import { spelled } from './fields.tsx';

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
type Difference = { field: string; before?: unknown; after?: unknown };
export type RevisionShown = Omit<SetShown, 'records' | 'changes'> & { difference: readonly Difference[] };

/** How many records are named of each change set in a list of them. */
export const NAMED = 8;

const deedOf = ({ before, after }: Changed): 'created' | 'changed' | 'deleted' | 'merged' => {
  if (after !== null && 'mergedInto' in after) return 'merged';
  if (after === null || 'deleted' in after) return 'deleted';
  return before === null || 'deleted' in before ? 'created' : 'changed';
};

/** When it was, by whom, by which way, and why. */
const About = ({ set: { at, by, kind, comment } }: { set: Pick<SetShown, 'at' | 'by' | 'kind' | 'comment'> }) => {
  const texts = useTexts();
  return (
    <p>
      <Time at={at.replace(/\.\d+/, '')} />
      <span>{by ?? texts.changes.nobody}</span>
      <span>{texts.changes.kinds[kind] ?? kind}</span>
      {comment && <span dir="auto">{comment}</span>}
    </p>
  );
};

const Deeds = ({ changes }: { changes: readonly Changed[] }) => {
  const texts = useTexts();
  const deeds = new Map<ReturnType<typeof deedOf>, Changed[]>();
  for (const change of changes) deeds.set(deedOf(change), [...(deeds.get(deedOf(change)) ?? []), change]);
  return (
    <>
      {[...deeds].map(([deed, some]) => (
        <p class="deeds">
          <span>{texts.changes.deeds[deed]}</span>{' '}
          <Listed
            of={some.map(({ type, id }) =>
              deed === 'created' || deed === 'changed' ? (
                <Ref type={type} id={id} />
              ) : (
                <A to={`${pageOf(type, id)}/revisions`}>{`${type}/${id}`}</A>
              ),
            )}
          />
        </p>
      ))}
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
              {counted(texts, 'record', set.records)}
            </A>{' '}
            <small>#{set.number}</small>
            <About set={set} />
            <Deeds changes={set.changes} />
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};

export const ChangePage = ({ set, next }: { set: SetShown; next: string | null }) => {
  const texts = useTexts();
  return (
    <>
      <div class="opening">
        <p class="kicker">
          <A to="/changes">{texts.changes.title}</A> #{set.number}
        </p>
        <h1>{counted(texts, 'record', set.records)}</h1>
        <div class="item">
          <About set={set} />
        </div>
      </div>
      <ul class="plain">
        {set.changes.map((change) => (
          <li>
            <span class="step">{texts.changes.deeds[deedOf(change)]}</span>
            <Ref type={change.type} id={change.id} />{' '}
            <A to={`${pageOf(change.type, change.id)}/revisions`}>{texts.thisAs.history}</A>
          </li>
        ))}
      </ul>
      <NextPage to={next} />
    </>
  );
};

/** A value of a field as it is written. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const Differences = ({ of }: { of: readonly Difference[] }) => {
  const { fields } = useTexts();
  return (
    <dl class="fields">
      {of.map(({ field, before, after }) => (
        <div>
          <dt>{fields[field] ?? spelled(field)}</dt>
          <dd>
            {before !== undefined && <del dir="auto">{written(before)}</del>}{' '}
            {after !== undefined && <ins dir="auto">{written(after)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
};

export const RevisionsPage = ({
  record,
  label,
  revisions,
  next,
}: {
  record: Key;
  label: string | null;
  revisions: readonly RevisionShown[];
  next: string | null;
}) => {
  const texts = useTexts();
  const name = label ?? keyText(record);
  return (
    <>
      <div class="opening">
        <p class="kicker">
          {texts.thisAs.history}, {texts.types[record.type]![0].toLowerCase()}
        </p>
        <h1 dir="auto">{label === null ? name : <A to={pageOf(record.type, record.id)}>{name}</A>}</h1>
      </div>
      {revisions.length === 0 && <p>{texts.changes.none}</p>}
      <ol class="items">
        {revisions.map((revision) => (
          <li class="item">
            <A to={`/changes/${revision.number}`} class="title">
              #{revision.number}
            </A>
            <About set={revision} />
            <Differences of={revision.difference} />
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};
