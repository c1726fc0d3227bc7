import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { Because } from '../model/because.ts';
import { explainEvidence, LINK_RULE_NAMES, type LinkRule } from '../model/evidence.ts';
import { isCertain } from '../model/define.ts';
import { Id } from '../model/ids.ts';
import { inRange } from '../model/time-order.ts';
import type { MembershipView } from '../model/types/membership.ts';
import { listQuery } from '../model/query.ts';
import { evidencePart, type Link } from '../store/links.ts';
import type { Questions, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fieldsParameter } from './list-parameters.ts';
import { DEFAULT_LIMIT, paging, readParameters, words, type RawParameters, type Read } from './parameters.ts';
import { presentIn } from './record.ts';
import { heldAsked, heldParameters, type Held } from './time-parameters.ts';

const End = z.object({ type: z.enum(['forum', 'region']), id: Id, label: z.string() });

export const Evidence = z
  .object({
    rule: z.enum(LINK_RULE_NAMES as [LinkRule, ...LinkRule[]]),
    record: z
      .object({ type: z.string(), id: Id, label: z.string() })
      .loose()
      .describe('The statement, event or membership that is the evidence.'),
    because: z.array(Because),
  })
  .describe('A record that is evidence for a link, the rule by which it is, and the facts that make it so.');

export const ForumRegionLink = z
  .object({
    forum: End,
    region: End,
    rules: z.array(z.enum(LINK_RULE_NAMES as [LinkRule, ...LinkRule[]])).describe('The rules that made the link.'),
    evidenceCounts: z.record(z.string(), z.int()).describe('How many records are evidence, by rule.'),
    evidenceCount: z
      .int()
      .describe('How many pieces of evidence there are in all; a record counts once for each rule.'),
    evidence: z.array(Evidence).describe('The first evidence by each rule; the record only by its type, id and label.'),
    links: z.object({ evidence: z.string().describe('Where the whole evidence is listed.') }),
  })
  .describe('A link between a forum and a region, with the rules that made it and the evidence behind it.');
export type ForumRegionLink = z.output<typeof ForumRegionLink>;

export const linkParameters = {
  fields: fieldsParameter(
    'Only these fields of each link, as dotted paths; evidence that is not shown is not read either',
    ForumRegionLink,
    'ForumRegionLink',
  ),
  ...heldParameters,
  ...paging,
};
const SHOWN_PER_RULE = 2;

const evidenceOf = (
  row: { json: string },
  forum: string,
  region: string,
  rule: LinkRule,
): z.output<typeof Evidence> => {
  const record = JSON.parse(row.json) as BaseView;
  return { rule, record, because: explainEvidence(record, { forum, region, rule }) };
};

const briefly = ({
  rule,
  record: { type, id, label },
  because,
}: z.output<typeof Evidence>): z.output<typeof Evidence> => ({ rule, record: { type, id, label }, because });

type End = { type: 'region' | 'forum'; id: string; label: string };

/** The links of a region with forums, or of a forum with regions, in order of id; and the fields of them that are to be shown. */
export const readLinks = async (
  store: Questions,
  from: End['type'],
  id: string,
  raw: RawParameters,
): Promise<
  { links: ForumRegionLink[]; fields: string[][]; limit: number; nextCursor: string | null } | { movedTo: string }
> => {
  const read = readParameters(raw, linkParameters);
  const { limit = DEFAULT_LIMIT, cursor, fields = [] } = read;
  const held = heldAsked(read);
  const withEvidence = fields.length === 0 || fields.some(([first]) => first === 'evidence');
  const binding = ['links', from, id, ...(held === null ? [] : [held])];
  const { reading, links, more } = await store.links({
    of: { type: from, id },
    after: cursor === undefined ? null : (decodeCursor(binding, cursor, ['string'])[0] as string),
    limit,
    shown: withEvidence ? SHOWN_PER_RULE : 0,
  });
  const present = presentIn(reading);
  if ('movedTo' in present) return present;
  const { label } = JSON.parse(present.json) as BaseView;
  const shown = held === null ? links : await linksHeld(store, { type: from, id }, links, held, withEvidence);
  return {
    links: shown.map((link) => linkOf({ type: from, id, label }, link, askedTime(read))),
    fields,
    limit,
    nextCursor: more ? encodeCursor(binding, [links.at(-1)!.other.id]) : null,
  };
};

/** The time that is asked for, as it stands in an address; so that the evidence of a link is as much as was counted. */
const askedTime = ({ at, during, certain }: Read<typeof heldParameters>): string => {
  const given = Object.entries({ at, during, certain: certain === undefined ? undefined : String(certain) });
  const query = new URLSearchParams(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return query.size === 0 ? '' : `?${query.toString()}`;
};

/** Of how many links the memberships are counted at the same time. */
const TOGETHER = 10;

/** Links with only those memberships as evidence that held in a time; without those that rest on no others. */
const linksHeld = async (
  store: Questions,
  of: Pick<End, 'type' | 'id'>,
  links: readonly Link[],
  { range, where }: Held,
  withEvidence: boolean,
): Promise<Link[]> => {
  const heldOf = async ({ other, rules }: Link): Promise<Link> => {
    const then = rules.map(async (each) => {
      const part = evidencePart(of, other.id, each.rule);
      if (part.type !== 'membership') return [each];
      const { rows, total } = await store.list(
        listQuery(part.type, SHOWN_PER_RULE, { ...part, where: [...part.where, ...where], range, count: true }),
      );
      return total === 0 ? [] : [{ ...each, count: total ?? 0, records: withEvidence ? rows : [] }];
    });
    return { other, rules: (await Promise.all(then)).flat() };
  };
  const held: Link[] = [];
  for (let i = 0; i < links.length; i += TOGETHER)
    held.push(...(await Promise.all(links.slice(i, i + TOGETHER).map(heldOf))));
  return held.filter(({ rules }) => rules.length > 0);
};

/** Whether a record is no membership, or one that held in the time that is asked for. */
const didHold = ({ type, json }: { type: string; json: string }, held: Held | null): boolean => {
  if (held === null || type !== 'membership') return true;
  const { period } = JSON.parse(json) as MembershipView;
  return (held.range === null || inRange(period, held.range)) && (held.where.length === 0 || isCertain(period));
};

const linkOf = (end: End, { other, rules }: Link, time: string): ForumRegionLink => {
  const types = { region: 'forum', forum: 'region' } as const;
  const opposite: End = { type: types[end.type], id: other.id, label: other.label ?? other.id };
  const [forum, region] = end.type === 'forum' ? [end, opposite] : [opposite, end];
  return {
    forum,
    region,
    rules: rules.map(({ rule }) => rule),
    evidenceCounts: Object.fromEntries(rules.map(({ rule, count }) => [rule, count])),
    evidenceCount: rules.reduce((sum, { count }) => sum + count, 0),
    evidence: rules.flatMap(({ rule, records }) =>
      records.map((record) => briefly(evidenceOf(record, forum.id, region.id, rule))),
    ),
    links: { evidence: `/v1/regions/${region.id}/forums/${forum.id}/evidence${time}` },
  };
};

export const evidenceParameters = {
  rule: words('Evidence by these rules only', LINK_RULE_NAMES),
  ...heldParameters,
  ...paging,
};

/** The evidence behind one link, rule by rule, within a rule in the order of the records' list. */
export const readEvidence = async (
  store: Store,
  forum: string,
  region: string,
  raw: RawParameters,
): Promise<{ evidence: z.output<typeof Evidence>[]; limit: number; nextCursor: string | null }> => {
  const read = readParameters(raw, evidenceParameters);
  const { limit = DEFAULT_LIMIT, cursor, rule = LINK_RULE_NAMES } = read;
  const held = heldAsked(read);
  const rules = LINK_RULE_NAMES.filter((name) => rule.includes(name));
  const binding = ['evidence', forum, region, rules, ...(held === null ? [] : [held])];
  const [part, key, recordId] =
    cursor === undefined ? [] : decodeCursor(binding, cursor, ['number', 'string', 'string']);
  const after = part === undefined ? null : { part: part as number, key: key as string, id: recordId as string };
  const { rows, more } = await store.sequence(
    rules.map((name) => evidencePart({ type: 'region', id: region }, forum, name)),
    after,
    limit,
    null,
  );
  const last = rows.at(-1);
  return {
    evidence: rows.filter((row) => didHold(row, held)).map((row) => evidenceOf(row, forum, region, rules[row.part]!)),
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.part, last.key, last.id]) : null,
  };
};
