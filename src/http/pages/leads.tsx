import type { ComponentChildren } from 'preact';
import type { BaseView, ViewOf } from '../../model/define.ts';
import type { check } from '../../model/types/check.ts';
import type { CitationView } from '../../model/types/citation.ts';
import type { EventView } from '../../model/types/event.ts';
import type { MembershipView } from '../../model/types/membership.ts';
import type { PassageView } from '../../model/types/passage.ts';
import type { SnapshotView } from '../../model/types/snapshot.ts';
import { Ref, Refs, Sentence, Time, useTexts } from './context.tsx';
import { termText } from './dates.ts';
import { spelled } from './fields.tsx';
import type { RelationView } from './relations.tsx';
import { Verification } from './verification.tsx';

/*
 * What a record is, in a sentence or two under its title, for the types of which fields alone do not tell it.
 */

const CitationLead = ({ view }: { view: CitationView }) => {
  const { leads } = useTexts();
  const sources = view.works.length > 0 ? view.works.map(({ source }) => source) : [view.source];
  const known = sources.filter((id) => id !== null);
  return (
    <>
      {view.ibidOf !== null && <Sentence text={leads.ibid} footnote={<Ref type="citation" id={view.ibidOf} />} />}
      {known.length > 0 && <Sentence text={leads.cites} sources={<Refs type="source" ids={known} />} />}
      {view.publisher !== null && (
        <Sentence text={leads.publishedBy} actor={<Ref type="actor" id={view.publisher} />} />
      )}
      {view.accessed !== null && <Sentence text={leads.accessed} date={<Time at={view.accessed} />} />}.
    </>
  );
};

const MembershipLead = ({ view }: { view: MembershipView }) => {
  const { leads, language } = useTexts();
  const term = termText(view, language);
  return (
    <>
      <Sentence
        text={leads.membership}
        member={<Ref type="actor" id={view.member} />}
        forum={<Ref type="forum" id={view.forum} />}
        status={spelled(view.status).toLowerCase()}
      />
      {term !== null && `, ${term}`}
      <Sentence text={leads.asStated} source={<Ref type="source" id={view.source} />} />
    </>
  );
};

const RelationLead = ({ view }: { view: RelationView }) => {
  const { leads } = useTexts();
  return (
    <Sentence
      text={leads.drawn}
      author={<Ref type="actor" id={view.author} />}
      from={<Ref type={view.from.type} id={view.from.id} />}
      to={<Ref type={view.to.type} id={view.to.id} />}
    />
  );
};

const EventLead = ({ view }: { view: EventView }) => {
  const { leads } = useTexts();
  const { description } = view as { description?: string | null };
  return (
    <>
      {description && `${description} `}
      {view.date !== null && (
        <>
          <Time at={view.date} />
          {view.place !== null && ', '}
        </>
      )}
      {view.place !== null && <Ref type="region" id={view.place} />}
      {(view.date !== null || view.place !== null) && '. '}
      {view.participants.length > 0 && (
        <Sentence text={leads.participants} actors={<Refs type="actor" ids={view.participants} />} />
      )}
    </>
  );
};

const PassageLead = ({ view }: { view: PassageView }) => {
  const { leads } = useTexts();
  return (
    <>
      <Sentence text={leads.passage} source={<Ref type="source" id={view.source} />} />
      {view.citations.length > 0 && (
        <Sentence text={leads.footnotes} footnotes={<Refs type="citation" ids={view.citations} />} />
      )}
    </>
  );
};

const SnapshotLead = ({ view }: { view: SnapshotView }) => {
  const { leads } = useTexts();
  return (
    <Sentence
      text={leads.snapshot}
      source={<Ref type="source" id={view.source} />}
      date={<Time at={view.retrieved.slice(0, 10)} />}
    />
  );
};

const CheckLead = ({ view }: { view: ViewOf<typeof check> }) => {
  const { leads } = useTexts();
  return (
    <>
      <Sentence
        text={leads.check}
        of={<Ref type={view.of.type} id={view.of.id} />}
        snapshot={view.snapshot === null ? leads.noSnapshot : <Ref type="snapshot" id={view.snapshot} />}
      />{' '}
      <Verification of={view} />
    </>
  );
};

type Lead = (props: { view: never }) => ComponentChildren;
const LEADS: Partial<Record<BaseView['type'], Lead>> = {
  citation: CitationLead as Lead,
  membership: MembershipLead as Lead,
  relation: RelationLead as Lead,
  event: EventLead as Lead,
  passage: PassageLead as Lead,
  snapshot: SnapshotLead as Lead,
  check: CheckLead as Lead,
};

/** What a record is; null where its type has no words of its own for that. */
export const leadOf = (view: BaseView): ComponentChildren => {
  const TypeLead = LEADS[view.type];
  return TypeLead === undefined ? null : (
    <p class="lead">
      <TypeLead view={view as never} />
    </p>
  );
};
