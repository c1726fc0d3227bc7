import type { Readable } from 'node:stream';
import { keyText, TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { valueMeant } from '../model/words-meant.ts';
import type { Mention, Problem } from '../store/port.ts';
import { hasNameTwice } from './json-text.ts';
import { linesOf, type TextLine } from './lines.ts';
import { parseRecord, type Line } from './records.ts';
import { Refused, type Place, type Refusal } from './refused.ts';

/** A line that is refused by itself, and what it refers to all the same. */
export type UnreadLine = { place: Place; refusals: Refusal[]; mentions: Mention[] };

/**
 * What the first line of a file that is not blank, and the one behind it, tell of a file in another form, in which each
 * line would be refused; null for NDJSON.
 */
const otherForm = (line: TextLine, behind: TextLine | null): string | null => {
  if ('fault' in line) return line.fault.startsWith('UTF-16') ? line.fault : null;
  const text = line.text.trim();
  if (text.startsWith('[') && !text.endsWith(']'))
    return "a JSON array over several lines, where each record has to be a line; make lines of it: jq -c '.[]'";
  // One that is cut off there has nothing behind it, or another record.
  const goesOn = behind !== null && 'text' in behind && /^\s*["}]/.test(behind.text);
  if (goesOn && text.startsWith('{') && ['{', '[', ','].includes(text.at(-1)!))
    return 'JSON over several lines, where each record has to be a line; make lines of it: jq -c .';
  if (/^(?:#|---|[a-z-]+:(?:\s|$))/.test(text))
    return 'no NDJSON, in which each line is a record as JSON; a data file in YAML is taken by dictum seed';
  return null;
};

const isBlank = (line: TextLine): boolean => 'text' in line && line.text.trim() === '';

/**
 * The lines of a file of NDJSON, which may be blank.
 * @throws Refused where the first ones say that the file is in another form
 */
export async function* ndjsonLines(file: string, input: Readable): AsyncGenerator<TextLine> {
  let first: TextLine | null = null;
  let isChecked = false;
  const check = (line: TextLine, behind: TextLine | null): void => {
    const form = otherForm(line, behind);
    if (form !== null) throw new Refused([{ file, line: line.number, record: 'the file', pointer: '', message: form }]);
    isChecked = true;
  };
  for await (const line of linesOf(input)) {
    if (isChecked || (first === null && isBlank(line))) yield line;
    else if (first === null) first = line;
    else {
      check(first, line);
      yield first;
      yield line;
    }
  }
  if (first === null || isChecked) return;
  check(first, null);
  yield first;
}

/** What a parser says of a text that is not JSON, with the character (from 1) from which on it is none, where it tells that. */
const notJson = (text: string, error: Error): { message: string; column?: number } => {
  const [, said, position] = /^(.*?)(?:(?: in JSON)? at position (\d+).*)?$/s.exec(error.message)!;
  const isCut = position !== undefined && Number(position) >= text.trimEnd().length;
  if (isCut || /Unexpected end|Unterminated/.test(said!))
    return {
      message: 'not JSON: the line ends before its record does; was the file cut off?',
      column: text.length + 1,
    };
  return {
    message: `not JSON: ${said}; write lines by a program that writes JSON, such as jq -c`,
    ...(position !== undefined && { column: Number(position) + 1 }),
  };
};

/** A line as a change; null where nothing stands there. */
export const parseLine = (file: string, line: TextLine): Line | UnreadLine | null => {
  const place = { file, line: line.number };
  const refuse = (
    record: string,
    faults: { pointer: string; message: string }[],
    mentions: Mention[] = [],
  ): UnreadLine => ({ place, refusals: faults.map((fault) => ({ ...place, record, ...fault })), mentions });
  const refuseLine = (message: string, column?: number): UnreadLine => ({
    place,
    refusals: [{ ...place, ...(column !== undefined && { column }), record: 'the line', pointer: '', message }],
    mentions: [],
  });
  if ('fault' in line) return refuseLine(line.fault, line.column);
  if (isBlank(line)) return null;
  let raw: { type?: unknown; id?: unknown } | null;
  try {
    raw = JSON.parse(line.text);
  } catch (error) {
    const { message, column } = notJson(line.text, error as Error);
    return refuseLine(message, column);
  }
  if (Array.isArray(raw)) return refuseLine("an array; each record has to be a line of its own: jq -c '.[]'");
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
