import type { Labels } from '../../queries/labels.ts';
import type { readEvidence } from '../../queries/links.ts';
import type { LinkMap } from '../../queries/map.ts';
import type { TypeName } from '../../model/ids.ts';
import { A, counted, filled, grouped, NextPage, Ref, ruleText, Sentence, useTexts } from './context.tsx';
import { Reasons } from './facts.tsx';

/** How dark a cell is, of three shades: by powers, since the numbers differ by as much. */
const heat = (count: number, most: number): string =>
  `heat${Math.min(3, 1 + Math.floor((3 * Math.log(count)) / Math.log(most + 1)))}`;

export const MapPage = ({ map }: { map: LinkMap }) => {
  const texts = useTexts();
  const most = Math.max(...[...map.counts.values()].map(({ count }) => count), 1);
  return (
    <>
      <div class="opening">
        <h1>{texts.map.title}</h1>
        <p class="lead">{texts.map.lead}</p>
      </div>
      {map.counts.size === 0 ? (
        <p>{texts.map.empty}</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label={texts.map.title}>
          <table class="matrix">
            <thead>
              <tr>
                <td />
                {map.forums.map(({ id }) => (
                  <th scope="col">
                    <Ref type="forum" id={id} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {map.regions.map((region) => (
                <tr>
                  <th scope="row">
                    <Ref type="region" id={region.id} />
                  </th>
                  {map.forums.map((forum) => {
                    const cell = map.counts.get(`${forum.id} ${region.id}`);
                    return cell === undefined ? (
                      <td />
                    ) : (
                      <td class={heat(cell.count, most)}>
                        <A
                          to={`/regions/${region.id}/forums/${forum.id}/evidence`}
                          aria-label={filled(texts.map.cell, {
                            forum: forum.label,
                            region: region.label,
                            count: counted(texts, 'piece', cell.count),
                          })}
                          title={cell.rules.map((rule) => ruleText(texts, rule)).join('; ')}
                        >
                          {grouped(texts, cell.count)}
                        </A>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {map.more && (
        <p class="note">
          <Sentence
            text={texts.map.more}
            regions={<A to="/regions">{texts.map.allRegions}</A>}
            forums={<A to="/forums">{texts.map.allForums}</A>}
          />
        </p>
      )}
      <h2 id="rules">{texts.map.rulesTitle}</h2>
      <ul>
        {Object.values(texts.rules).map((rule) => (
          <li>{rule}</li>
        ))}
      </ul>
    </>
  );
};

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
