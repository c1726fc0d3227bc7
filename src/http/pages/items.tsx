import type { ComponentChildren } from 'preact';
import type { BaseView } from '../../model/define.ts';
import type { ActorView } from '../../model/types/actor.ts';
import type { CitationView } from '../../model/types/citation.ts';
import type { EventView } from '../../model/types/event.ts';
import type { MembershipView } from '../../model/types/membership.ts';
import type { PassageView } from '../../model/types/passage.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { StatementView } from '../../model/types/statement.ts';
import { termText } from './dates.ts';
import { A, pageOf, Ref, Refs, Time, useLabel, useTexts } from './context.tsx';
import { Directness } from './directness.tsx';
import { RestsOnStatus } from './document.tsx';
import { labelBeside, Stance, stanceOf } from './stance.tsx';
import { Verification } from './verification.tsx';

/*
 * Records in a list: what each is called, and beside it what somebody needs to choose among them.
 */

const StatementMeta = ({ view }: { view: StatementView }) => {
  const texts = useTexts();
  return (
    <>
      <span>
        <Refs type="actor" ids={view.speakers} />
      </span>
      <span>{texts.modes[view.mode] ?? view.mode}</span>
      {view.said !== null && <Time at={view.said} />}
      {view.directness.map((directness) => (
        <Directness of={directness} />
      ))}
      <RestsOnStatus of={view.sourceStatus} />
    </>
  );
};

const ActorMeta = ({ view }: { view: ActorView }) => {
  const texts = useTexts();
  const [term] = view.represents;
  return (
    <>
      <span>{texts.kinds[view.kind] ?? view.kind}</span>
      {term?.office && (
        <span>
          {term.office}, <Ref type="actor" id={term.actor} />
        </span>
      )}
      {view.description !== null && <span>{view.description}</span>}
    </>
  );
};

const SourceMeta = ({ view }: { view: SourceView }) => (
  <>
    {view.publisher !== null && (
      <span>
        <Ref type="actor" id={view.publisher} />
      </span>
    )}
    {view.publisher === null && view.authors.length > 0 && (
      <span>
        <Refs type="actor" ids={view.authors} />
      </span>
    )}
    {view.issued !== null && <Time at={view.issued} />}
  </>
);

const EventMeta = ({ view }: { view: EventView }) => (
  <>
    {view.date !== null && <Time at={view.date} />}
    {view.host !== null && (
      <span>
        <Ref type="forum" id={view.host} />
      </span>
    )}
    {view.place !== null && (
      <span>
        <Ref type="region" id={view.place} />
      </span>
    )}
  </>
);

const CitationMeta = ({ view }: { view: CitationView }) => (
  <>
    {view.source !== null && (
      <span>
        <Ref type="source" id={view.source} />
      </span>
    )}
    {view.publisher !== null && (
      <span>
        <Ref type="actor" id={view.publisher} />
      </span>
    )}
  </>
);

const MembershipMeta = ({ view }: { view: MembershipView }) => {
  const term = termText(view);
  return (
    <>
      {term !== null && <span>{term}</span>}
      <span>
        <Ref type="source" id={view.source} />
      </span>
    </>
  );
};

type Meta = (props: { view: never }) => ComponentChildren;
const METAS: Partial<Record<BaseView['type'], Meta>> = {
  statement: StatementMeta as Meta,
  actor: ActorMeta as Meta,
  source: SourceMeta as Meta,
  event: EventMeta as Meta,
  citation: CitationMeta as Meta,
  membership: MembershipMeta as Meta,
  passage: (({ view }: { view: PassageView }) => <Verification of={view.verification} />) as Meta,
};

/** What somebody needs to choose a record among others, where its type has more of that than a description. */
export const Beside = ({ view }: { view: BaseView }) => {
  const Meta = METAS[view.type];
  return Meta === undefined ? null : <Meta view={view as never} />;
};

/** `beside`: what stands beside its name, where that is not what records of its type have there. */
export const Item = ({ view, beside }: { view: BaseView; beside?: ComponentChildren }) => {
  const stance = view.type === 'statement' ? stanceOf(view as StatementView) : null;
  const { description = null } = view as { description?: string | null };
  return (
    <li class="item">
      {stance !== null && (
        <>
          <Stance of={stance} />{' '}
        </>
      )}
      <A to={pageOf(view.type, view.id)} class="title">
        <bdi>{labelBeside(useLabel(view), stance)}</bdi>
      </A>
      {beside !== undefined ? (
        <p>{beside}</p>
      ) : view.type in METAS ? (
        <p>
          <Beside view={view} />
        </p>
      ) : (
        description !== null && <p>{description}</p>
      )}
    </li>
  );
};
