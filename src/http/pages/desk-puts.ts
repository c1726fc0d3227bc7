import { slugOf } from '../../draft/ids.ts';
import type { TypeName } from '../../model/ids.ts';
import type { Questions } from '../../store/port.ts';

/*
 * Records that forms of the desk make on the spot.
 */

export type Put = { op: 'put'; type: TypeName; id: string; revision: null; record: Record<string, unknown> };

export const put = (type: TypeName, id: string, record: Record<string, unknown>): Put => ({
  op: 'put',
  type,
  id,
  revision: null,
  record,
});

/** "new person: Ada Adams", as a field names somebody whom the graph does not know. */
const NEW = /^\s*new\s+(person|state|institution|group)\s*:\s*(\S.*)$/iu;

/** Those whom a field names, whole addresses or ids alone, with the actors that are made on the spot. */
export const actorsIn = (field: string | null): { ids: string[]; added: Put[] } => {
  const added: Put[] = [];
  const ids = (field ?? '').split(',').flatMap((part) => {
    const found = NEW.exec(part);
    if (found === null)
      return part
        .split(/\s+/u)
        .map((id) => id.replace(/^actor\//u, ''))
        .filter((id) => id !== '');
    const [kind, name] = [found[1]!.toLowerCase(), found[2]!.replace(/\s+/gu, ' ').trim()];
    const made = put('actor', slugOf(name), { kind, name });
    added.push(made);
    return [made.id];
  });
  return { ids, added };
};

const nameOf = ({ name, csl }: Record<string, unknown>): unknown =>
  name ?? (csl as { title?: unknown } | undefined)?.title;

/** Changes without actors and documents that are new no more, as where one form made them and another names them again. */
export const withoutMade = async <C extends { op: string; type: TypeName; id: string }>(
  store: Questions,
  changes: readonly C[],
): Promise<C[]> => {
  const isNew = (change: C): change is C & Put =>
    change.op === 'put' &&
    (change as Partial<Put>).revision === null &&
    (change.type === 'actor' || change.type === 'source');
  const asked = changes.filter(isNew);
  if (asked.length === 0) return [...changes];
  const { readings } = await store.read(asked.map(({ type, id }) => ({ type, id })));
  const made = new Set<C>(
    asked.filter(({ record }, i) => {
      const reading = readings[i]!;
      return (
        reading.state === 'found' && nameOf(JSON.parse(reading.json) as Record<string, unknown>) === nameOf(record)
      );
    }),
  );
  return changes.filter((change) => !made.has(change));
};
