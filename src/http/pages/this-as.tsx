import { A, filled, Time, useTexts } from './context.tsx';
import { originOf, type Site } from './site.ts';

/** Other forms of what a page shows: media types with their addresses, and pages that belong to it. */
export type Forms = {
  /** `name`: what it is called where its media type does not tell. */
  alternates: readonly (readonly [type: string, href: string, name?: 'bundle'])[];
  /** Where its references are, where it has some. */
  references?: string;
  /** Where its earlier states are told. */
  history?: string;
};

const NAMES = {
  'application/json': 'json',
  'text/csv': 'csv',
} as const;

/** The day by UTC, as dates are written everywhere. */
const today = (): string => new Date().toISOString().slice(0, 10);

/** "this as JSON, curl, cite": how to take with one what a page shows. */
export const ThisAs = ({ forms, title, site, path }: { forms: Forms; title: string; site: Site; path: string }) => {
  const { thisAs } = useTexts();
  const origin = originOf(site);
  const [, data] = forms.alternates.find(([type]) => type === 'application/json') ?? [];
  const cited = filled(thisAs.citeText, {
    title: title.replace(/\.$/, ''),
    address: `${origin}${site.base}${path}`,
    date: '{date}',
  }).split('{date}');
  return (
    <nav class="this" aria-label={thisAs.title}>
      <ul class="forms">
        {forms.alternates.map(([type, href, name = NAMES[type as keyof typeof NAMES]]) =>
          name === undefined ? null : (
            <li>
              <A to={href} rel="alternate" type={type}>
                {thisAs[name]}
              </A>
            </li>
          ),
        )}
        {data && (
          <li>
            <details>
              <summary>{thisAs.curl}</summary>
              <div>
                <pre tabIndex={0}>
                  <code>{`curl '${origin}${site.base}${data.replaceAll("'", '%27')}'`}</code>
                </pre>
              </div>
            </details>
          </li>
        )}
        <li>
          <details>
            <summary>{thisAs.cite}</summary>
            <div>
              {forms.references && (
                <p>
                  <A to={forms.references}>{thisAs.references}</A>
                </p>
              )}
              <p>
                {thisAs.citePage}{' '}
                <span class="copied">
                  {cited[0]}
                  <Time at={today()} />
                  {cited[1]}
                </span>
              </p>
            </div>
          </details>
        </li>
        {forms.history && (
          <li>
            <A to={forms.history}>{thisAs.history}</A>
          </li>
        )}
      </ul>
    </nav>
  );
};
