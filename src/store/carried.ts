import { keyText, type Key } from '../model/ids.ts';
import { withMerged } from '../model/merging.ts';

type Written = Record<string, unknown>;
type Pending = { key: Key; record: Written | null; movedTo: string | null };

/** What a write is of: what stands at an address as it is stored and as the write leaves it, and where merges lead in the end. */
type Records = {
  stored: (text: string) => Written | null;
  record: (text: string) => Written | null;
  end: (key: Key) => Promise<Key | null>;
};

/** What records are merged into takes over what they were called, and their links and terms. */
export const carryMerged = async (pending: Map<string, Pending>, { stored, record, end }: Records): Promise<void> => {
  for (const { key, movedTo } of pending.values()) {
    const other = stored(keyText(key));
    const into = movedTo === null || other === null ? null : await end(key);
    const own = into === null ? null : record(keyText(into));
    if (into === null || own === null) continue;
    const whole = withMerged(into, own, key, other!);
    if (JSON.stringify(whole) !== JSON.stringify(own))
      pending.set(keyText(into), { key: into, record: whole, movedTo: null });
  }
};
