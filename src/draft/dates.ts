/*
 * Dates as people write them in texts and footnotes, in EDTF. Names of months come from Intl, so a language is added by
 * its tag.
 */

/** A date in a text: EDTF, and where it stands in UTF-16 units. */
export type DateFound = { edtf: string; start: number; end: number };

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ru', 'uk', 'ar', 'fa', 'id'];

const plain = (text: string): string => text.toLocaleLowerCase('en').normalize('NFC').replace(/\.$/u, '');

/** Numbers of months by their names, whole and short, by themselves and beside a day. */
const MONTHS = new Map<string, number>(
  LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(2025, at, 15))).flatMap((date, at) => {
        const settings = { calendar: 'gregory', timeZone: 'UTC', month } as const;
        const alone = new Intl.DateTimeFormat(language, settings).format(date);
        const beside = new Intl.DateTimeFormat(language, { ...settings, day: 'numeric' })
          .formatToParts(date)
          .find(({ type }) => type === 'month')!.value;
        return [alone, beside].map((name): [string, number] => [plain(name), at + 1]);
      }),
    ),
  ),
);
MONTHS.set('sept', 9);

const NAMES = [...MONTHS.keys()]
  .filter((name) => /^\p{L}[\p{L}\p{M}. ]+$/u.test(name) && name.length > 2)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.]/gu, '\\.'))
  .join('|');

const two = (number: number): string => String(number).padStart(2, '0');

/** EDTF of a day, or of what is known of it; null where there is no such day. */
const edtfOf = (year: number, month?: number, day?: number): string | null => {
  if (month === undefined) return String(year);
  if (month < 1 || month > 12) return null;
  if (day === undefined) return `${year}-${two(month)}`;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? `${year}-${two(month)}-${two(day)}` : null;
};

/** Day and month in figures: which is which shows only where one is over 12, or where points part them. */
const figures = (first: number, second: number, year: number, joint: string): string | null => {
  if (joint === '.' || first > 12) return edtfOf(year, second, first);
  if (second > 12) return edtfOf(year, first, second);
  return first === second ? edtfOf(year, first, second) : edtfOf(year);
};

const YEAR = '((?:1[89]|20)\\d\\d)';
const SUFFIX = '(?:st|nd|rd|th|er|º|\\.)?';
type Form = [RegExp, (groups: string[]) => string | null];
const month = (name: string): number => MONTHS.get(plain(name))!;

const FORMS: readonly Form[] = [
  [/\b((?:1[89]|20)\d\d)-(\d\d)-(\d\d)\b/gu, ([y, m, d]) => edtfOf(+y!, +m!, +d!)],
  [/(?<!\d)((?:1[89]|20)\d\d)年(\d{1,2})月(?:(\d{1,2})[日号])?/gu, ([y, m, d]) => edtfOf(+y!, +m!, d ? +d : undefined)],
  [
    new RegExp(`(?<![\\p{L}\\d])(\\d{1,2})([./])(\\d{1,2})\\2${YEAR}(?!\\d)`, 'gu'),
    ([a, joint, b, y]) => figures(+a!, +b!, +y!, joint!),
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\d])(\\d{1,2})${SUFFIX}\\s+(?:de\\s+|of\\s+)?(${NAMES})\\.?,?\\s+(?:de\\s+|del\\s+)?${YEAR}(?!\\d)`,
      'giu',
    ),
    ([d, m, y]) => edtfOf(+y!, month(m!), +d!),
  ],
  [
    new RegExp(`(?<!\\p{L})(${NAMES})\\.?\\s+(\\d{1,2})${SUFFIX},?\\s+${YEAR}(?!\\d)`, 'giu'),
    ([m, d, y]) => edtfOf(+y!, month(m!), +d!),
  ],
  [
    new RegExp(`(?<!\\p{L})(${NAMES})\\.?,?\\s+(?:de\\s+|of\\s+)?${YEAR}(?!\\d)`, 'giu'),
    ([m, y]) => edtfOf(+y!, month(m!)),
  ],
];

/** Dates with a day and a month and no year: the year is that of the document, or the one before. */
const WITHOUT_YEAR: readonly [RegExp, (groups: string[]) => [string, string]][] = [
  [
    new RegExp(`(?<!\\p{L})(${NAMES})\\.?\\s+(\\d{1,2})${SUFFIX}(?![\\p{L}\\d]|,?\\s+\\d{4})`, 'giu'),
    ([m, d]) => [m!, d!],
  ],
  [
    new RegExp(`(?<![\\p{L}\\d])(\\d{1,2})${SUFFIX}\\s+(?:de\\s+)?(${NAMES})(?![\\p{L}]|,?\\s+\\d{4})`, 'giu'),
    ([d, m]) => [m!, d!],
  ],
];

/** The dates of a text in their order, the longest where several begin alike. */
export const datesIn = (text: string): DateFound[] => {
  const found = FORMS.flatMap(([pattern, read]) =>
    Array.from(text.matchAll(pattern), (match) => ({
      edtf: read(match.slice(1)),
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).filter((each): each is DateFound => each.edtf !== null);
  return found
    .filter(
      (each) =>
        !found.some(
          (other) =>
            other !== each &&
            other.start <= each.start &&
            other.end >= each.end &&
            other.end - other.start > each.end - each.start,
        ),
    )
    .sort((a, b) => a.start - b.start);
};

const DAY_MS = 86_400_000;
/** Names of days that tell a day before the document, in English. */
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** When a sentence says that something was: a whole date, or what it comes to from the day of the document. */
export const dateOf = (sentence: string, issued: string | null): { edtf: string; words: string } | null => {
  const [whole] = datesIn(sentence);
  if (whole !== undefined) return { edtf: whole.edtf, words: sentence.slice(whole.start, whole.end) };
  if (issued === null || !/^\d{4}-\d\d-\d\d$/u.test(issued)) return null;
  const day = Date.parse(`${issued}T00:00:00Z`);
  for (const [pattern, read] of WITHOUT_YEAR)
    for (const match of sentence.matchAll(pattern)) {
      const [name, number] = read(match.slice(1));
      const years = [0, -1].map((back) => edtfOf(Number(issued.slice(0, 4)) + back, month(name), Number(number)));
      const edtf = years.find((each) => each !== null && Date.parse(`${each}T00:00:00Z`) <= day + DAY_MS);
      if (edtf != null) return { edtf, words: match[0] };
    }
  const weekday = new RegExp(`\\b(?:on|last)\\s+(${WEEKDAYS.join('|')})\\b`, 'iu').exec(sentence);
  if (weekday === null) return null;
  const back = (new Date(day).getUTCDay() - WEEKDAYS.indexOf(weekday[1]!.toLowerCase()) + 7) % 7;
  return { edtf: new Date(day - back * DAY_MS).toISOString().slice(0, 10), words: weekday[0] };
};
