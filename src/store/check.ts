import type { BaseView, Look } from '../model/define.ts';
import { deriveView } from '../model/derive.ts';
import { keyText, refsOf, type Key, type TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Stored } from './stored.ts';
import type { Finding } from './port.ts';
import { parsedOrNull } from './json.ts';

/** What is known of an address: whether a record stands there, its answer, and whether that is known to be damaged. */
export type Around = { isRecord: boolean; view: string | null; isDamaged?: boolean };

/** What an engine holds around one record. */
export type Held = {
  stored: Stored;
  /** What of it has another checksum than it was saved with. */
  damage?: 'written' | 'derived' | null;
  /** What stands at the addresses that the record refers to, or is merged into: an answer, or that of a record. */
  around: ReadonlyMap<string, Around>;
  /** The records of a type that it gathers, in order of id. */
  gathered: (from: TypeName) => BaseView[];
  /** How many records refer to it. */
  referrers: number;
};

const REWRITE = 'correct the record and write it again';
const RULE = 'it was taken before this was a rule; correct the record and write it again';
const ADVICE = 'nothing has to be done; look whether it is meant so';
const RESTORE = 'write the record again, or restore the store from a backup (dictum restore)';
const LOST =
  'restore the store from a backup (dictum restore); or run dictum check --repair, and write the record again after that';
/** For whatever follows from the records. */
export const REPAIR = 'run dictum check --repair, which makes all that follows from the records anew';

/** What a record refers to or is merged into: what a check of it has to have around. */
export const aroundOf = (key: Key, { written, movedTo }: Stored): Key[] => [
  ...(movedTo === null ? [] : [{ type: key.type, id: movedTo }]),
  ...refsOf(parsedOrNull(written), TYPES[key.type].refs),
];

/**
 * Compares what is stored of a record with what it should be: it can be read, fits its schema and refers to what is
 * there, and its answer is what deriving it gives now.
 */
export const checkRecord = (
  key: Key,
  { stored: { written, view, movedTo }, damage = null, around, gathered, referrers }: Held,
): Finding[] => {
  const findings: Finding[] = [];
  const add = (message: string, remedy: string): unknown => findings.push({ where: keyText(key), message, remedy });
  if (damage !== null) {
    const what = damage === 'written' ? 'what is written of it' : 'what is derived of it';
    add(`${what} is damaged: its checksum is another than it was saved with`, damage === 'written' ? LOST : REPAIR);
    return findings;
  }
  if (written === null) {
    if (view !== null) add('it was removed, but is still answered', REPAIR);
    if (referrers > 0)
      add(
        `it was removed, but ${referrers} records refer to it`,
        'write the record again, or change those that refer to it',
      );
    if (movedTo !== null && !around.has(keyText({ type: key.type, id: movedTo })))
      add(`it was merged into ${key.type}/${movedTo}, which is not there`, RESTORE);
    return findings;
  }
  const record = parsedOrNull(written);
  if (record === null) {
    add('what is written of it cannot be read: it is no JSON', RESTORE);
    return findings;
  }
  const type = TYPES[key.type];
  for (const issue of type.written.safeParse(record).error?.issues ?? [])
    add(`/${issue.path.join('/')}: ${issue.message}`, REWRITE);
  for (const target of refsOf(record, type.refs)) {
    if (!around.get(keyText(target))?.isRecord)
      add(`refers to ${keyText(target)}, which is not there`, 'write that record, or change the reference');
  }
  // What rests on a record that is damaged cannot be told.
  if ([...around.values()].some(({ isDamaged }) => isDamaged)) return findings;
  const look: Look = (name: TypeName, id: string): any =>
    parsedOrNull(around.get(keyText({ type: name, id }))?.view ?? 'null');
  const at = (pointer: string, message: string): string => [pointer, message].filter(Boolean).join(': ');
  const remark =
    (kind: NonNullable<Finding['kind']>, remedy: string) =>
    (pointer: string, message: string): unknown =>
      findings.push({ where: keyText(key), message: at(pointer, message), remedy, kind });
  try {
    const derived = deriveView(key, record, look, (pointer, message) => add(at(pointer, message), REWRITE), {
      gathered: <V extends BaseView>(from: TypeName) => gathered(from) as V[],
      rule: remark('rule', RULE),
      advise: remark('advice', ADVICE),
    });
    if (JSON.stringify(derived) !== view) add('its derived fields differ from what they are derived from', REPAIR);
  } catch (error) {
    add(`nothing can be derived of it: ${(error as Error).message}`, REWRITE);
  }
  return findings;
};
