import type { ChangeSet } from '../log/history.ts';
import type { State } from '../log/state.ts';
import type { Key } from '../model/ids.ts';
import { hiddenFields } from './operations.ts';

/** What stood at an address: the record as it is written, that it was deleted or merged, or null for nothing. */
const stateAnswer = (key: Key, state: State, texts: boolean): object | null => {
  if (state === null) return null;
  if (state.movedTo !== null) return { id: key.id, mergedInto: state.movedTo };
  if (state.written === null) return { id: key.id, deleted: true };
  const hidden = hiddenFields(key, texts);
  return Object.fromEntries(
    Object.entries(JSON.parse(state.written) as object).filter(([name]) => !hidden.includes(name)),
  );
};

/** A change set as it is answered. */
export const changeSetAnswer = ({ number, at, by, comment, kind, changes }: ChangeSet, texts: boolean): object => ({
  number,
  at,
  by,
  comment,
  kind,
  changes: changes.map(({ key, before, after }) => ({
    type: key.type,
    id: key.id,
    before: stateAnswer(key, before, texts),
    after: stateAnswer(key, after, texts),
  })),
});
