import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TYPE_NAMES } from '../../model/ids.ts';
import { ALL_TYPES } from '../../model/types.ts';
import type { Labels } from '../../queries/labels.ts';
import { A, filled, Surroundings, useBase, useTexts } from './context.tsx';
import { Suggesting } from './suggesting.tsx';
import { originOf, type Site } from './site.ts';
import { ThisAs, type Forms } from './this-as.tsx';
import { EN } from './texts.ts';

/*
 * The frame that every page stands in, and how a page is sent.
 */

export type Page = {
  title: string;
  /** What it shows, in a sentence, for those who come upon its address elsewhere; what the service is where it is left out. */
  about?: string | undefined;
  labels?: Labels;
  children: ComponentChildren;
  /** Other forms of what the page shows. */
  forms?: Forms;
  /** What was searched for, to stand in the box. */
  q?: string;
  status?: number;
  /** Name and content of further `meta` elements. */
  meta?: readonly (readonly [name: string, content: string])[];
  /** A document of linked data to put into the head. */
  linkedData?: object;
  /** The languages that names are asked for in, before that of the page. */
  namesIn?: readonly string[];
  /** Whether search engines are told to leave the page. */
  unlisted?: boolean;
};

/** Nothing but what the service itself serves, and nothing that stands in a page as script or style. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const SearchBox = ({ q, id, large = false }: { q?: string | undefined; id: string; large?: boolean }) => {
  const texts = useTexts();
  return (
    <form
      role="search"
      action={`${useBase()}/search`}
      method="get"
      class={large ? 'search large' : 'search'}
      aria-label={large ? texts.searchPage.title : texts.find}
    >
      <label class="unseen" for={id}>
        {texts.searchLabel}
      </label>
      <Suggesting id={id} name="q" type="search" value={q ?? ''} placeholder={texts.searchHint} />
      <button type="submit">{texts.find}</button>
    </form>
  );
};

const Header = ({ q, path }: { q?: string | undefined; path: string }) => {
  const texts = useTexts();
  return (
    <header class="top">
      <A to="/" class="brand">
        <svg viewBox="0 0 20 26" width="15" height="20" aria-hidden="true">
          <path d="M5 5v16" />
          <circle cx="5" cy="5" r="3.2" />
          <circle cx="5" cy="21" r="3.2" class="end" />
          <path d="M12 5h6M12 21h6" />
        </svg>
        {texts.name}
      </A>
      <nav aria-label={texts.mainNavigation}>
        {Object.entries(texts.navigation).map(([name, label]) => (
          <A to={`/${name}`} {...(path === `/${name}` ? { 'aria-current': 'page' } : {})}>
            {label}
          </A>
        ))}
      </nav>
      {path !== '/' && <SearchBox q={q} id="q" />}
    </header>
  );
};

const Footer = ({ who }: { who: string | null }) => {
  const texts = useTexts();
  const { footer } = texts;
  const named = Object.keys(texts.navigation);
  return (
    <footer class="bottom">
      <p>{footer.every}</p>
      <nav aria-label={footer.more}>
        <dl>
          <div>
            <dt>{footer.lists}</dt>
            <dd>
              {ALL_TYPES.filter(({ plural }) => !named.includes(plural)).map(({ name, plural }) => (
                <A to={`/${plural}`}>{texts.types[name][1]}</A>
              ))}
            </dd>
          </div>
          <div>
            <dt>{footer.tools}</dt>
            <dd>
              {Object.entries(footer.toTools).map(([to, told]) => (
                <A to={`/${to}`}>{told}</A>
              ))}
              {who !== null && <A to="/desk">{texts.desk.title}</A>}
              <A to="/login">{who === null ? texts.signIn.title : filled(texts.signIn.as, { name: who })}</A>
            </dd>
          </div>
        </dl>
      </nav>
    </footer>
  );
};

/** JSON that may stand in a page: no text of it ends the element. */
const embeddable = (document: object): string => JSON.stringify(document).replaceAll('<', '\\u003c');

const Document = ({ site, path, page, who }: { site: Site; path: string; page: Page; who: string | null }) => {
  const texts = EN;
  return (
    <html lang={texts.language} data-base={site.base}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{page.title === texts.name ? `${texts.name}: ${texts.tagline}` : `${page.title} · ${texts.name}`}</title>
        <meta name="description" content={page.about ?? texts.home.lead} />
        <meta property="og:site_name" content={texts.name} />
        <meta property="og:title" content={page.title === texts.name ? texts.tagline : page.title} />
        <meta property="og:description" content={page.about ?? texts.home.lead} />
        <meta property="og:type" content={page.linkedData ? 'article' : 'website'} />
        {site.publicUrl !== '' && !page.unlisted && page.status === undefined && (
          <>
            <meta property="og:url" content={`${originOf(site)}${site.base}${path}`} />
            <link rel="canonical" href={`${originOf(site)}${site.base}${path}`} />
          </>
        )}
        {page.unlisted && <meta name="robots" content="noindex" />}
        {(page.meta ?? []).map(([name, content]) => (
          <meta name={name} content={content} />
        ))}
        <link rel="icon" href={`${site.base}/favicon.svg`} type="image/svg+xml" />
        {site.assets['style.css'] && <link rel="stylesheet" href={`${site.base}${site.assets['style.css']}`} />}
        {(page.forms?.alternates ?? []).map(([type, href]) => (
          <link rel="alternate" type={type} href={`${site.base}${href}`} />
        ))}
        {site.assets['main.js'] && <script type="module" src={`${site.base}${site.assets['main.js']}`} />}
        {page.linkedData && (
          <script
            type="application/ld+json"
            // oxlint-disable-next-line react/no-danger
            dangerouslySetInnerHTML={{ __html: embeddable(page.linkedData) }}
          />
        )}
      </head>
      <body>
        <Surroundings.Provider
          value={{ texts, labels: page.labels ?? new Map(), base: site.base, namesIn: page.namesIn ?? [] }}
        >
          <a class="skip" href="#main">
            {texts.skip}
          </a>
          <Header q={page.q} path={path} />
          <main
            id="main"
            tabIndex={-1}
            data-copy={texts.copy}
            data-copied={texts.copied}
            data-types={JSON.stringify(Object.fromEntries(TYPE_NAMES.map((type) => [type, texts.types[type][0]])))}
          >
            {page.forms && <ThisAs forms={page.forms} title={page.title} site={site} path={path} />}
            {page.children}
          </main>
          <Footer who={who} />
        </Surroundings.Provider>
      </body>
    </html>
  );
};

/** Sends a page. */
export const sendPage = (request: FastifyRequest, reply: FastifyReply, site: Site, page: Page): FastifyReply => {
  const [path] = request.url.split('?', 1) as [string];
  const alternates = (page.forms?.alternates ?? []).map(
    ([type, href]) => `<${site.base}${href}>; rel="alternate"; type="${type}"`,
  );
  if (alternates.length > 0) reply.header('link', alternates.join(', '));
  return reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': POLICY,
      // Without a referrer browsers would send forms with the origin "null", by which nobody could sign in.
      'referrer-policy': 'same-origin',
      'cache-control': request.principal === null ? 'no-cache' : 'private, no-cache',
    })
    .send(
      `<!doctype html>${renderToString(<Document site={site} path={path} page={page} who={request.principal?.name ?? null} />)}`,
    );
};
