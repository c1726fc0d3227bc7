import type { CitationView } from '../../model/types/citation.ts';
import { A, pageOf, Ref, useTexts } from './context.tsx';

/** The footnotes that the one of a chain leads back through: of several works each has a way of its own. */
const leadsBack = ({ works, ibidChain }: CitationView, source: string | null): readonly string[] => {
  if (works.length === 0) return ibidChain;
  const target = works.find((work) => work.source === source)?.ibidOf ?? null;
  return target === null ? [] : [target.citation];
};

/** A footnote as a step of the trail; an "Ibid." with the way back to the footnote that names the document. */
export const Footnote = ({ citation, source }: { citation: CitationView; source: string | null }) => {
  const { trail } = useTexts();
  const back = leadsBack(citation, source);
  return (
    <li class="footnote">
      <span class="step">{trail.footnote}</span>
      <div class="thing">
        <A to={pageOf('citation', citation.id)} class="marker">
          {citation.marker}
        </A>
        {back.length > 0 && (
          <>
            {' '}
            <i>{trail.ibid}</i>
            {back.map((id) => (
              <>
                {' '}
                <svg class="back" viewBox="0 0 40 20" width="40" height="20" role="img" aria-label={trail.leadsBackTo}>
                  <path d="M3 17C3 6 14 3 33 9" />
                  <path d="M27 3l7 6-8 4" />
                </svg>{' '}
                <span class="marker">
                  <Ref type="citation" id={id} />
                </span>
              </>
            ))}
          </>
        )}
      </div>
    </li>
  );
};
