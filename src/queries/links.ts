import { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import { explainEvidence, LinkFact, LINK_RULE_NAMES, LINK_RULES, type LinkRule } from '../model/evidence.ts';
import { Id, keyOf } from '../model/ids.ts';
import { EVIDENCE_BY_FORUM, EVIDENCE_BY_REGION } from '../model/postings.ts';
import { anyOf } from '../model/query.ts';
import { TYPES } from '../model/types.ts';
import type { Part, Questions, SequenceRow, Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fieldsParameter } from './list-parameters.ts';
import { DEFAULT_LIMIT, paging, readParameters, words, type RawParameters } from './parameters.ts';

const End = z.object({ type: z.enum(['forum', 'region']), id: Id, label: z.string() });

export const Evidence = z
  .object({
    rule: z.enum(LINK_RULE_NAMES as [LinkRule, ...LinkRule[]]),
    record: z
      .object({ type: z.string(), id: Id, label: z.string() })
      .loose()
      .describe('The statement, event or membership that is the evidence.'),
    because: z.array(LinkFact),
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
type ForumRegionLink = z.output<typeof ForumRegionLink>;

export const linkParameters = {
  fields: fieldsParameter(
    'Only these fields of each link, as dotted paths; evidence that is not shown is not read either',
    ForumRegionLink,
  ),
  ...paging,
};
const SHOWN_PER_RULE = 2;

const evidenceOf = (row: SequenceRow, forum: string, region: string, rule: LinkRule): z.output<typeof Evidence> => {
  const record = JSON.parse(row.json) as BaseView;
  return { rule, record, because: explainEvidence(record, { forum, region, rule }) };
};

const briefly = ({
  rule,
  record: { type, id, label },
  because,
}: z.output<typeof Evidence>): z.output<typeof Evidence> => ({ rule, record: { type, id, label }, because });

type Side = 'forum' | 'region';

/** The evidence of a link by one rule, as it is filed under the one end. */
const partOf = (from: Side, forum: string, region: string, rule: LinkRule): Part => {
  const { type } = LINK_RULES[rule];
  const where = [
    from === 'region'
      ? anyOf(EVIDENCE_BY_REGION, `${region} ${forum} ${rule}`)
      : anyOf(EVIDENCE_BY_FORUM, `${forum} ${region} ${rule}`),
  ];
  return { type, where, sort: Object.keys(TYPES[type].sorts)[0]! };
};

/** The forums linked to a region (`from` region), or the regions linked to a forum, in order of id; and the fields of them that are to be shown. */
export const readLinks = async (
  store: Questions,
  from: Side,
  id: string,
  raw: RawParameters,
): Promise<{ links: ForumRegionLink[]; fields: string[][]; limit: number; nextCursor: string | null }> => {
  const { limit = DEFAULT_LIMIT, cursor, fields = [] } = readParameters(raw, linkParameters);
  const withEvidence = fields.length === 0 || fields.some(([first]) => first === 'evidence');
  const binding = ['links', from, id];
  const after = cursor === undefined ? null : (decodeCursor(binding, cursor, ['string'])[0] as string);
  const filter = from === 'region' ? EVIDENCE_BY_REGION : EVIDENCE_BY_FORUM;
  const counts = await store.values(
    filter,
    `${id} `,
    after === null ? null : `${id} ${after} ~`,
    (limit + 1) * LINK_RULE_NAMES.length,
  );
  const byOther = new Map<string, Map<LinkRule, number>>();
  for (const { value, count } of counts) {
    const [, other, rule] = value.split(' ') as [string, string, LinkRule];
    byOther.set(other, (byOther.get(other) ?? new Map()).set(rule, count));
  }
  const others = [...byOther.keys()].slice(0, limit);
  const pairs = others.map((other) =>
    from === 'region' ? { forum: other, region: id } : { forum: id, region: other },
  );
  const parts = !withEvidence
    ? []
    : pairs.flatMap(({ forum, region }, i) =>
        rulesOf(byOther.get(others[i]!)!).map((rule) => ({ forum, region, rule })),
      );
  const [{ rows }, labels] = await Promise.all([
    store.sequence(
      parts.map(({ forum, region, rule }) => partOf(from, forum, region, rule)),
      null,
      parts.length * SHOWN_PER_RULE,
      SHOWN_PER_RULE,
    ),
    readLabels(store, pairs),
  ]);
  const links = pairs.map(({ forum, region }, i): ForumRegionLink => {
    const byRule = byOther.get(others[i]!)!;
    const rules = rulesOf(byRule);
    return {
      forum: { type: 'forum', id: forum, label: labels.get(`forum/${forum}`) ?? forum },
      region: { type: 'region', id: region, label: labels.get(`region/${region}`) ?? region },
      rules,
      evidenceCounts: Object.fromEntries(rules.map((rule) => [rule, byRule.get(rule)!])),
      evidenceCount: [...byRule.values()].reduce((sum, count) => sum + count, 0),
      evidence: rows
        .filter((row) => parts[row.part]!.forum === forum && parts[row.part]!.region === region)
        .map((row) => briefly(evidenceOf(row, forum, region, parts[row.part]!.rule))),
      links: { evidence: `/v1/regions/${region}/forums/${forum}/evidence` },
    };
  });
  return { links, fields, limit, nextCursor: byOther.size > limit ? encodeCursor(binding, [others.at(-1)!]) : null };
};

const rulesOf = (counts: ReadonlyMap<LinkRule, number>): LinkRule[] =>
  LINK_RULE_NAMES.filter((rule) => counts.has(rule));

const readLabels = async (
  store: Questions,
  pairs: readonly { forum: string; region: string }[],
): Promise<Map<string, string | null>> => {
  const addresses = [...new Set(pairs.flatMap(({ forum, region }) => [`forum/${forum}`, `region/${region}`]))];
  const labels = await store.labels(addresses.map(keyOf));
  return new Map(addresses.map((address, i) => [address, labels[i]!]));
};

export const evidenceParameters = { rule: words('Evidence by these rules only', LINK_RULE_NAMES), ...paging };

/** The evidence behind one link, rule by rule, within a rule in the order of the records' list. */
export const readEvidence = async (
  store: Store,
  forum: string,
  region: string,
  raw: RawParameters,
): Promise<{ evidence: z.output<typeof Evidence>[]; limit: number; nextCursor: string | null }> => {
  const { limit = DEFAULT_LIMIT, cursor, rule = LINK_RULE_NAMES } = readParameters(raw, evidenceParameters);
  const rules = LINK_RULE_NAMES.filter((name) => rule.includes(name));
  const binding = ['evidence', forum, region, rules];
  const [part, key, recordId] =
    cursor === undefined ? [] : decodeCursor(binding, cursor, ['number', 'string', 'string']);
  const after = part === undefined ? null : { part: part as number, key: key as string, id: recordId as string };
  const { rows, more } = await store.sequence(
    rules.map((name) => partOf('region', forum, region, name)),
    after,
    limit,
    null,
  );
  const last = rows.at(-1);
  return {
    evidence: rows.map((row) => evidenceOf(row, forum, region, rules[row.part]!)),
    limit,
    nextCursor: more && last ? encodeCursor(binding, [last.part, last.key, last.id]) : null,
  };
};
