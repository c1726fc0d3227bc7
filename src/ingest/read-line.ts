import { keyText, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { valueMeant } from '../model/words-meant.ts';
import type { Mention, Problem } from '../store/port.ts';
import { hasNameTwice } from './json-text.ts';
import type { TextLine } from './lines.ts';
import { parseRecord, type Line, type Place, type Refusal } from './records.ts';

/** A line that is refused by itself, and what it refers to all the same. */
export type UnreadLine = { place: Place; refusals: Refusal[]; mentions: Mention[] };

/** A line as a change; null where nothing stands there. */
export const parseLine = (file: string, line: TextLine): Line | UnreadLine | null => {
  const place = { file, line: line.number };
  const refuse = (
    record: string,
    faults: { pointer: string; message: string }[],
    mentions: Mention[] = [],
  ): UnreadLine => ({ place, refusals: faults.map((fault) => ({ ...place, record, ...fault })), mentions });
  const refuseLine = (message: string) => refuse('the line', [{ pointer: '', message }]);
  if ('fault' in line) return refuseLine(line.fault);
  if (line.text.trim() === '') return null;
  let raw: { type?: unknown; id?: unknown } | null;
  try {
    raw = JSON.parse(line.text);
  } catch (error) {
    return refuseLine(`not JSON: ${(error as Error).message}`);
  }
  if (hasNameTwice(line.text, raw)) return refuseLine('a name stands twice in one object; leave one of the two out');
  const { type, ...record } = raw ?? {};
  const name = TYPE_NAMES.find((known) => known === type);
  if (name === undefined)
    return refuse('the line', [
      {
        pointer: '/type',
        message:
          `${JSON.stringify(type) ?? 'nothing'} is not a type${valueMeant(String(type), TYPE_NAMES)}; ` +
          `types: ${TYPE_NAMES.join(', ')}`,
      },
    ]);
  const parsed = parseRecord(name satisfies TypeName, record);
  if ('change' in parsed) return { change: parsed.change, place, characters: line.text.length };
  const key = { type: name, id: String(record.id) };
  return refuse(
    keyText(key),
    parsed.faults,
    parsed.references.map((reference) => ({ key, ...reference })),
  );
};

/** The records that lines are refused for. */
export const recordsIn = (unread: readonly UnreadLine[]): Set<string> =>
  new Set(unread.flatMap(({ refusals }) => refusals.map(({ record }) => record)));

/** Where each record stands, also one that cannot be read. */
export const placesOf = (
  lines: ReadonlyMap<string, Line>,
  unread: readonly UnreadLine[],
): Map<string, { place: Place }> =>
  new Map<string, { place: Place }>([...unread.map((line) => [line.refusals[0]!.record, line] as const), ...lines]);

type Places = ReadonlyMap<string, { place: Place }>;
export const refusalOf = (places: Places, file: string, { key, pointer, message }: Problem): Refusal => ({
  file,
  line: places.get(keyText(key))?.place.line ?? 0,
  record: keyText(key),
  pointer,
  message,
});
