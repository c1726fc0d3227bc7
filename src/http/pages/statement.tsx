import type { BaseView } from '../../model/define.ts';
import type { TypeName } from '../../model/ids.ts';
import type { Recorded } from '../../queries/recorded.ts';
import type { Beginning } from '../../queries/related.ts';
import type { StatementTrail } from '../../queries/trail.ts';
import { DisputedBy } from './disputed.tsx';
import { Listed, pageOf, Ref, Sentence, Time, useTexts } from './context.tsx';
import { RecordedBy } from './recorded.tsx';
import { Relations, type RelationView } from './relations.tsx';
import { labelBeside, Stance, stanceOf } from './stance.tsx';
import { Capacity, Trails } from './trail.tsx';
import { Verdict } from './verdict.tsx';

/** What a statement is about, by field. */
const ABOUT: readonly (readonly [field: string, type: TypeName])[] = [
  ['topics', 'topic'],
  ['regions', 'region'],
  ['forums', 'forum'],
  ['actors', 'actor'],
  ['events', 'event'],
];

export const About = ({ view }: { view: BaseView }) => {
  const texts = useTexts();
  const fields = ABOUT.map(
    ([field, type]) => [type, (view as unknown as Record<string, string[] | undefined>)[field] ?? []] as const,
  );
  if (fields.every(([, ids]) => ids.length === 0)) return null;
  return (
    <section aria-labelledby="about">
      <h2 id="about">{texts.about}</h2>
      <dl class="about">
        {fields.map(
          ([type, ids]) =>
            ids.length > 0 && (
              <div>
                <dt>{texts.types[type][ids.length === 1 ? 0 : 1]}</dt>
                <dd>
                  <ul class="plain">
                    {ids.map((id) => (
                      <li>
                        <Ref type={type} id={id} />
                      </li>
                    ))}
                  </ul>
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
};

/** Who said it, for whom, at which event. */
const Lead = ({ trail: { view, records } }: { trail: StatementTrail }) => {
  const texts = useTexts();
  const event = records.event(view.event);
  return (
    <p class="lead">
      {view.speakers.length === 0 && texts.trail.speakerUnknown}
      <Listed
        of={view.speakers.map((id) => (
          <>
            <Ref type="actor" id={id} />
            <Capacity actor={records.actor(id)} said={view.said} only={view.speakingFor} />
          </>
        ))}
      />
      {view.event !== null && (
        <>
          {', '}
          <Sentence text={texts.lead.at} event={<Ref type="event" id={view.event} />} />
        </>
      )}
      {event?.partOf && (
        <>
          {' '}
          <Sentence text={texts.lead.within} event={<Ref type="event" id={event.partOf} />} />
        </>
      )}
    </p>
  );
};

export const StatementPage = ({
  trail,
  relations,
  recorded,
}: {
  trail: StatementTrail;
  relations: Beginning<RelationView>;
  recorded: Recorded | null;
}) => {
  const texts = useTexts();
  const { view } = trail;
  const stance = stanceOf(view);
  return (
    <>
      <div class="opening">
        <p class="kicker">
          {texts.types['statement'][0]}, {texts.modes[view.mode] ?? view.mode}
          {view.said !== null && (
            <>
              , <Time at={view.said} />
            </>
          )}
        </p>
        <h1 dir="auto">
          {stance !== null && (
            <>
              <Stance of={stance} />{' '}
            </>
          )}
          {labelBeside(view.label, stance)}
        </h1>
        <Lead trail={trail} />
        <Verdict trail={trail} />
        <DisputedBy rules={trail.disputedBy} />
        <RecordedBy recorded={recorded} history={`${pageOf('statement', view.id)}/revisions`} />
      </div>
      <Trails trail={trail} path={pageOf('statement', view.id)} />
      <section aria-labelledby="claims">
        <h2 id="claims">{texts.types['claim'][view.claims.length === 1 ? 0 : 1]}</h2>
        <ul class="claims">
          {view.stances.map(({ claim, stance }) => (
            <li>
              {stance !== 'affirms' && (
                <>
                  <Stance of={stance} />{' '}
                </>
              )}
              <Ref type="claim" id={claim} />
            </li>
          ))}
        </ul>
        {view.note !== null && <p class="note">{view.note}</p>}
      </section>
      {relations.records.length > 0 && <Relations of={{ type: 'statement', id: view.id }} relations={relations} />}
      <About view={view} />
    </>
  );
};
