import type { ComponentChildren } from 'preact';
import type { Because } from '../../model/because.ts';
import { CSL_DATES } from '../../model/csl.ts';
import { cslDate, edtfDate } from '../../model/csl-read.ts';
import type { BaseView } from '../../model/define.ts';
import { isId, refPaths, TYPE_NAMES, type Key, type TypeName } from '../../model/ids.ts';
import { once } from '../../model/once.ts';
import { TYPES } from '../../model/types.ts';
import { Out, Ref, RefTo, Time, useTexts } from './context.tsx';
import { Directness } from './directness.tsx';
import { Reasons } from './facts.tsx';
import type { Texts } from './texts.ts';
import { Verification, type Verified } from './verification.tsx';

/*
 * All that a record holds, field by field, as the model defines it: a new field needs no entry here. What a field names
 * leads to its page.
 */

const SHOWN_ELSEWHERE: readonly string[] = ['type', 'id', 'label', 'revision'];
const TIMES: readonly string[] = [
  'said',
  'date',
  'from',
  'to',
  'period',
  'issued',
  'accessed',
  'retrieved',
  'checkedAt',
  'time',
];

/** The types that a path of fields leads to, list items left out. */
const refTypes = once((type: TypeName) => {
  const found = new Map<string, readonly TypeName[]>();
  for (const { path, types } of refPaths(TYPES[type].view))
    found.set(path.filter((step) => step !== '*').join('.'), types);
  return found;
});

/** "belongsTo" as "Belongs to". */
export const spelled = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The kind of a work in words, as CSL names it. */
export const workKind = ({ works }: Texts, kind: string): string => works[kind] ?? spelled(kind.replaceAll('_', ' '));

const WorkKind = ({ of }: { of: string }) => <>{workKind(useTexts(), of)}</>;

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

const Word = ({ name, value }: { name: string; value: string }) => {
  const texts = useTexts();
  if (name === 'mode') return <>{texts.modes[value] ?? value}</>;
  if (name === 'stance') return <>{texts.stances[value] ?? value}</>;
  if (name === 'directness' || name === 'mayBe') return <Directness of={value} />;
  if (name === 'verification') return <Verification of={{ status: value }} />;
  if (TIMES.includes(name)) return <Time at={value} />;
  if (/^https?:\/\//.test(value)) return <Out to={value}>{value}</Out>;
  if (/^[0-9a-f]{64}$/.test(value)) return <code class="sha">{value}</code>;
  if (/^[a-z]+\/[a-z0-9-]+$/.test(value) && TYPE_NAMES.includes(value.split('/')[0] as TypeName))
    return <RefTo to={value} />;
  return <bdi>{texts.values[name]?.[value] ?? value}</bdi>;
};

type At = { type: TypeName; path: string; name: string };

const isKey = (value: object): value is Key =>
  'type' in value && 'id' in value && Object.keys(value).length === 2 && TYPE_NAMES.includes((value as Key).type);

/** What a member of a CSL item says, where that is no text: a date, or a name with its parts. */
const cslWords = ({ type, path, name }: At, value: object): ComponentChildren => {
  if (type !== 'source' || !path.startsWith('csl.')) return null;
  const date = CSL_DATES.has(name) ? edtfDate(cslDate(value)) : null;
  if (date !== null) return <Time at={date} />;
  const { literal, given, family } = value as { literal?: string; given?: string; family?: string };
  return (literal ?? [given, family].filter((part) => part !== undefined).join(' ')) || null;
};

const Value = ({ value, at }: { value: unknown; at: At }): ComponentChildren => {
  const texts = useTexts();
  const types = refTypes(at.type).get(at.path);
  if (Array.isArray(value)) {
    const items = value as unknown[];
    if (at.name === 'because') return <Reasons because={items as Because[]} />;
    return (
      <ul class={items.every((item) => typeof item !== 'object') ? 'plain' : 'plain blocks'}>
        {items.map((item) => (
          <li>
            <Value value={item} at={at} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null) {
    if (isKey(value)) return <Ref type={value.type} id={value.id} />;
    const told = cslWords(at, value);
    if (told !== null) return <bdi>{told}</bdi>;
    if (at.name === 'verification') return <Verification of={value as Verified} />;
    return (
      <Fields
        type={at.type}
        path={`${at.path}.`}
        record={value as Record<string, unknown>}
        names={Object.keys(value)}
      />
    );
  }
  if (value === true) return <>{texts.yes}</>;
  if (typeof value !== 'string') return <>{String(value)}</>;
  if (at.path === 'csl.type') return <WorkKind of={value} />;
  if (types?.[0] !== undefined && isId(value)) return <Ref type={types[0]} id={value} />;
  return <Word name={at.name} value={value} />;
};

export const Fields = ({
  type,
  path = '',
  record,
  names,
}: {
  type: TypeName;
  path?: string;
  record: Readonly<Record<string, unknown>>;
  names: readonly string[];
}) => {
  const { fields } = useTexts();
  const shown = names.filter((name) => !isEmpty(record[name]));
  if (shown.length === 0) return null;
  return (
    <dl class="fields">
      {shown.map((name) => (
        <div>
          <dt>{fields[name] ?? spelled(name)}</dt>
          <dd>
            <Value value={record[name]} at={{ type, path: `${path}${name}`, name }} />
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** All of a record: what was written, and what follows from it. */
export const AllFields = ({
  view,
  folded = false,
  without = [],
}: {
  view: BaseView;
  folded?: boolean;
  without?: readonly string[];
}) => {
  const texts = useTexts();
  const record = view as unknown as Record<string, unknown>;
  const names = Object.keys(record).filter((name) => !SHOWN_ELSEWHERE.includes(name) && !without.includes(name));
  const derived = new Set(Object.keys(TYPES[view.type].derived.shape));
  const written = names.filter((name) => !derived.has(name) || name in TYPES[view.type].written.shape);
  const rest = names.filter((name) => !written.includes(name) && !isEmpty(record[name]));
  if (rest.length === 0 && written.every((name) => isEmpty(record[name]))) return null;
  const all = (
    <>
      <Fields type={view.type} record={record} names={written} />
      {rest.length > 0 && (
        <details>
          <summary>{texts.derivedFrom}</summary>
          <Fields type={view.type} record={record} names={rest} />
        </details>
      )}
    </>
  );
  return (
    <section aria-labelledby="all">
      <h2 id="all">{texts.recordedAs}</h2>
      {folded ? (
        <details>
          <summary>{texts.fieldByField}</summary>
          {all}
        </details>
      ) : (
        all
      )}
    </section>
  );
};
