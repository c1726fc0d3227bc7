import type { Contested } from '../../queries/contested.ts';
import type { Position } from '../../queries/position.ts';
import { A, counted, filled, Listed, Name, pageOf, Ref, Sentence, useTexts } from './context.tsx';
import { Stance } from './stance.tsx';

/*
 * Where people differ, and who changed: claims that somebody denies or doubts.
 */

const Holders = ({ of, stance }: { of: readonly Position[]; stance: string }) =>
  of.length === 0 ? null : (
    <span>
      <Stance of={stance} />{' '}
      <Listed
        of={of.map(({ actor }) => (
          <A to={pageOf('actor', actor.id)}>
            <Name>{actor.label}</Name>
          </A>
        ))}
      />
    </span>
  );

export const ContestedPage = ({ found: { claims, total } }: { found: Contested }) => {
  const texts = useTexts();
  const { contested } = texts;
  return (
    <>
      <div class="opening">
        <h1>{contested.title}</h1>
        <p class="lead">{contested.lead}</p>
      </div>
      {claims.length === 0 && (
        <p class="lead" role="status">
          {contested.none}
        </p>
      )}
      <ol class="items">
        {claims.map(({ id, shown: { positions } }) => {
          const speakers = positions.filter(({ as }) => as === 'speaker');
          const changed = speakers.filter((position) => position.changed);
          return (
            <li class="item">
              <Ref type="claim" id={id} />
              <p>
                {(['affirms', 'doubts', 'denies'] as const).map((stance) => (
                  <Holders of={speakers.filter(({ latest }) => latest === stance).slice(0, 6)} stance={stance} />
                ))}
              </p>
              {changed.length > 0 && (
                <p>
                  <A to={`${pageOf('claim', id)}#positions`}>
                    <Sentence
                      text={contested.changed}
                      names={
                        <Listed
                          of={changed.map(({ actor }) => (
                            <Name>{actor.label}</Name>
                          ))}
                        />
                      }
                    />
                  </A>
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {total > 0 && (
        <p class="paging">
          <A to="/statements?stance=denies,doubts">
            {filled(contested.all, { statements: counted(texts, 'statement', total) })}
          </A>
        </p>
      )}
      <p>
        <A to="/claims?disputed=true">{contested.disputed}</A>
      </p>
    </>
  );
};
