import { createRequire } from 'node:module';
import type { CslItem } from '../model/csl.ts';
import { DictumError } from '../model/errors.ts';

/*
 * References as texts, by citation-js and citeproc: nothing here knows how a style looks. Titles and names are taken as
 * plain text, whatever signs they hold.
 */

export type CslJson = Record<string, unknown> & { id: string };

/** One footnote: the item that it cites, and where in it. */
export type Note = { id: string; locator?: string; label?: string };

/** What is cited, each item once, and the footnotes that cite it in their order. */
export type References = { items: CslJson[]; notes: Note[] };

/** The styles offered, each with the name that citation-js knows it by. */
const TEMPLATES = {
  'chicago-notes-bibliography': 'chicago-notes',
  'chicago-author-date': 'chicago-author-date',
  apa: 'apa',
} as const;
export type Style = keyof typeof TEMPLATES;
export const STYLES = Object.keys(TEMPLATES) as Style[];

/** The languages that citation-js has the terms of styles in. */
export const LOCALES = ['en-US', 'de-DE', 'es-ES', 'fr-FR', 'nl-NL'] as const;

export const LAYOUTS = ['footnotes', 'bibliography'] as const;
type Layout = (typeof LAYOUTS)[number];

/** How references are to look. */
export type Appearance = { style: Style; locale: string; layout: Layout; markup: 'text' | 'html' };

const require = createRequire(import.meta.url);

/** citation-js is large, so it is loaded with the first answer that needs it. */
const load = async () => {
  const { Cite, plugins, util } = await import('@citation-js/core');
  await Promise.all([
    import('@citation-js/plugin-csl'),
    import('@citation-js/plugin-bibtex'),
    import('@citation-js/plugin-ris'),
  ]);
  const csl = plugins.config.get('@csl');
  csl.templates.add(
    TEMPLATES['chicago-notes-bibliography'],
    (require('@citation/csl-style-chicago-fullnote-bibliography-with-ibid') as { default: { content: string } }).default
      .content,
  );
  csl.templates.add(TEMPLATES['chicago-author-date'], require('style-chicago'));
  // Otherwise every letter that has no ASCII form is dropped, whole Chinese and Russian titles with it. What TeX reads as commands is escaped here instead.
  Object.assign(plugins.config.get('@bibtex').format, { asciiOnly: false, useIdAsLabel: true, checkLabel: false });
  return { Cite, csl, downgrade: (items: CslJson[]) => util.downgradeCsl(items) };
};
let loaded: ReturnType<typeof load> | null = null;

const formatted = async (format: (formatter: Awaited<ReturnType<typeof load>>) => string): Promise<string> => {
  loaded ??= load();
  const formatter = await loaded;
  try {
    return format(formatter);
  } catch (cause) {
    throw new DictumError('internal', 'the sources could not be formatted', { cause });
  }
};

const mapTexts = (value: unknown, change: (text: string, key: string) => string, key = ''): unknown => {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapTexts(field, change, name)]));
};

/** Fields that are not prose; a bibliography program takes them as they are. */
const VERBATIM: ReadonlySet<string> = new Set(['id', 'type', 'URL', 'DOI', 'ISBN', 'ISSN']);

/** Both forms are lines: a line break within a title would end its field. */
const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

/** A text that TeX prints as it is: its signs escaped, and signs that it would draw together, as -- into a dash, kept apart. */
const tex = (text: string): string =>
  onOneLine(text)
    .replace(/[\\{}~^<>&%$#_]/g, (sign) => TEX[sign]!)
    .replace(/([-'`,"?!])(?=[-'`,"])/g, '$1{}');

/** Braces and backslashes would end the field that an address stands in. */
const texAddress = (url: string): string => url.replace(/[{}\\]/g, encodeURIComponent);

export const asBibtex = (items: readonly CslJson[]): Promise<string> =>
  formatted(({ Cite }) => {
    const escaped = mapTexts(items, (text, key) =>
      key === 'URL' ? texAddress(text) : VERBATIM.has(key) ? text : tex(text),
    ) as CslJson[];
    return items.length === 0 ? '' : `${new Cite(escaped).format('bibtex').trim()}\n`;
  });

export const asRis = (items: readonly CslJson[]): Promise<string> =>
  formatted(({ Cite }) => {
    const entries = new Cite(mapTexts(items, onOneLine) as CslJson[]).format('ris', { format: 'object' });
    // The text that citation-js makes breaks lines after 70 signs, within words and addresses too, where programs read a space; and it cuts ids short, so that two may become one.
    const lines = entries.map(({ TY, ...fields }, i) =>
      Object.entries({ TY, ...dayOf(items[i]!), ...fields, ID: items[i]!.id })
        .flatMap(([tag, values]) => [values].flat().map((value) => `${tag}  - ${value}\n`))
        .join(''),
    );
    return lines.map((entry) => `${entry}ER  - \n`).join('\n');
  });

/** The day of issue as RIS writes it; citation-js leaves it out for newspapers, and gives only the year. */
const dayOf = ({ issued }: CslJson): { DA?: string } => {
  const [from] = (issued as CslItem['issued'])?.['date-parts'] ?? [];
  return from === undefined || from.length === 1
    ? {}
    : { DA: [...from.map((part) => String(part).padStart(2, '0')), '', ''].slice(0, 4).join('/') };
};

/** Footnotes or a bibliography in a style. Footnotes are numbered where the style has notes; a repeated source is an ibid where the style says so. */
export const asText = ({ items, notes }: References, { style, locale, layout, markup }: Appearance): Promise<string> =>
  formatted(({ csl, downgrade }) => {
    if (items.length === 0) return '';
    const engine = csl.engine(
      downgrade(items.map((item) => mapTexts(withoutEcho(item), shortened) as CslJson)),
      TEMPLATES[style],
      locale,
      markup,
    );
    if (layout === 'bibliography') {
      engine.updateItems(items.map(({ id }) => id));
      const made = engine.makeBibliography();
      return made === false ? '' : `${`${made[0].bibstart}${made[1].join('')}${made[0].bibend}`.trim()}\n`;
    }
    const citations = notes.map((note, i) => ({
      citationID: String(i),
      citationItems: [note],
      properties: { noteIndex: i + 1 },
    }));
    const texts = engine.rebuildProcessorState(citations, markup, []).map(([, , text]) => text);
    const numbered = engine.opt.xclass === 'note';
    if (markup === 'text') return texts.map((text, i) => `${numbered ? `${i + 1}. ` : ''}${text}\n`).join('');
    const list = numbered ? 'ol' : 'ul';
    return `<${list} class="footnotes">\n${texts.map((text) => `  <li>${text}</li>\n`).join('')}</${list}>\n`;
  });

/** No title that anybody prints is as long; citeproc takes time that grows with the square of the length. The other forms hold the whole. */
const LONGEST = 1000;
const shortened = (text: string, key: string): string =>
  VERBATIM.has(key) || text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/\p{Surrogate}$/u, '')}…`;

/** Styles print a site and its publisher beside each other; one that says the same twice is named once. */
const withoutEcho = ({ publisher, locator: _locator, ...item }: CslJson): CslJson =>
  publisher === undefined || publisher === item['container-title'] ? item : { ...item, publisher };
