import type { Style } from '../../references/appearance.ts';
import { A, useTexts } from './context.tsx';

/** References in one style, as text, a line each: as footnotes or in the text, and as a bibliography. */
export type Styled = { style: Style; notes: readonly string[]; list: readonly string[] };

/** The files that references can be had as, with what programs call them. */
export const FILES = [
  ['bib', 'BibTeX', 'application/x-bibtex'],
  ['ris', 'RIS', 'application/x-research-info-systems'],
  ['json', 'CSL-JSON', 'application/vnd.citationstyles.csl+json'],
] as const;

const Lines = ({ title, lines }: { title: string; lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <div class="copied">
        {lines.map((line) => (
          <p class="reference" dir="auto">
            {line}
          </p>
        ))}
      </div>
    </>
  );

export const ReferencesPage = ({
  label,
  to,
  origin,
  styled,
}: {
  label: string;
  to: string;
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
        <ul class="ways" aria-label={cite.files}>
          {FILES.map(([ending, name, type]) => (
            <li>
              <A to={`${to}/references.${ending}`} type={type} download>
                {name}
              </A>
            </li>
          ))}
        </ul>
      </div>
      {styled.map(({ style, notes, list }) => (
        <section aria-labelledby={style}>
          <h2 id={style}>{cite.styles[style] ?? style}</h2>
          {notes.length + list.length === 0 && <p class="note">{cite.nothing}</p>}
          <Lines title={style === 'chicago-notes-bibliography' ? cite.note : cite.inText} lines={notes} />
          <Lines title={cite.bibliography} lines={list} />
        </section>
      ))}
      <h2 id="programs">{cite.programs}</h2>
      <pre tabIndex={0}>
        <code>{FILES.map(([ending]) => `curl -O '${origin}${to}/references.${ending}'`).join('\n')}</code>
      </pre>
    </>
  );
};
