import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { BaseView } from '../../model/define.ts';
import type { TypeName } from '../../model/ids.ts';
import type { ActorView } from '../../model/types/actor.ts';
import type { PassageView } from '../../model/types/passage.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { StatementView } from '../../model/types/statement.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { recordAround } from '../../queries/around.ts';
import { documentShown } from '../../queries/document.ts';
import type { Labels } from '../../queries/labels.ts';
import { readLinks } from '../../queries/links.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { isCitable } from '../../queries/references.ts';
import { positionsShown, type PositionsShown } from '../../queries/positions-shown.ts';
import { ifAbsent } from '../../queries/record.ts';
import { beginningOf } from '../../queries/related.ts';
import { claimJsonLd, statementJsonLd } from '../../queries/schema-org.ts';
import { claimTrail, statementTrail } from '../../queries/trail.ts';
import type { Formatter } from '../../references/formatter.ts';
import type { Store } from '../../store/port.ts';
import { ActorSections } from './actor.tsx';
import { CheckText } from './check.tsx';
import { ClaimPage } from './claim.tsx';
import { pageOf } from './context.tsx';
import type { Site } from './frame.tsx';
import type { AddPage, Made } from './made.ts';
import { Place } from './place.tsx';
import { LinkSections } from './place-links.tsx';
import { RecordPage } from './record.tsx';
import { referencesPage } from './references-route.tsx';
import type { RelationView } from './relations.tsx';
import { citationMeta, SourceLead, SourceSections } from './source.tsx';
import { StatementPage } from './statement.tsx';
import { EN } from './texts.ts';
import type { Forms } from './this-as.tsx';
import { Verification } from './verification.tsx';

/*
 * Pages of one record: of statements and claims as trails, of any other what its type shows of its own, and all that it
 * holds.
 */

type ById = { Params: { id: string } };

/** Makes the page of one record. */
type MakeRecordPage = (store: Store, type: TypeName, id: string, raw: RawParameters) => Promise<Made>;

const formsOf = (type: TypeName, id: string): Forms => {
  const data = `/v1${pageOf(type, id)}`;
  const linked = type === 'statement' || type === 'claim';
  return {
    alternates: [
      ['application/json', linked ? `${data}/provenance` : data],
      ...(linked ? [['application/ld+json', data] as const] : []),
      ...(type === 'statement' ? [['application/json', `${data}/bundle`, 'bundle'] as const] : []),
    ],
    history: `${pageOf(type, id)}/revisions`,
    ...(isCitable(type) || type === 'claim' ? { references: `${pageOf(type, id)}/references` } : {}),
  };
};

const linkedData = async (
  found: Promise<{ document: object } | { movedTo: string }>,
): Promise<{ linkedData?: object }> => {
  const document = await found.catch(ifAbsent(null));
  return document !== null && 'document' in document ? { linkedData: document.document } : {};
};

const nobody = ifAbsent<PositionsShown>({ positions: [], nextCursor: null });

const RELATIONS = { limit: '20' };

/** A page of what a statement or a claim rests on. */
const trailMade = (
  { view, labels }: { view: BaseView; labels: Labels },
  relations: { labels: Labels },
  linked: { linkedData?: object },
  children: VNode,
): Made => ({
  title: view.label,
  labels: new Map([...relations.labels, ...labels]),
  forms: formsOf(view.type, view.id),
  ...linked,
  children,
});

const statementPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, relations, linked] = await Promise.all([
    statementTrail(store, id, raw),
    beginningOf<RelationView>(store, 'relation', { filter: 'statement', value: id }, RELATIONS),
    linkedData(statementJsonLd(store, id, {})),
  ]);
  if ('movedTo' in trail) return trail;
  return trailMade(trail, relations, linked, <StatementPage trail={trail} relations={relations} />);
};

const claimPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, positions, relations, linked] = await Promise.all([
    claimTrail(store, id, raw),
    positionsShown(store, 'claim', id).catch(nobody),
    beginningOf<RelationView>(store, 'relation', { filter: 'claim', value: id }, RELATIONS),
    linkedData(claimJsonLd(store, id, {})),
  ]);
  if ('movedTo' in trail) return trail;
  return trailMade(trail, relations, linked, <ClaimPage trail={trail} relations={relations} positions={positions} />);
};

const recordPage: MakeRecordPage = async (store, type, id) => {
  const around = await recordAround(store, { type, id });
  if ('movedTo' in around) return around;
  return {
    title: around.view.label,
    labels: around.labels,
    forms: formsOf(type, id),
    children: <RecordPage around={around} />,
  };
};

const cursorIn = ({ cursor }: RawParameters): string | undefined => (typeof cursor === 'string' ? cursor : undefined);

const actorPage: MakeRecordPage = async (store, type, id) => {
  const [around, positions, statements] = await Promise.all([
    recordAround(store, { type, id }),
    positionsShown(store, 'actor', id, true).catch(nobody),
    beginningOf<StatementView>(
      store,
      'statement',
      { filter: 'speaker', value: id },
      { limit: '8', sort: '-said', facets: 'publisher' },
    ),
  ]);
  if ('movedTo' in around) return around;
  const view = around.view as ActorView;
  return {
    title: view.label,
    labels: new Map([...statements.labels, ...around.labels]),
    forms: formsOf(type, id),
    children: (
      <RecordPage
        around={around}
        kicker={EN.kinds[view.kind] ?? view.kind}
        without={['kind', 'represents', 'belongsTo', 'belonging']}
      >
        <ActorSections view={view} statements={statements} positions={positions} />
      </RecordPage>
    ),
  };
};

const sourcePage: MakeRecordPage = async (store, type, id, raw) => {
  const [around, document] = await Promise.all([
    recordAround(store, { type, id }),
    documentShown(store, id, cursorIn(raw)),
  ]);
  if ('movedTo' in around) return around;
  const view = around.view as SourceView;
  const name = (actor: string): string => around.labels.get(`actor/${actor}`) ?? actor;
  return {
    title: view.label,
    labels: new Map([...document.labels, ...around.labels]),
    forms: formsOf(type, id),
    meta: citationMeta(view, view.authors.map(name), view.publisher === null ? null : name(view.publisher)),
    children: (
      <RecordPage around={around} lead={<SourceLead view={view} />}>
        <SourceSections view={view} document={document} />
      </RecordPage>
    ),
  };
};

const passagePage: MakeRecordPage = async (store, type, id) => {
  const around = await recordAround(store, { type, id });
  if ('movedTo' in around) return around;
  const view = around.view as PassageView;
  return {
    title: view.label,
    labels: around.labels,
    forms: formsOf(type, id),
    children: (
      <RecordPage around={around}>
        <Place passage={view} quotes={[]} />
        <Verification of={view.verification} />
        <CheckText passages={[view]} id="copy" />
      </RecordPage>
    ),
  };
};

const placePage: MakeRecordPage = async (store, type, id, raw) => {
  const from = type as 'forum' | 'region';
  const cursor = cursorIn(raw);
  const [around, found] = await Promise.all([
    recordAround(store, { type, id }),
    readLinks(store, from, id, { limit: '25', ...(cursor !== undefined && { cursor }) }),
  ]);
  if ('movedTo' in around) return around;
  if ('movedTo' in found) return found;
  const next =
    found.nextCursor === null ? null : `${pageOf(type, id)}?cursor=${encodeURIComponent(found.nextCursor)}#links`;
  return {
    title: around.view.label,
    labels: around.labels,
    forms: formsOf(type, id),
    children: (
      <RecordPage around={around}>
        <LinkSections from={from} found={found} next={next} />
      </RecordPage>
    ),
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
};

export const recordPages = (
  page: AddPage,
  { store, site, formatter }: { store: Store; site: Site; formatter: Formatter },
): void => {
  for (const { name } of ALL_TYPES) {
    const address = `/${TYPES[name].plural}/:id`;
    const idOf = (request: FastifyRequest): string => (request as FastifyRequest<ById>).params.id;
    page(address, (request) =>
      (RECORD_PAGES[name] ?? recordPage)(store, name, idOf(request), request.query as RawParameters),
    );
    if (isCitable(name) || name === 'claim')
      page(`${address}/references`, (request) =>
        referencesPage(store, { type: name, id: idOf(request) }, { site, formatter }),
      );
  }
};
