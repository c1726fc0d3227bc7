import type { CitationView } from '../../model/types/citation.ts';
import { A, pageOf, Ref, useTexts } from './context.tsx';

/** A footnote as a step of the trail; an "Ibid." with the way back to the footnote that names the document. */
export const Footnote = ({ citation }: { citation: CitationView }) => {
  const { trail } = useTexts();
  return (
    <li class="footnote">
      <span class="step">{trail.footnote}</span>
      <div class="thing">
        <A to={pageOf('citation', citation.id)} class="marker">
          {citation.marker}
        </A>
        {citation.ibidOf !== null && (
          <>
            {' '}
            <i>{trail.ibid}</i>
            {citation.ibidChain.map((id) => (
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
