import { DictumError, type Fault } from '../model/errors.ts';
import { keyOf, keyText, type TypeName } from '../model/ids.ts';
import { filterFiledAs, referredBy } from '../model/index-keys.ts';
import type { Condition } from '../model/query.ts';
import { absentText, MOST_SOUGHT } from '../store/meant.ts';
import type { Questions } from '../store/port.ts';

/** How many ids that are not there are told. */
const MOST_TOLD = 100;

/**
 * Sees to it that the ids by which a list is filtered are there; one that was merged leads to the other.
 * @throws DictumError `invalid-parameters` with `unknown-record` for each that is not, and what was probably meant
 */
export const refuseUnknown = async (store: Questions, type: TypeName, where: readonly Condition[]): Promise<void> => {
  const asked = new Map<string, string>();
  for (const { filter, any, none } of where) {
    const ref = referredBy(type, filter);
    if (ref === null) continue;
    for (const id of [...any, ...none]) asked.set(keyText({ type: ref, id }), filterFiledAs(type, filter)!.name);
  }
  if (asked.size === 0) return;
  const texts = [...asked.keys()];
  const labels = await store.labels(texts.map(keyOf));
  const unknown = texts.filter((_, i) => labels[i] === null).map(keyOf);
  if (unknown.length === 0) return;
  const { readings } = await store.read(unknown);
  const absent = readings.filter(({ state }) => state === 'absent' || state === 'deleted').slice(0, MOST_TOLD);
  const faults = await Promise.all(
    absent.map(async ({ state, key }, i): Promise<Fault> => {
      const parameter = asked.get(keyText(key))!;
      const none = `there is no ${key.type} ${key.id}`;
      const detail =
        state === 'deleted'
          ? `${key.type} ${key.id} was deleted`
          : i < MOST_SOUGHT
            ? await absentText(store, key)
            : none;
      return { parameter, code: 'unknown-record', detail };
    }),
  );
  if (faults.length === 0) return;
  const names = [...new Set(faults.map((fault) => ('parameter' in fault ? fault.parameter : '')))];
  throw new DictumError('invalid-parameters', `no record is there for ${names.join(', ')}: ${faults[0]!.detail}`, {
    faults,
  });
};
