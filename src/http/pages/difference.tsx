import { useTexts } from './context.tsx';
import { spelled } from './fields.tsx';

/** A field in which two states of a record differ; what was not there is left out. */
export type Differing = { field: string; before?: unknown; after?: unknown };

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.values(value).every(isNothing));

/** A value of a field as it is written: a text as it is, lists a line each. */
const written = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(written).join('\n');
  return JSON.stringify(value, (_name, part: unknown) => (part === null ? undefined : part));
};

/** What differs between two states of a record, field by field; fields that nothing stands in are left out. */
export const Difference = ({ of }: { of: readonly Differing[] }) => {
  const { fields, changes } = useTexts();
  const told = of.filter(({ field, before, after }) => field !== 'id' && !(isNothing(before) && isNothing(after)));
  if (told.length === 0) return null;
  return (
    <dl class="fields difference">
      {told.map(({ field, before, after }) => (
        <div>
          <dt>{fields[field] ?? spelled(field)}</dt>
          <dd>
            {!isNothing(before) && (
              <del dir="auto">
                <span class="unseen">{changes.before} </span>
                {written(before)}
              </del>
            )}
            {!isNothing(after) && (
              <ins dir="auto">
                <span class="unseen">{changes.after} </span>
                {written(after)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};
