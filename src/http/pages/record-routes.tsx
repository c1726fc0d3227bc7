import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BaseView } from '../../model/define.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import type { ActorView } from '../../model/types/actor.ts';
import { locatorText, type PassageView } from '../../model/types/passage.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { StatementView } from '../../model/types/statement.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { recordAround } from '../../queries/around.ts';
import { documentShown } from '../../queries/document.ts';
import { labelsOf, type Labels } from '../../queries/labels.ts';
import { readLinks } from '../../queries/links.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { firstPositions, positionsPage } from '../../queries/positions-shown.ts';
import { recordedBy } from '../../queries/recorded.ts';
import { beginningOf } from '../../queries/related.ts';
import type { Formatter } from '../../references/formatter.ts';
import type { Store } from '../../store/port.ts';
import { ActorSections } from './actor.tsx';
import { CheckText } from './check.tsx';
import { asData, pairsOf } from './address.ts';
import { filled, pageOf } from './context.tsx';
import type { Site } from './site.ts';
import { formsOf, given, rawOf, type AddPage, type Made, type MakeRecordPage } from './made.ts';
import { Place } from './place.tsx';
import { LinkSections } from './place-links.tsx';
import { PositionsPage } from './positions.tsx';
import { RecordPage } from './record.tsx';
import { referencePages } from './references-route.tsx';
import { citationMeta, SourceLead, SourceSections } from './source.tsx';
import type { RelationView } from './relations.tsx';
import { Spoken } from './spoken.tsx';
import { EN } from './texts.ts';
import { claimPage, statementPage } from './trail-routes.tsx';
import { Verification } from './verification.tsx';

/*
 * Pages of one record: of statements and claims as trails, of any other what its type shows of its own, and all that it
 * holds.
 */

type ById = { Params: { id: string } };

/** What a record says of itself, where it does. */
const descriptionOf = (view: BaseView): string | undefined =>
  (view as { description?: string | null }).description ?? undefined;

const recordPage: MakeRecordPage = async (store, type, id) => {
  const [around, recorded] = await Promise.all([recordAround(store, { type, id }), recordedBy(store, { type, id })]);
  if ('movedTo' in around) return around;
  const title = type === 'relation' ? relationTitle(around.view as RelationView, around.labels) : around.view.label;
  return {
    title,
    about: descriptionOf(around.view),
    labels: around.labels,
    forms: formsOf(type, id),
    children: <RecordPage around={around} recorded={recorded} {...(type === 'relation' ? { title } : {})} />,
  };
};

/** A relation as a sentence: what it starts at, how that stands to what it leads to, and that. */
const relationTitle = ({ from, to, kind }: RelationView, labels: Labels): string => {
  const quoted = (key: Key): string => `“${(labels.get(keyText(key)) ?? key.id).replace(/\.$/, '')}”`;
  return `${quoted(from)} ${EN.relations.kinds[kind]?.[0] ?? kind} ${quoted(to)}`;
};

/** The first statements of a list beside a record. */
const FIRST = { limit: '8', sort: '-said' };

const cursorIn = ({ cursor }: RawParameters): string | undefined => (typeof cursor === 'string' ? cursor : undefined);

const actorPage: MakeRecordPage = async (store, type, id) => {
  const [around, recorded, positions, statements, published] = await Promise.all([
    recordAround(store, { type, id }),
    recordedBy(store, { type, id }),
    firstPositions(store, 'actor', id, { changed: 'true', limit: '12' }),
    beginningOf<StatementView>(store, 'statement', { filter: 'speaker', value: id }, { ...FIRST, facets: 'publisher' }),
    beginningOf<SourceView>(store, 'source', { filter: 'publisher', value: id }, { limit: '8', sort: '-issued' }),
  ]);
  if ('movedTo' in around) return around;
  const view = around.view as ActorView;
  return {
    title: view.label,
    about: descriptionOf(view),
    labels: new Map([...statements.labels, ...published.labels, ...around.labels]),
    forms: formsOf(type, id),
    children: (
      <RecordPage
        around={around}
        recorded={recorded}
        told={['statement.speakers', 'source.publisher']}
        kicker={EN.kinds[view.kind] ?? view.kind}
        without={['kind', 'represents', 'belongsTo', 'belonging']}
      >
        <ActorSections {...{ view, statements, positions, published }} />
      </RecordPage>
    ),
  };
};

const sourcePage: MakeRecordPage = async (store, type, id, raw) => {
  const [around, recorded, document] = await Promise.all([
    recordAround(store, { type, id }),
    recordedBy(store, { type, id }),
    documentShown(store, id, cursorIn(raw)),
  ]);
  if ('movedTo' in around) return around;
  const view = around.view as SourceView;
  const name = (actor: string): string => around.labels.get(`actor/${actor}`) ?? actor;
  return {
    title: view.label,
    about: descriptionOf(view),
    labels: new Map([...document.labels, ...around.labels]),
    forms: formsOf(type, id),
    meta: citationMeta(view, view.authors.map(name), view.publisher === null ? null : name(view.publisher)),
    children: (
      <RecordPage
        around={around}
        recorded={recorded}
        lead={<SourceLead view={view} />}
        told={['passage.source', 'citation.source', 'snapshot.source', 'source.restsOn.source']}
        without={['status', 'archived']}
      >
        <SourceSections view={view} document={document} />
      </RecordPage>
    ),
  };
};

const passagePage: MakeRecordPage = async (store, type, id) => {
  const [around, recorded, statements] = await Promise.all([
    recordAround(store, { type, id }),
    recordedBy(store, { type, id }),
    beginningOf<StatementView>(store, 'statement', { filter: 'passage', value: id }, FIRST),
  ]);
  if ('movedTo' in around) return around;
  const view = around.view as PassageView;
  const place = locatorText(view.locator);
  const where = place === '' ? undefined : place.charAt(0).toUpperCase() + place.slice(1);
  return {
    title: view.label,
    about: descriptionOf(view),
    labels: new Map([...statements.labels, ...around.labels]),
    forms: formsOf(type, id),
    children: (
      <RecordPage around={around} recorded={recorded} title={where} told={['statement.passages']}>
        <Place passage={view} quotes={[]} itself />
        <p>
          <Verification of={view.verification} />
        </p>
        <CheckText passages={[view]} id="copy" />
        <Spoken statements={statements} title={EN.spoken.rests} to={`/statements?passage=${id}`} />
      </RecordPage>
    ),
  };
};

const placePage: MakeRecordPage = async (store, type, id, raw) => {
  const from = type as 'forum' | 'region';
  const cursor = cursorIn(raw);
  const [around, recorded, found, statements] = await Promise.all([
    recordAround(store, { type, id }),
    recordedBy(store, { type, id }),
    readLinks(store, from, id, { limit: '25', ...(cursor !== undefined && { cursor }) }),
    beginningOf<StatementView>(store, 'statement', { filter: from, value: id }, FIRST),
  ]);
  if ('movedTo' in around) return around;
  if ('movedTo' in found) return found;
  const next =
    found.nextCursor === null ? null : `${pageOf(type, id)}?cursor=${encodeURIComponent(found.nextCursor)}#links`;
  return {
    title: around.view.label,
    about: descriptionOf(around.view),
    labels: new Map([...statements.labels, ...around.labels]),
    forms: formsOf(type, id),
    children: (
      <RecordPage around={around} recorded={recorded} told={[`statement.${from}s`]}>
        <LinkSections from={from} found={found} next={next} />
        <Spoken statements={statements} title={EN.spoken.about} to={`/statements?${from}=${id}`} />
      </RecordPage>
    ),
  };
};

/** Of what is spoken at, or about: with the statements. */
const spokenPage: MakeRecordPage = async (store, type, id) => {
  const [around, recorded, statements] = await Promise.all([
    recordAround(store, { type, id }),
    recordedBy(store, { type, id }),
    beginningOf<StatementView>(store, 'statement', { filter: type, value: id }, FIRST),
  ]);
  if ('movedTo' in around) return around;
  const isEvent = type === 'event';
  return {
    title: around.view.label,
    about: descriptionOf(around.view),
    labels: new Map([...statements.labels, ...around.labels]),
    forms: formsOf(type, id),
    children: (
      <RecordPage around={around} recorded={recorded} told={[isEvent ? 'statement.event' : 'statement.topics']}>
        <Spoken
          statements={statements}
          title={isEvent ? EN.spoken.event : EN.spoken.about}
          to={`/statements?${type}=${id}`}
        />
      </RecordPage>
    ),
  };
};

/** All positions on a claim, or of an actor. */
const allPositions = async (
  store: Store,
  type: 'claim' | 'actor',
  id: string,
  request: FastifyRequest,
): Promise<Made> => {
  const key: Key = { type, id };
  const raw = given(rawOf(request));
  const [shown, labels] = await Promise.all([
    positionsPage(store, type, id, { limit: '25', ...raw }),
    labelsOf(store, [key]),
  ]);
  if ('movedTo' in shown) return shown;
  const title = filled(EN.positions[type === 'claim' ? 'pageOnClaim' : 'pageOfActor'], {
    label: labels.get(keyText(key)) ?? id,
  });
  return {
    title,
    labels,
    unlisted: request.url.includes('?'),
    forms: { alternates: [['application/json', `/v1${asData(request.url)}`]] },
    children: <PositionsPage of={type} id={id} title={title} shown={shown} pairs={pairsOf(request.url)} />,
  };
};

const RECORD_PAGES: Partial<Record<TypeName, MakeRecordPage>> = {
  statement: statementPage,
  claim: claimPage,
  actor: actorPage,
  source: sourcePage,
  passage: passagePage,
  forum: placePage,
  region: placePage,
  event: spokenPage,
  topic: spokenPage,
};

export const recordPages = (
  app: FastifyInstance,
  page: AddPage,
  { store, site, formatter }: { store: Store; site: Site; formatter: Formatter },
): void => {
  for (const { name } of ALL_TYPES) {
    const address = `/${TYPES[name].plural}/:id`;
    const idOf = (request: FastifyRequest): string => (request as FastifyRequest<ById>).params.id;
    page(address, (request, named) => (RECORD_PAGES[name] ?? recordPage)(named, name, idOf(request), rawOf(request)));
    if (name === 'claim' || name === 'actor')
      page(`${address}/positions`, (request, named) => allPositions(named, name, idOf(request), request));
    referencePages(app, page, name, { store, site, formatter });
  }
};
