import { Language } from '../model/language.ts';
import type { Csl } from './document.ts';

/*
 * What a page tells of itself, as members of a CSL-JSON item: by Highwire's tags, JSON-LD, Dublin Core and Open Graph,
 * in this order; what the first says the others do not take away.
 */

type Found = Partial<
  Record<'title' | 'container-title' | 'publisher' | 'URL' | 'DOI' | 'language' | 'issued' | 'type', string>
> & {
  authors?: string[];
};

/** Members of a CSL-JSON date from a date as pages write it; null where it is none. */
export const datePartsOf = (text: string): { 'date-parts': [number[]] } | null => {
  const found = /^\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?/u.exec(text);
  if (found === null) return null;
  const parts = found.slice(1).flatMap((part) => (part === undefined ? [] : [Number(part)]));
  return { 'date-parts': [parts] };
};

/** Names of people are in one text here: what stands behind a comma is given, else the last word is the family's. */
export const personOf = (name: string): Record<string, string> => {
  const text = name.replace(/^\s*(?:by|von|par|por)\s+/iu, '').trim();
  const comma = /^([^,]+),\s*([^,]+)$/u.exec(text);
  if (comma !== null) return { family: comma[1]!.trim(), given: comma[2]!.trim() };
  const words = text.split(/\s+/u);
  return words.length < 2 || words.length > 4 || !/^\p{Lu}/u.test(words.at(-1)!)
    ? { literal: text }
    : { family: words.at(-1)!, given: words.slice(0, -1).join(' ') };
};

/** Before and between the names of a line that tells who wrote an article. */
const [BY, AND] = [
  /^(?:written\s+by|by|von|par|por|di|автор:?|作者[:：]?)\s+/iu,
  /\s*[,;&]\s*|\s+(?:and|und|et|y|e|и)\s+/u,
];

/** The names in a line that tells who wrote an article; none where it has a part that is no name, such as a date. */
export const namesInByline = (line: string): string[] => {
  const names = line.replace(/\s+/gu, ' ').trim().replace(BY, '').split(AND);
  const isName = (name: string): boolean => /^\p{Lu}[^\d:|/@]*$/u.test(name) && /^\S+(?: \S+){1,3}$/u.test(name);
  return names.every(isName) ? names : [];
};

const metas = (document: globalThis.Document): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const meta of document.querySelectorAll('meta[content]')) {
    const name = (meta.getAttribute('name') ?? meta.getAttribute('property') ?? meta.getAttribute('itemprop') ?? '')
      .toLowerCase()
      .trim();
    const content = (meta.getAttribute('content') ?? '').replace(/\s+/gu, ' ').trim();
    for (const each of content === '' || name === '' ? [] : name.split(/\s+/u))
      found.set(each, [...(found.get(each) ?? []), content]);
  }
  return found;
};

const fromMetas = (of: Map<string, string[]>): Found[] => {
  const one = (...names: string[]): string | undefined => names.flatMap((name) => of.get(name) ?? [])[0];
  const all = (...names: string[]): string[] | undefined =>
    names.map((name) => of.get(name)).find((each) => each?.length);
  const isPaper = of.has('citation_journal_title');
  return [
    {
      title: one('citation_title'),
      'container-title': one('citation_journal_title', 'citation_conference_title', 'citation_inbook_title'),
      publisher: one('citation_publisher'),
      DOI: one('citation_doi'),
      URL: one('citation_public_url', 'citation_fulltext_html_url'),
      language: one('citation_language'),
      issued: one('citation_publication_date', 'citation_date', 'citation_online_date'),
      type: isPaper ? 'article-journal' : undefined,
      authors: all('citation_author'),
    },
    {
      title: one('dcterms.title', 'dc.title'),
      publisher: one('dcterms.publisher', 'dc.publisher'),
      language: one('dcterms.language', 'dc.language'),
      issued: one('dcterms.issued', 'dcterms.date', 'dc.date', 'dc.date.issued'),
      authors: all('dcterms.creator', 'dc.creator'),
    },
    {
      title: one('og:title', 'twitter:title'),
      'container-title': one('og:site_name'),
      URL: one('og:url'),
      language: one('og:locale')?.replace('_', '-'),
      issued: one('article:published_time', 'parsely-pub-date', 'date', 'pubdate', 'publishdate', 'datepublished'),
      authors: all('author', 'parsely-author', 'sailthru.author')?.filter((author) => !/^https?:/u.test(author)),
    },
  ] as Found[];
};

/** Types of schema.org that are the document itself, and what they are in CSL. */
const ARTICLES: Readonly<Record<string, string>> = {
  NewsArticle: 'article-newspaper',
  ReportageNewsArticle: 'article-newspaper',
  AnalysisNewsArticle: 'article-newspaper',
  OpinionNewsArticle: 'article-newspaper',
  Article: 'webpage',
  BlogPosting: 'post-weblog',
  ScholarlyArticle: 'article-journal',
  Report: 'report',
  WebPage: 'webpage',
};

const textIn = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (Array.isArray(value)) return textIn(value[0]);
  if (typeof value === 'object' && value !== null) return textIn((value as { name?: unknown }).name);
  return undefined;
};

const namesIn = (value: unknown): string[] => [value].flat().flatMap((each) => textIn(each) ?? []);

const fromJsonLd = (document: globalThis.Document): Found[] =>
  [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
    let parsed: unknown;
    try {
      parsed = JSON.parse(script.textContent ?? '');
    } catch {
      // Pages often have JSON that is none; the other tags still tell.
      return [];
    }
    const items = [parsed].flat().flatMap((each) => {
      const graph = (each as { '@graph'?: unknown } | null)?.['@graph'];
      return Array.isArray(graph) ? (graph as unknown[]) : [each];
    });
    return items.flatMap((item): Found[] => {
      if (typeof item !== 'object' || item === null) return [];
      const of = item as Record<string, unknown>;
      const type = [of['@type']].flat().find((each) => typeof each === 'string' && each in ARTICLES) as
        | string
        | undefined;
      if (type === undefined) return [];
      const title = textIn(of['headline']) ?? textIn(of['name']);
      return [
        {
          ...(title !== undefined && { title }),
          ...(textIn(of['publisher']) !== undefined && { publisher: textIn(of['publisher'])! }),
          ...(textIn(of['datePublished']) !== undefined && { issued: textIn(of['datePublished'])! }),
          ...(textIn(of['inLanguage']) !== undefined && { language: textIn(of['inLanguage'])! }),
          ...(textIn(of['url']) !== undefined && { URL: textIn(of['url'])! }),
          type: ARTICLES[type]!,
          ...(namesIn(of['author']).length > 0 && { authors: namesIn(of['author']) }),
        },
      ];
    });
  });

const fromMarkup = (document: globalThis.Document): Found => {
  const language = document.documentElement.getAttribute('lang') ?? undefined;
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? undefined;
  const heading = document.querySelectorAll('h1').length === 1 ? document.querySelector('h1')!.textContent : null;
  const title = (heading?.trim() ? heading : document.querySelector('title')?.textContent)
    ?.replace(/\s+/gu, ' ')
    .trim();
  const time = document.querySelector('time[datetime]')?.getAttribute('datetime') ?? undefined;
  const author = document.querySelector('[rel~="author"],[itemprop="author"]')?.textContent?.trim();
  return {
    ...(language && { language }),
    ...(canonical && { URL: canonical }),
    ...(title && { title }),
    ...(time && { issued: time }),
    ...(author && author.length < 80 && { authors: [author] }),
  };
};

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);

const isLanguage = (text: string): boolean => Language.safeParse(text).success;

/** Members of a CSL item; `type` is always there. */
export const metadataOf = (document: globalThis.Document): Csl => {
  const [highwire, dublin, graph] = fromMetas(metas(document)) as [Found, Found, Found];
  const told = [highwire, ...fromJsonLd(document), dublin, graph, fromMarkup(document)];
  const first = <Name extends keyof Found>(
    name: Name,
    fits: (value: NonNullable<Found[Name]>) => boolean = () => true,
  ) =>
    told
      .map((each) => each[name])
      .find((value): value is NonNullable<Found[Name]> => value !== undefined && fits(value));
  const issued = first('issued', (text) => datePartsOf(text) !== null);
  const [title, container, publisher, doi] = [
    first('title'),
    first('container-title'),
    first('publisher'),
    first('DOI'),
  ];
  const [url, language, authors] = [first('URL', isAddress), first('language', isLanguage), first('authors')];
  return {
    type: first('type') ?? 'webpage',
    ...(title && { title }),
    ...(authors && authors.length > 0 && { author: authors.map(personOf) }),
    ...(container && { 'container-title': container }),
    ...(publisher && { publisher }),
    ...(issued && { issued: datePartsOf(issued)! }),
    ...(language && { language: Language.parse(language) }),
    ...(doi && { DOI: doi.replace(/^(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)/iu, '') }),
    ...(url && { URL: url }),
  };
};
