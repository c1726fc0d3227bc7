import type { ComponentChildren } from 'preact';
import type { TypeName } from '../../model/ids.ts';
import { listReferring, type RecordAround, type Referring } from '../../queries/around.ts';
import type { Recorded } from '../../queries/recorded.ts';
import { A, filled, grouped, Name, pageOf, referenceText, useLabel, useTexts } from './context.tsx';
import { AllFields } from './fields.tsx';
import { leadOf } from './leads.tsx';
import { Names, type Named } from './names.tsx';
import { RecordedBy } from './recorded.tsx';

/** How many records are shown by name of those that refer to one by a field. */
const SHOWN = 5;

const Group = ({ group, around }: { group: Referring; around: RecordAround }) => {
  const texts = useTexts();
  const list = listReferring(group, around.view.id);
  const records = around.first
    .filter(({ field, record }) => field === group.field && record.type === group.type)
    .slice(0, SHOWN);
  const title = `${grouped(texts, group.count)} ${texts.types[group.type][group.count === 1 ? 0 : 1].toLowerCase()}`;
  const rest = group.count - records.length;
  return (
    <div>
      <dt>
        {referenceText(texts, group)} {list === null ? title : <A to={list}>{title}</A>}
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
          {rest > 0 && records.length > 0 && list !== null && (
            <li class="more">
              <A to={list}>{filled(texts.list.facetMore, { count: grouped(texts, rest) })}</A>
            </li>
          )}
        </ul>
      </dd>
    </div>
  );
};

/** What refers to a record; `told`: what its page tells elsewhere, as `type.field`. */
export const Around = ({ around, told }: { around: RecordAround; told: readonly string[] }) => {
  const texts = useTexts();
  const { type, id } = around.view;
  const groups = around.referring.filter((group) => !told.includes(`${group.type}.${group.field}`));
  return (
    <section aria-labelledby="around">
      <h2 id="around">{texts.around}</h2>
      {groups.length > 0 && (
        <dl class="fields">
          {groups.map((group) => (
            <Group group={group} around={around} />
          ))}
        </dl>
      )}
      <p>
        <A to={`/graph?from=${type}/${id}`}>{texts.seeGraph}</A>
      </p>
    </section>
  );
};

/** The fields that names stand in. */
const NAMES = ['name', 'alternativeNames', 'names'];

/** Types whose fields are for those who look closely: what people read stands above them. */
const FOLDED: readonly TypeName[] = ['passage', 'citation', 'check', 'snapshot', 'membership', 'relation'];

/** The page of a record of any type; `children` is what its type shows of its own, before all that it holds. */
export const RecordPage = ({
  around,
  recorded,
  title,
  kicker,
  lead,
  without = [],
  told = [],
  children,
}: {
  around: RecordAround;
  recorded: Recorded | null;
  /** In place of its label. */
  title?: string | undefined;
  kicker?: ComponentChildren;
  lead?: ComponentChildren;
  without?: readonly string[];
  /** What refers to it and is told by `children`, as `type.field`. */
  told?: readonly string[];
  children?: ComponentChildren;
}) => {
  const texts = useTexts();
  const { view } = around;
  const label = useLabel(view);
  const { description = null, names = [] } = view as { description?: string | null; names?: Named[] };
  return (
    <>
      <div class="opening">
        <p class="kicker">{kicker ?? texts.types[view.type][0]}</p>
        <h1 dir="auto">
          <Name lang={names.find(({ name }) => name === label)?.language ?? undefined}>{title ?? label}</Name>
        </h1>
        {lead ??
          leadOf(view) ??
          (description !== null && description !== view.label && <p class="lead">{description}</p>)}
        <Names names={names} shown={label} />
        <RecordedBy recorded={recorded} history={`${pageOf(view.type, view.id)}/revisions`} />
      </div>
      {children}
      <AllFields
        view={view}
        folded={FOLDED.includes(view.type)}
        without={['description', ...(names.length > 0 ? NAMES : []), ...without]}
      />
      <Around around={around} told={told} />
    </>
  );
};
