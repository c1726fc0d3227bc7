import { textFault } from './unseen-characters.ts';
import { pointerPart } from './addresses.ts';
import { CSL_DATES, type CslItem } from './csl.ts';
import { edtfOf, givenDate, isPossible, type DateParts } from './csl-read.ts';

/*
 * What is refused of a CSL-JSON item, wherever in it, although it could be stored.
 */

/** Whether the end of a range may lie at or after its start: compared as far as both are given. */
const isBefore = (to: DateParts, from: DateParts): boolean => {
  for (const [i, part] of to.entries()) {
    const other = from[i];
    if (part === undefined || other === undefined || (i === 1 && (part > 12 || other > 12))) return false;
    if (part !== other) return part < other;
  }
  return false;
};

const DATE_REMEDY =
  'give [year], [year, month] or [year, month, day] as the calendar has them, or the words of the source as literal';

const dateFault = (value: CslItem['issued']): string | null => {
  const date = givenDate(value);
  if (date === null || 'words' in date) return null;
  const impossible = date.parts.find((parts) => !isPossible(parts!));
  if (impossible !== undefined) return `there is no such date as ${impossible.join('-')}; ${DATE_REMEDY}`;
  const [from, to] = date.parts;
  return to !== undefined && isBefore(to, from)
    ? `the range ends at ${edtfOf(to)}, before it begins at ${edtfOf(from)}; give the earlier date first`
    : null;
};

/** How long an item may be as JSON, in UTF-16 units. */
const LONGEST = 500_000;

/** Everything wrong with an item: where in it, and the remedy. */
export const cslFaults = function* (item: CslItem): Generator<[pointer: string, message: string]> {
  const { length } = JSON.stringify(item);
  if (length > LONGEST)
    yield [
      '',
      `the item is ${length} long as JSON, more than ${LONGEST}; leave out what is not about the work itself, such ` +
        'as its reference list',
    ];
  for (const name of CSL_DATES) {
    const fault = typeof item[name] === 'string' ? dateFault(item[name]) : null;
    if (fault !== null) yield [`/${name}`, fault];
  }
  yield* faultsIn(item, '');
};

const faultsIn = function* (value: unknown, pointer: string): Generator<[pointer: string, message: string]> {
  if (typeof value === 'string') {
    const fault = textFault(value);
    if (fault !== null) yield [pointer, fault];
  } else if (typeof value === 'object' && value !== null) {
    const fault = 'date-parts' in value || 'raw' in value ? dateFault(value as CslItem['issued']) : null;
    if (fault !== null) yield [pointer, fault];
    for (const [name, member] of Object.entries(value)) yield* faultsIn(member, `${pointer}/${pointerPart(name)}`);
  }
};
