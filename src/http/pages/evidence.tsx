import type { Labels } from '../../queries/labels.ts';
import type { readEvidence } from '../../queries/links.ts';
import type { TypeName } from '../../model/ids.ts';
import { filled, NextPage, Ref, ruleText, useTexts } from './context.tsx';
import { Reasons } from './facts.tsx';

type EvidencePageOf = Awaited<ReturnType<typeof readEvidence>>;

/** The records behind one link, with the facts that make each of them evidence. */
export const EvidencePage = ({
  region,
  forum,
  found,
  labels,
  next,
}: {
  region: string;
  forum: string;
  found: EvidencePageOf;
  labels: Labels;
  next: string | null;
}) => {
  const texts = useTexts();
  const name = (type: TypeName, id: string): string => labels.get(`${type}/${id}`) ?? id;
  return (
    <>
      <div class="opening">
        <p class="kicker">
          <Ref type="forum" id={forum} /> · <Ref type="region" id={region} />
        </p>
        <h1>{filled(texts.map.evidenceTitle, { forum: name('forum', forum), region: name('region', region) })}</h1>
        <p class="lead">{found.evidence.length === 0 ? texts.map.noEvidence : texts.map.evidenceLead}</p>
      </div>
      <ol class="items evidence">
        {found.evidence.map(({ rule, record, because }) => (
          <li class="item">
            <span class="step">{ruleText(texts, rule)}</span>
            <Ref type={record.type as TypeName} id={record.id} />
            <details>
              <summary>{texts.links.because.replace('{rules}', '').trim()}</summary>
              <Reasons because={because} />
            </details>
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};
