import { defineType, optional } from '../define.ts';
import { ancestors } from '../hierarchy.ts';
import { ref } from '../ids.ts';
import { byName, named, namedAnswer, namedFilters, namesIn, namesOf, nameText } from '../names.ts';

/** A multilateral group or organisation in which states meet. */
export const forum = defineType({
  name: 'forum',
  plural: 'forums',
  about: 'A multilateral group or organisation in which states meet.',
  written: {
    ...named,
    actor: optional(ref('actor', 'The actor that it is when it speaks.')),
    partOf: optional(ref('forum', 'The forum that it is a body of.')),
  },
  derived: { ...namedAnswer, ...ancestors.shape('forum') },
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule }) => ({
    ...namesIn(record, rule),
    ...ancestors.derive('forum', record.id, record.partOf === null ? [] : [record.partOf], look, report),
  }),
  filters: {
    ...namedFilters,
    actor: {
      about: 'Forums that are this actor when they speak',
      ref: 'actor',
      values: (view) => (view.actor === null ? [] : [view.actor]),
    },
    partOf: {
      about: 'Bodies of this forum, however deep',
      ref: 'forum',
      values: (view) => (view.partOf === null ? [] : [view.partOf]),
      broader: (view) => view.ancestors,
    },
  },
  inherited: [
    {
      from: 'membership',
      through: 'forum',
      filters: { member: 'member' },
      about: 'Forums that this actor is a member of',
      heirs: (view: { status: string; forum: string }) => (view.status === 'member' ? [view.forum] : []),
    },
    { from: 'membership', through: 'forum', filters: { membership: 'self' } },
  ],
  sorts: byName,
  names: namesOf,
});
