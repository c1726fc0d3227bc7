import { createRequire } from 'node:module';
import CSL from 'citeproc';
import { LRUCache } from 'lru-cache';
import type { Appearance, References, Style } from './appearance.ts';
import { behindCite, behindEntry, withoutKnown } from './copies.ts';
import { forCiteproc, plainForCiteproc } from './citeproc-items.ts';
import { placed, type PlacedNote, type Position } from './notes.ts';
import type { Work } from './work.ts';

/*
 * References as texts, by citeproc: nothing here knows how a style looks. It takes some milliseconds a reference, so
 * it runs in a thread of its own (formatter.ts).
 */

const require = createRequire(import.meta.url);

const LOCALE_FILES = require('@citation-js/plugin-csl/lib/locales.json') as Record<string, string>;

/** The styles, each with the package that holds it. */
const TEMPLATES: Readonly<Record<Style, () => unknown>> = {
  'chicago-notes-bibliography': () =>
    (require('@citation/csl-style-chicago-fullnote-bibliography-with-ibid') as { default: { content: string } }).default
      .content,
  'chicago-author-date': () => require('style-chicago'),
  apa: () => (require('@citation-js/plugin-csl/lib/styles.json') as { apa: string }).apa,
};

const POSITIONS: Readonly<Record<Position, number>> = {
  first: CSL.POSITION_FIRST,
  subsequent: CSL.POSITION_SUBSEQUENT,
  ibid: CSL.POSITION_IBID,
  'ibid-with-locator': CSL.POSITION_IBID_WITH_LOCATOR,
};

/** The items that the engine at work asks for. */
let items = new Map<string, object>();

const engineOf = (style: Style, locale: string): InstanceType<typeof CSL.Engine> =>
  new CSL.Engine(
    { retrieveLocale: (name) => LOCALE_FILES[name], retrieveItem: (id) => items.get(id) },
    TEMPLATES[style](),
    locale,
    true,
  );

/** Engines take longer to make than most references take to format. */
const engines = new LRUCache<string, InstanceType<typeof CSL.Engine>>({ max: 6 });

/** Footnotes with the marks of their document, or in-text references, which have none. */
const asNotes = (texts: readonly string[], notes: readonly PlacedNote[], { markup }: Appearance): string => {
  const markers = notes.map(({ marker }) => marker!);
  const isCounted = markers.every((marker) => /^\d{1,9}$/.test(marker));
  const marked = texts.map((text, i) => `${markers[i]!}${/[\p{L}\p{N}]$/u.test(markers[i]!) ? '.' : ''} ${text}`);
  if (markup === 'text') return marked.map((text) => `${text}\n`).join('');
  return isCounted
    ? listOf('ol', texts, markers)
    : listOf(
        'ul',
        marked.map((_, i) => `<sup>${escapeHtml(markers[i]!)}</sup> ${texts[i]!}`),
      );
};

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const listOf = (list: 'ol' | 'ul', texts: readonly string[], values?: readonly string[]): string =>
  `<${list} class="footnotes">\n${texts
    .map((text, i) => `  <li${values === undefined ? '' : ` value="${Number(values[i])}"`}>${text}</li>\n`)
    .join('')}</${list}>\n`;

/** How a work is given to citeproc. */
type ItemOf = (work: Work) => object;

const formatted = (references: References, appearance: Appearance, itemOf: ItemOf): string => {
  const { works, notes } = references;
  const { style, locale, layout, markup } = appearance;
  items = new Map(works.map((work) => [work.id, itemOf(work)]));
  const key = `${style} ${locale}`;
  const engine = engines.get(key) ?? engineOf(style, locale);
  engines.set(key, engine);
  try {
    engine.setOutputFormat(markup);
    // No address is made a link here.
    engine.opt.development_extensions.wrap_url_and_doi = false;
    engine.updateItems([]);
    engine.updateItems(works.map(({ id }) => id));
    if (layout === 'bibliography') {
      const made = engine.makeBibliography();
      if (made === false) return '';
      const [{ bibstart, bibend, entry_ids: ids }, entries] = made;
      const whole = entries.map((entry, i) => {
        const further = behindEntry(references, ids[i]![0]!, locale);
        return entry.replace(
          /(?<!\s|<\/div>)(?:\s*<\/div>)*\s*$/,
          (end) => `${markup === 'html' ? escapeHtml(further) : further}${end}`,
        );
      });
      return `${`${bibstart}${whole.join('')}${bibend}`.trim()}\n`;
    }
    const texts = notes.map(({ cites }) =>
      engine.makeCitationCluster(
        cites.map((cite) => {
          const suffix = cite.position === 'first' ? behindCite(references, cite.id, locale) : '';
          return { ...cite, position: POSITIONS[cite.position], ...(suffix !== '' && { suffix }) };
        }),
      ),
    );
    if (engine.opt.xclass === 'note') return asNotes(texts, notes, appearance);
    return markup === 'html' ? listOf('ul', texts) : texts.map((text) => `${text}\n`).join('');
  } catch (error) {
    // What it was at is not known any more.
    engines.delete(key);
    throw error;
  }
};

/** Whether citeproc fails on a work by itself. */
const isRefused = (work: Work, appearance: Appearance, itemOf: ItemOf): boolean => {
  const notes = placed([{ marker: '1', cites: [{ id: work.id }] }]);
  try {
    formatted({ works: [work], notes }, appearance, itemOf);
    return false;
  } catch {
    return true;
  }
};

/**
 * Footnotes or a bibliography in a style; a repeated work is an ibid where the style says so. A work that citeproc fails
 * on has a plain reference made from its fields, so that it takes no other with it.
 */
export const asText = (given: References, appearance: Appearance, itemOf: ItemOf = forCiteproc): string => {
  if (given.works.length === 0) return '';
  const references = { ...given, works: given.works.map((work) => withoutKnown(given, work)) };
  try {
    return formatted(references, appearance, itemOf);
  } catch (error) {
    const refused = new Set(references.works.filter((work) => isRefused(work, appearance, itemOf)));
    if (refused.size === 0) throw error;
    return formatted(references, appearance, (work) => (refused.has(work) ? plainForCiteproc : itemOf)(work));
  }
};
