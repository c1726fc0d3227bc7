import { A, useTexts } from './context.tsx';

/** References in one style, as text, a line each. */
export type Styled = { style: string; lines: readonly string[] };

const FILES = [
  ['BibTeX', 'application/x-bibtex'],
  ['RIS', 'application/x-research-info-systems'],
  ['CSL-JSON', 'application/vnd.citationstyles.csl+json'],
] as const;

export const ReferencesPage = ({
  label,
  to,
  data,
  origin,
  styled,
}: {
  label: string;
  to: string;
  data: string;
  origin: string;
  styled: readonly Styled[];
}) => {
  const { cite } = useTexts();
  return (
    <>
      <div class="opening">
        <p class="kicker">{cite.title}</p>
        <h1>
          <A to={to}>
            <bdi>{label}</bdi>
          </A>
        </h1>
        <p class="lead">{cite.lead}</p>
      </div>
      {styled.map(({ style, lines }) => (
        <section aria-label={cite.styles[style] ?? style}>
          <h2>{cite.styles[style] ?? style}</h2>
          {lines.length === 0 ? (
            <p class="note">{cite.nothing}</p>
          ) : (
            lines.map((line) => (
              <p class="reference" dir="auto">
                {line}
              </p>
            ))
          )}
        </section>
      ))}
      <h2 id="files">{cite.files}</h2>
      {FILES.map(([name, media]) => (
        <p>
          {name}: <code>{`curl -H 'Accept: ${media}' '${origin}${data}'`}</code>
        </p>
      ))}
    </>
  );
};
