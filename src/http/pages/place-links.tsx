import type { readLinks } from '../../queries/links.ts';
import { A, counted, Name, NextPage, pageOf, ruleText, useTexts } from './context.tsx';

type Links = Exclude<Awaited<ReturnType<typeof readLinks>>, { movedTo: string }>;

/** Which forums concern a region, or which regions a forum, each with the rules by which. */
export const LinkSections = ({
  from,
  found,
  next,
}: {
  from: 'forum' | 'region';
  found: Links;
  next: string | null;
}) => {
  const texts = useTexts();
  return (
    <section aria-labelledby="links">
      <h2 id="links">{from === 'region' ? texts.links.forums : texts.links.regions}</h2>
      {found.links.length === 0 && <p class="note">{texts.links.none}</p>}
      <ul class="items">
        {found.links.map(({ forum, region, rules, evidenceCount, evidence }) => {
          const other = from === 'region' ? forum : region;
          return (
            <li class="item">
              <A to={pageOf(other.type, other.id)} class="title">
                <Name>{other.label}</Name>
              </A>
              <p>
                <span>{rules.map((rule) => ruleText(texts, rule)).join('; ')}</span>
                <A to={`/regions/${region.id}/forums/${forum.id}/evidence`}>{counted(texts, 'piece', evidenceCount)}</A>
              </p>
              <ul class="plain first">
                {evidence.slice(0, 2).map(({ record }) => (
                  <li>
                    <A to={pageOf(record.type as 'statement', record.id)}>
                      <Name>{record.label}</Name>
                    </A>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      <NextPage to={next} />
    </section>
  );
};
