import type { ComponentChildren } from 'preact';
import { listReferring, type RecordAround, type Referring } from '../../queries/around.ts';
import { A, grouped, Name, pageOf, useTexts } from './context.tsx';
import { AllFields } from './fields.tsx';
import { Names, type Named } from './names.tsx';

/** How many records are shown by name of those that refer to one by a field. */
const SHOWN = 5;

const Group = ({ group, around }: { group: Referring; around: RecordAround }) => {
  const texts = useTexts();
  const list = listReferring(group, around.view.id);
  const records = around.first
    .filter(({ field, record }) => field === group.field && record.type === group.type)
    .slice(0, SHOWN);
  const title = `${grouped(texts, group.count)} ${texts.types[group.type]![group.count === 1 ? 0 : 1].toLowerCase()}`;
  return (
    <div>
      <dt>
        {list === null ? title : <A to={list}>{title}</A>} <small>{texts.fields[group.field] ?? group.field}</small>
      </dt>
      <dd>
        <ul class="plain">
          {records.map(({ record }) => (
            <li>
              <A to={pageOf(record.type, record.id)}>
                <Name>{record.label}</Name>
              </A>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
};

/** What refers to a record. */
export const Around = ({ around }: { around: RecordAround }) => {
  const texts = useTexts();
  const { type, id } = around.view;
  return (
    <section aria-labelledby="around">
      <h2 id="around">{texts.around}</h2>
      <dl class="fields">
        {around.referring.map((group) => (
          <Group group={group} around={around} />
        ))}
      </dl>
      <p>
        <A to={`/graph?from=${type}/${id}`}>{texts.seeGraph}</A>
      </p>
    </section>
  );
};

/** The fields that names stand in. */
const NAMES = ['name', 'alternativeNames', 'names'];

/** The page of a record of any type; `children` is what its type shows of its own, before all that it holds. */
export const RecordPage = ({
  around,
  kicker,
  lead,
  without = [],
  children,
}: {
  around: RecordAround;
  kicker?: ComponentChildren;
  lead?: ComponentChildren;
  without?: readonly string[];
  children?: ComponentChildren;
}) => {
  const texts = useTexts();
  const { view } = around;
  const { description = null, names = [] } = view as { description?: string | null; names?: Named[] };
  return (
    <>
      <div class="opening">
        <p class="kicker">{kicker ?? texts.types[view.type]![0]}</p>
        <h1 dir="auto">{view.label}</h1>
        {lead ?? (description !== null && description !== view.label && <p class="lead">{description}</p>)}
      </div>
      {children}
      <Names names={names} />
      <AllFields view={view} without={['description', ...(names.length > 0 ? NAMES : []), ...without]} />
      <Around around={around} />
    </>
  );
};
