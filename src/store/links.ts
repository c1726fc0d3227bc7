import { LINK_RULE_NAMES, LINK_RULES, type LinkRule } from '../model/evidence.ts';
import type { Key, TypeName } from '../model/ids.ts';
import { EVIDENCE_BY_FORUM, EVIDENCE_BY_REGION } from '../model/index-keys.ts';
import { anyOf } from '../model/query.ts';
import { TYPES } from '../model/types.ts';
import type { Part, Reading, ValueCount } from './rows.ts';
import type { Later } from './later.ts';

/*
 * Links of forums and regions a page at a time, once for every engine. They are values of the index: the two ends, and
 * the rule by which a record is evidence for their link.
 */

/** The forums linked to a region, or the regions linked to a forum, in order of id. */
export type LinkQuery = {
  of: Key & { type: 'region' | 'forum' };
  /** The id of the other end after which the page begins. */
  after: string | null;
  limit: number;
  /** How many records come with each rule of a link that are evidence by it. */
  shown: number;
};
export type Link = {
  other: { id: string; label: string | null };
  rules: { rule: LinkRule; count: number; records: { json: string }[] }[];
};
export type LinkPage = {
  /** What stands at the address of the region or forum. */
  reading: Reading;
  links: Link[];
  more: boolean;
};

/** What an engine answers, all of it from one state. */
export type LinkGround = {
  read: (key: Key) => Later<Reading>;
  values: (filter: string, prefix: string, after: string | null, limit: number) => Later<ValueCount[]>;
  labels: (keys: readonly Key[]) => Later<(string | null)[]>;
  /** The first records of some lists, at most so many of each; `part` says which list. */
  first: (parts: readonly Part[], perPart: number) => Later<readonly { part: number; json: string }[]>;
};

/** The index key of all links of a region or a forum, and the type of their other ends. */
export const linksOf = ({ type, id }: LinkQuery['of']): { filter: string; prefix: string; other: TypeName } =>
  type === 'region'
    ? { filter: EVIDENCE_BY_REGION, prefix: `${id} `, other: 'forum' }
    : { filter: EVIDENCE_BY_FORUM, prefix: `${id} `, other: 'region' };

/** The records that are evidence for a link by a rule, as they are filed under the one end. */
export const evidencePart = (of: LinkQuery['of'], other: string, rule: LinkRule): Part => {
  const { filter, prefix } = linksOf(of);
  const { type } = LINK_RULES[rule];
  return { type, where: [anyOf(filter, `${prefix}${other} ${rule}`)], sort: Object.keys(TYPES[type].sorts)[0]! };
};

export const linkPage = async ({ of, after, limit, shown }: LinkQuery, ground: LinkGround): Promise<LinkPage> => {
  const { filter, prefix, other } = linksOf(of);
  const [reading, counts] = await Promise.all([
    ground.read(of),
    ground.values(filter, prefix, after === null ? null : `${prefix}${after} ~`, (limit + 1) * LINK_RULE_NAMES.length),
  ]);
  if (reading.state !== 'found') return { reading, links: [], more: false };
  const byOther = new Map<string, Map<LinkRule, number>>();
  for (const { value, count } of counts) {
    const [, id, rule] = value.split(' ') as [string, string, LinkRule];
    byOther.set(id, (byOther.get(id) ?? new Map()).set(rule, count));
  }
  const found = [...byOther.keys()].slice(0, limit);
  const rulesOf = (id: string): LinkRule[] => LINK_RULE_NAMES.filter((rule) => byOther.get(id)!.has(rule));
  const parts = found.flatMap((id) => rulesOf(id).map((rule) => ({ id, rule })));
  const [labels, rows] = await Promise.all([
    ground.labels(found.map((id) => ({ type: other, id }))),
    shown === 0
      ? []
      : ground.first(
          parts.map(({ id, rule }) => evidencePart(of, id, rule)),
          shown,
        ),
  ]);
  return {
    reading,
    links: found.map((id, i) => ({
      other: { id, label: labels[i]! },
      rules: rulesOf(id).map((rule) => ({
        rule,
        count: byOther.get(id)!.get(rule)!,
        records: rows.filter(({ part }) => parts[part]!.id === id && parts[part]!.rule === rule),
      })),
    })),
    more: byOther.size > limit,
  };
};
