import type { Readable } from 'node:stream';
import { keyOf, keyText, mapRefs, type Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Mention, Store } from '../store/port.ts';
import { withMeant } from '../store/meant.ts';
import { ndjsonLines, parseLine, placesOf, recordsIn, refusalOf, type UnreadLine } from './read-line.ts';
import { Seen } from './seen.ts';
import type { Line } from './records.ts';
import { Refused, withoutRefused, type Place, type Refusal } from './refused.ts';

/**
 * Of so many lines at most everything is rehearsed; of more, what each says by itself and whether its references lead
 * somewhere.
 */
const WHOLE = 20_000;
/** After so many faulty lines the rest is not read. */
const MOST_FAULTY = 1000;
/** How many ids are looked up at a time. */
const PAGE = 1000;

/**
 * `whole`: whether also what follows from the records together was rehearsed; `remarks`: what would be taken, but
 * somebody should know.
 */
export type Rehearsed = { lines: number; records: number; whole: boolean; remarks: Refusal[] };

/** What a reference that leads nowhere yet was found in. */
type Reference = Place & { record: string; pointer: string };

/** References to what no line has brought so far. */
class Unresolved {
  private readonly known = new Set<string>();
  private readonly waiting = new Map<string, Reference>();

  add({ change: { key, record }, place }: Line): void {
    this.bring(keyText(key));
    mapRefs(record, TYPES[key.type].refs, (target, pointer) => {
      this.mention({ key, pointer, target }, place);
      return undefined;
    });
  }

  addUnread({ refusals, mentions, place }: UnreadLine): void {
    for (const { record } of refusals) this.bring(record);
    for (const mention of mentions) this.mention(mention, place);
  }

  /** What is brought is no reference to nothing, also where it is refused itself. */
  private bring(address: string): void {
    this.known.add(address);
    this.waiting.delete(address);
  }

  private mention({ key, pointer, target }: Mention, place: Place): void {
    const text = keyText(target);
    if (!this.known.has(text) && !this.waiting.has(text))
      this.waiting.set(text, { ...place, record: keyText(key), pointer });
  }

  /** Those that the store does not have either. */
  async refusals(store: Store): Promise<Refusal[]> {
    const refusals: (Refusal & { missing: Key })[] = [];
    const waiting = [...this.waiting];
    for (let i = 0; i < waiting.length; i += PAGE) {
      const some = waiting.slice(i, i + PAGE);
      const { readings } = await store.read(some.map(([text]): Key => keyOf(text)));
      readings.forEach(({ state, key }, at) => {
        if (state === 'found' || state === 'moved') return;
        const message = state === 'deleted' ? `${key.type} ${key.id} was deleted` : `there is no ${key.type} ${key.id}`;
        refusals.push({ ...some[at]![1], message, missing: key });
      });
    }
    return withMeant(store, refusals);
  }
}

/**
 * Says what an import would refuse, all of it, and writes nothing.
 * @throws Refused with everything that was found wrong, the first of them in the order of the lines
 */
export const rehearseLines = async (
  store: Store,
  file: string,
  input: Readable,
  { acceptExisting = false, most = WHOLE }: { acceptExisting?: boolean; most?: number } = {},
): Promise<Rehearsed> => {
  const unread: UnreadLine[] = [];
  const seen = new Seen();
  const references = new Unresolved();
  let [lines, records] = [0, 0];
  let readTo: number | null = null;
  let held: Map<string, Line> | null = new Map();
  for await (const line of ndjsonLines(file, input)) {
    lines = line.number;
    const parsed = parseLine(file, line);
    if (parsed === null) continue;
    if (!('change' in parsed)) {
      unread.push(parsed);
      references.addUnread(parsed);
    } else {
      records += 1;
      const refusals = seen.refusalOf(parsed);
      if (refusals.length > 0) unread.push({ ...parsed, refusals, mentions: [] });
      references.add(parsed);
      held?.set(keyText(parsed.change.key), parsed);
      if (held !== null && held.size > most) held = null;
    }
    if (unread.length < MOST_FAULTY) continue;
    readTo = lines;
    break;
  }
  const refusals = unread.flatMap((line) => line.refusals);
  const remarks: Refusal[] = [];
  if (held === null) refusals.push(...(readTo === null ? await references.refusals(store) : []));
  else {
    const report = await store.write(
      [...held.values()].map(({ change }) => change),
      { rehearsal: true, acceptExisting, mentions: unread.flatMap(({ mentions }) => mentions) },
    );
    const places = placesOf(held, unread);
    if (report.written) remarks.push(...(report.remarks ?? []).map((remark) => refusalOf(places, file, remark)));
    const problems = report.written ? [] : withoutRefused(report.problems, recordsIn(unread));
    // What no line has brought may be in one that was not read.
    const sound = readTo === null ? problems : problems.filter(({ missing }) => missing === undefined);
    refusals.push(...(await withMeant(store, sound)).map((problem) => refusalOf(places, file, problem)));
  }
  if (refusals.length > 0)
    throw new Refused(
      refusals.toSorted((a, b) => a.line - b.line),
      { readTo },
    );
  return { lines, records, whole: held !== null, remarks };
};
