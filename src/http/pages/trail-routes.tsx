import type { VNode } from 'preact';
import type { BaseView } from '../../model/define.ts';
import type { Labels } from '../../queries/labels.ts';
import { ifAbsent } from '../../queries/record.ts';
import { claimPositions } from '../../queries/positions-shown.ts';
import { recordedBy } from '../../queries/recorded.ts';
import { beginningOf } from '../../queries/related.ts';
import { claimJsonLd, statementJsonLd } from '../../queries/schema-org.ts';
import { claimTrail, statementTrail, type ClaimTrail, type StatementTrail } from '../../queries/trail.ts';
import { ClaimPage } from './claim.tsx';
import { counted, filled } from './context.tsx';
import { dateText } from './dates.ts';
import { formsOf, type Made, type MakeRecordPage } from './made.ts';
import type { RelationView } from './relations.tsx';
import { citationDate } from './source.tsx';
import { StatementPage } from './statement.tsx';
import { EN } from './texts.ts';

/*
 * Pages of statements and claims, which are told as trails.
 */

const linkedData = async (
  found: Promise<{ document: object } | { movedTo: string }>,
): Promise<{ linkedData?: object }> => {
  const document = await found.catch(ifAbsent(null));
  return document !== null && 'document' in document ? { linkedData: document.document } : {};
};

const RELATIONS = { limit: '20' };

const trailMade = (
  { view, labels }: { view: BaseView; labels: Labels },
  relations: { labels: Labels },
  linked: { linkedData?: object },
  children: VNode,
  about: string,
  meta: [name: string, content: string][] = [],
): Made => ({
  title: view.label,
  about,
  labels: new Map([...relations.labels, ...labels]),
  forms: formsOf(view.type, view.id),
  ...linked,
  meta,
  children,
});

/** A statement in a line: who made it, when, how it has come down, and how near its evidence stands. */
const aboutStatement = ({ view, labels }: StatementTrail): string =>
  [
    view.speakers.map((id) => labels.get(`actor/${id}`) ?? id).join(', ') || EN.trail.speakerUnknown,
    ...(view.said === null ? [] : [dateText(view.said, EN.language)]),
    EN.modes[view.mode] ?? view.mode,
    ...view.directness.map((directness) => EN.directness[directness] ?? directness),
  ].join('; ');

/** What a claim rests on, in a line. */
const aboutClaim = ({ corroboration }: ClaimTrail): string =>
  filled(EN.corroboration.sum, {
    statements: counted(EN, 'statement', corroboration.statements),
    passages: counted(EN, 'passage', corroboration.passages),
    sources: counted(EN, 'source', corroboration.sources),
    publishers: counted(EN, 'publisher', corroboration.publishers),
    roots: counted(EN, 'root', corroboration.independentRoots),
  });

/** The meta elements by which programs for references recognise a statement. */
const statementMeta = ({ view, labels }: StatementTrail): [string, string][] => [
  ['citation_title', view.label],
  ['z:itemType', 'webpage'],
  ...view.speakers.map((id): [string, string] => ['citation_author', labels.get(`actor/${id}`) ?? id]),
  ...(view.said === null ? [] : [['citation_publication_date', citationDate(view.said)] as [string, string]]),
];

export const statementPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, relations, linked, recorded] = await Promise.all([
    statementTrail(store, id, raw),
    beginningOf<RelationView>(store, 'relation', { filter: 'statement', value: id }, RELATIONS),
    linkedData(statementJsonLd(store, id, {})),
    recordedBy(store, { type, id }),
  ]);
  if ('movedTo' in trail) return trail;
  const page = <StatementPage trail={trail} relations={relations} recorded={recorded} />;
  return trailMade(trail, relations, linked, page, aboutStatement(trail), statementMeta(trail));
};

export const claimPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, positions, relations, linked, recorded] = await Promise.all([
    claimTrail(store, id, raw),
    claimPositions(store, id),
    beginningOf<RelationView>(store, 'relation', { filter: 'claim', value: id }, RELATIONS),
    linkedData(claimJsonLd(store, id, {})),
    recordedBy(store, { type, id }),
  ]);
  if ('movedTo' in trail) return trail;
  const page = <ClaimPage trail={trail} relations={relations} positions={positions} recorded={recorded} />;
  return trailMade(trail, relations, linked, page, aboutClaim(trail));
};
