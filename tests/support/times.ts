import fc from 'fast-check';
import { Edtf } from '../../src/model/edtf.ts';

/*
 * Times of every form that is taken, most of them near one another, so that they meet.
 */

const padded =
  (length: number) =>
  (number: number): string =>
    String(number).padStart(length, '0');
const year = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 2024, max: 2026 }).map(padded(4)) },
  { weight: 1, arbitrary: fc.constantFrom('0000', '0001', '-0001', '-0044', '1999', '9999', '-9999') },
);
const month = fc
  .oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.constant(12) })
  .map(padded(2));
const day = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: 18, max: 22 }) },
    { weight: 2, arbitrary: fc.constantFrom(1, 28, 29, 31) },
  )
  .map(padded(2));
const calendar = fc.oneof(
  year,
  fc.tuple(year, month).map((parts) => parts.join('-')),
  fc.tuple(year, month, day).map((parts) => parts.join('-')),
);
const clock = fc.constantFrom('00:00:00', '00:00', '23:30:00', '10:15:00.5', '24:00:00', '04:59:59');
const zone = fc.constantFrom('Z', '', '-05:00', '+14:00', '-12:00', '+05:30');
const instant = fc.tuple(year, month, day, clock, zone).map(([y, m, d, c, z]) => `${y}-${m}-${d}T${c}${z}`);
const qualified = fc.tuple(calendar, fc.constantFrom('', '', '~', '?', '%')).map((parts) => parts.join(''));
const end = fc.oneof(
  { weight: 4, arbitrary: qualified },
  { weight: 1, arbitrary: instant },
  { weight: 2, arbitrary: fc.constantFrom('..', '') },
);

/** A time: most of the forms that Edtf takes. */
export const time: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 3, arbitrary: qualified },
    { weight: 2, arbitrary: instant },
    { weight: 3, arbitrary: fc.tuple(end, end).map((parts) => parts.join('/')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '2025-21',
        '2025-24',
        '202X',
        '199X',
        '20XX',
        '-000X',
        'XXXX',
        '2025-XX',
        '2025-02-XX',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('Y12025', 'Y-12025', 'Y25933', 'Y99999', 'Y170000002', 'Y-170000002', 'Y-99999'),
    },
  )
  .filter((text) => Edtf.safeParse(text).success);
