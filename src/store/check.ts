import type { BaseView, Look } from '../model/define.ts';
import { deriveView } from '../model/derive.ts';
import { keyText, refsOf, type Key, type TypeName } from '../model/ids.ts';
import { contributionsOf, postingsOf, sortKeysOf, type Posting } from '../model/postings.ts';
import { TYPES } from '../model/types.ts';
import type { Stored } from './apply.ts';
import type { Finding } from './port.ts';
import { wordsOf } from './full-text.ts';
import { filedAs, isKept, type RootsHeld } from './roots.ts';

/** What an engine holds around one record. */
export type Held = {
  stored: Stored;
  /** What is stored at the addresses that the record refers to. */
  around: ReadonlyMap<string, Stored>;
  /** The records of a type that it gathers, in order of id. */
  gathered: (from: TypeName) => BaseView[];
  /** The key that a record is filed under by this posting in its first sort; null where it is not filed. */
  filed: (owner: Key, posting: Posting) => string | null;
  /** How many records refer to it. */
  referrers: number;
  roots: RootsHeld;
  /** The words that its text is found by; null where none are kept. */
  words: string | null;
};

const REWRITE = 'correct the record and write it again';
const RULE = 'it was taken before this was a rule; correct the record and write it again';
const ADVICE = 'nothing has to be done; look whether it is meant so';
export const REBUILD = 'export the graph with dictum export and import it into a new store';

/**
 * Compares what is stored of a record with what it should be: its references lead somewhere, it fits its schema, its
 * answer is what deriving it gives now, and it and what it adds to are filed where they belong.
 * @returns what is wrong, and how many times the record should stand in the index
 */
export const checkRecord = (key: Key, held: Held): { findings: Finding[]; postings: number } => {
  const findings: Finding[] = [];
  const add = (message: string, remedy: string): unknown => findings.push({ where: keyText(key), message, remedy });
  const { written, view } = held.stored;
  if (written === null) {
    if (view !== null) add('it was removed, but is still answered', REBUILD);
    if (held.words !== null) add('it was removed, but is still found by words', REBUILD);
    if (held.referrers > 0)
      add(
        `it was removed, but ${held.referrers} records refer to it`,
        'write the record again, or change those that refer to it',
      );
    return { findings, postings: 0 };
  }
  const type = TYPES[key.type];
  const { type: _type, ...record } = JSON.parse(written) as Record<string, unknown>;
  for (const issue of type.written.safeParse(record).error?.issues ?? [])
    add(`/${issue.path.join('/')}: ${issue.message}`, REWRITE);
  for (const target of refsOf(record, type.refs)) {
    if (!held.around.get(keyText(target))?.written)
      add(`refers to ${keyText(target)}, which is not there`, 'write that record, or change the reference');
  }
  const look: Look = (name: TypeName, id: string): any => {
    const json = held.around.get(keyText({ type: name, id }))?.view;
    return json ? JSON.parse(json) : null;
  };
  const at = (pointer: string, message: string): string => [pointer, message].filter(Boolean).join(': ');
  const remark =
    (kind: NonNullable<Finding['kind']>, remedy: string) =>
    (pointer: string, message: string): unknown =>
      findings.push({ where: keyText(key), message: at(pointer, message), remedy, kind });
  const derived = deriveView(key, record, look, (pointer, message) => add(at(pointer, message), REWRITE), {
    gathered: <V extends BaseView>(from: TypeName) => held.gathered(from) as V[],
    rule: remark('rule', RULE),
    advise: remark('advice', ADVICE),
  });
  if (JSON.stringify(derived) !== view) add('its derived fields differ from what they are derived from', REBUILD);
  if (wordsOf(key.type, record) !== held.words) add('its text is found by other words than it has', REBUILD);
  const own = postingsOf(derived);
  const misplaced = own.filter((posting) => held.filed(key, posting) !== sortKeysOf(derived)[0]);
  if (misplaced.length > 0)
    add(
      `it is not filed where it belongs: ${misplaced
        .slice(0, 3)
        .map((posting) => `${posting.filter} ${posting.value}`)
        .join(', ')}`,
      REBUILD,
    );
  const given = contributionsOf(derived);
  for (const { owner, posting } of given) {
    if (held.filed(owner, posting) === null)
      add(
        `${keyText(owner)} is not filed under ${posting.filter} ${posting.value}, which this record adds to it`,
        REBUILD,
      );
  }
  const counted = filedAs(held.roots.roots);
  if (held.roots.filed !== counted)
    add(`it is filed as resting on ${held.roots.filed} independent roots, and rests on ${counted}`, REBUILD);
  if (!isKept(held.roots)) add('its independent roots are kept otherwise than they are', REBUILD);
  return { findings, postings: own.length + given.length + Math.min(counted, 1) };
};
