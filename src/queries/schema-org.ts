import { isOwn } from '../model/quotes.ts';
import { claimsBy } from '../model/stance.ts';
import type { BaseView } from '../model/define.ts';
import { cslTypeOf } from '../model/csl.ts';
import { cslText, cslTexts } from '../model/csl-read.ts';
import { keyText, type TypeName } from '../model/ids.ts';
import { anyOf, listQuery } from '../model/query.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { EventView } from '../model/types/event.ts';
import type { SourceView } from '../model/types/source.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Store } from '../store/port.ts';
import { chainPaging, readChains } from './chain-page.ts';
import { addressed, dateLiteral, iri, jsonLd, told, type LdNode } from './linked-data.ts';
import { readParameters, type RawParameters } from './parameters.ts';

/*
 * Statements and claims in the words of schema.org, as ADR 0010 says: nothing here rates a claim.
 */

const INCLUDE = [
  ['speakers'],
  ['claims'],
  ['event', 'place'],
  ['topics'],
  ['regions'],
  ['forums'],
  ['actors'],
  ['events', 'place'],
  ['passages'],
  ...['sources', 'citedSources'].flatMap((source) => [
    [source, 'publisher'],
    [source, 'authors'],
  ]),
];

const ACTORS = {
  person: ['schema:Person'],
  state: ['schema:Country', 'schema:Organization'],
  institution: ['schema:Organization'],
  group: ['schema:Organization'],
};
const WORKS: Readonly<Record<string, string>> = {
  'article-newspaper': 'schema:NewsArticle',
  'article-journal': 'schema:ScholarlyArticle',
  article: 'schema:Article',
  'article-magazine': 'schema:Article',
  book: 'schema:Book',
  dataset: 'schema:Dataset',
  legislation: 'schema:Legislation',
  map: 'schema:Map',
  post: 'schema:SocialMediaPosting',
  'post-weblog': 'schema:BlogPosting',
  report: 'schema:Report',
  thesis: 'schema:Thesis',
  webpage: 'schema:WebPage',
};

const refs = (type: TypeName, ids: readonly string[]): LdNode[] => ids.map((id) => iri(type, id));
const actorNode = ({ kind, sameAs, alternativeNames, familyName, givenName }: ActorView) => ({
  '@type': ACTORS[kind],
  ...told('schema:alternateName', alternativeNames),
  ...told('schema:familyName', familyName),
  ...told('schema:givenName', givenName),
  ...addressed('schema:sameAs', sameAs),
});
/** One end of a time, as precise as it is known; none where that end is open. */
const endOf = (date: string | null, end: 0 | 1): object | null => {
  const known = date?.split('/')[end] ?? '';
  return known === '' || known === '..' ? null : dateLiteral(known);
};
const eventNode = ({ date, place }: EventView) => ({
  '@type': 'schema:Event',
  ...told('schema:startDate', endOf(date, 0)),
  ...told('schema:endDate', endOf(date, 1)),
  ...told('schema:location', place && iri('region', place)),
});
const sourceNode = ({ csl, issued, publisher, authors }: SourceView) => ({
  '@type': WORKS[cslTypeOf(csl)] ?? 'schema:CreativeWork',
  ...addressed('schema:url', cslTexts(csl, 'URL')),
  ...told('schema:inLanguage', cslText(csl, 'language')),
  ...told('schema:datePublished', issued && dateLiteral(issued)),
  ...told('schema:publisher', publisher && iri('actor', publisher)),
  ...told('schema:author', refs('actor', authors)),
});

/** What schema.org calls the records that statements refer to; their name is added to each. */
const OTHERS: Partial<Record<TypeName, (view: never) => object>> = {
  actor: actorNode,
  event: eventNode,
  source: sourceNode,
  region: () => ({ '@type': 'schema:Place' }),
  topic: () => ({ '@type': 'schema:DefinedTerm' }),
  forum: () => ({ '@type': 'schema:Organization' }),
  passage: ({ source }: { source: string }) => ({
    '@type': 'schema:CreativeWork',
    'schema:isPartOf': iri('source', source),
  }),
};

/** What schema.org calls a record of a type that it has a word for. */
export const schemaNodes = (view: BaseView): LdNode[] => {
  const describe = OTHERS[view.type];
  return describe === undefined ? [] : [{ ...iri(view.type, view.id), ...describe(view as never) }];
};

const statementNode = (view: StatementView): LdNode => ({
  ...iri('statement', view.id),
  // A quotation has words of the speaker; what is reported in others' words is a statement.
  '@type':
    view.quotes.some(isOwn) || (view.mode === 'direct-quote' && view.quotes.length === 0)
      ? 'schema:Quotation'
      : 'schema:Statement',
  'schema:name': view.label,
  ...told(
    'schema:text',
    view.quotes.filter(isOwn).map(({ exact }) => exact),
  ),
  'schema:author': refs('actor', view.speakers),
  ...told('schema:dateCreated', view.said && dateLiteral(view.said)),
  ...told('schema:recordedAt', view.event && iri('event', view.event)),
  ...told('schema:about', [
    ...refs('topic', view.topics),
    ...refs('region', view.regions),
    ...refs('forum', view.forums),
    ...refs('event', view.events),
  ]),
  ...told('schema:mentions', refs('actor', view.actors)),
  'schema:isBasedOn': refs('passage', view.passages),
  ...told('schema:citation', refs('source', view.citedSources)),
});

const claimNode = (view: BaseView, statements: readonly StatementView[]): LdNode => ({
  ...iri('claim', view.id),
  '@type': 'schema:Claim',
  'schema:name': view.label,
  'schema:text': view.label,
  ...told('schema:author', refs('actor', [...new Set(statements.flatMap(({ speakers }) => speakers))])),
  ...told(
    'schema:appearance',
    refs(
      'statement',
      statements.map(({ id }) => id),
    ),
  ),
});

/** The one statement known to be the first; none where one is undated, since that may be earlier. */
const firstOf = (statements: readonly StatementView[]): StatementView | null => {
  const [first, second] = statements;
  const exact = statements.every(({ said }) => said !== null && /^\d{4}-\d{2}-\d{2}$/.test(said));
  return first !== undefined && exact && first.said !== second?.said ? first : null;
};

type Relation = BaseView & {
  kind: string;
  from: { type: TypeName; id: string };
  to: { type: TypeName; id: string };
  author: string;
  note: string | null;
};

/** A relation that disputes or corrects is a review of the claim by its author; there is no rating, since nobody gave one. */
const reviewNodes = (relation: Relation, label: string): LdNode[] => [
  {
    ...iri('relation', relation.id),
    '@type': 'schema:ClaimReview',
    'schema:name': relation.label,
    'schema:claimReviewed': label,
    'schema:itemReviewed': iri(relation.to.type, relation.to.id),
    'schema:author': iri('actor', relation.author),
    'schema:isBasedOn': iri(relation.from.type, relation.from.id),
    ...told('schema:reviewBody', relation.note),
    [`cito:${relation.kind}`]: iri(relation.to.type, relation.to.id),
  },
];

/** Who denies or doubts a claim reviews it by a statement, again without a rating. */
const positionNodes = (statements: readonly StatementView[], { id, label }: BaseView): LdNode[] =>
  (['denies', 'doubts'] as const).flatMap((stance) =>
    statements
      .filter((statement) => claimsBy(statement, stance).includes(id))
      .map((statement) => ({
        '@id': `${iri('statement', statement.id)['@id']}#${stance}-${id}`,
        '@type': 'schema:ClaimReview',
        'schema:claimReviewed': label,
        'schema:itemReviewed': iri('claim', id),
        ...told('schema:author', refs('actor', statement.speakers)),
        ...told('schema:dateCreated', statement.said && dateLiteral(statement.said)),
        'schema:isBasedOn': iri('statement', statement.id),
        'schema:reviewBody': stance,
        ...(stance === 'denies' ? { 'cito:disputes': iri('claim', id) } : {}),
      })),
  );

/** How many reviews a document holds at most. */
const MOST_REVIEWS = 200;

const reviewsOf = async (store: Store, type: 'claim' | 'statement', view: BaseView): Promise<LdNode[]> => {
  const where = [anyOf('kind', 'disputes', 'corrects'), anyOf(type === 'claim' ? 'toClaim' : 'toStatement', view.id)];
  const { rows, related } = await store.list(
    listQuery('relation', MOST_REVIEWS, { where, sort: 'id', include: [['author'], ['from']] }),
  );
  const others = related.map(({ json }) => JSON.parse(json) as BaseView);
  return [
    ...rows.flatMap(({ json }) => reviewNodes(JSON.parse(json) as Relation, view.label)),
    ...others.map((other) => ({
      ...iri(other.type, other.id),
      'schema:name': other.label,
      ...(OTHERS[other.type] ?? (() => ({ '@type': other.type === 'claim' ? 'schema:Claim' : 'schema:Statement' })))(
        other as never,
      ),
    })),
  ];
};

const nodesAround = (
  statements: readonly StatementView[],
  related: readonly { json: string }[],
  subject: string | null,
): LdNode[] => [
  ...statements.map(statementNode),
  ...related
    .map(({ json }) => JSON.parse(json) as BaseView)
    .filter((view) => keyText(view) !== subject)
    .flatMap((view): LdNode[] => {
      if (view.type === 'claim')
        return [
          claimNode(
            view,
            statements.filter((statement) => claimsBy(statement, 'affirms').includes(view.id)),
          ),
        ];
      const describe = OTHERS[view.type];
      return describe === undefined
        ? []
        : [{ ...iri(view.type, view.id), 'schema:name': view.label, ...describe(view as never) }];
    }),
];

type Document = { document: object; nextCursor: string | null } | { movedTo: string };

/** A statement as a quotation or statement of schema.org, with what it refers to and what a page of its chains names. */
export const statementJsonLd = async (store: Store, id: string, raw: RawParameters): Promise<Document> => {
  const found = await readChains(store, { type: 'statement', id }, readParameters(raw, chainPaging), INCLUDE);
  if ('movedTo' in found) return found;
  const views = found.rows.map(({ json }) => JSON.parse(json) as StatementView);
  const reviews = await reviewsOf(store, 'statement', JSON.parse(found.json) as BaseView);
  return {
    document: jsonLd([...nodesAround(views, found.related, null), ...reviews]),
    nextCursor: found.nextCursor,
  };
};

/** A claim of schema.org with its appearances on a page of its chains, and the reviews of those who dispute or correct it. */
export const claimJsonLd = async (store: Store, id: string, raw: RawParameters): Promise<Document> => {
  const read = readParameters(raw, chainPaging);
  const found = await readChains(store, { type: 'claim', id }, read, INCLUDE);
  if ('movedTo' in found) return found;
  const claim = JSON.parse(found.json) as BaseView;
  const statements = found.rows.map(({ json }) => JSON.parse(json) as StatementView);
  const affirming = statements.filter((statement) => claimsBy(statement, 'affirms').includes(id));
  const first = read.cursor === undefined && found.nextCursor === null ? firstOf(affirming) : null;
  const node = {
    ...claimNode(claim, affirming),
    ...told('schema:firstAppearance', first && iri('statement', first.id)),
  };
  return {
    document: jsonLd([
      node,
      ...nodesAround(statements, found.related, keyText(claim)),
      ...positionNodes(statements, claim),
      ...(await reviewsOf(store, 'claim', claim)),
    ]),
    nextCursor: found.nextCursor,
  };
};
