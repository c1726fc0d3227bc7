import { byName, defineType, named, namesOf } from '../define.ts';

/** A multilateral group or organisation in which states meet. */
export const forum = defineType({
  name: 'forum',
  plural: 'forums',
  about: 'A multilateral group or organisation in which states meet.',
  written: { ...named },
  derived: {},
  label: (record) => record.name,
  derive: () => ({}),
  inherited: [{ from: 'membership', through: 'forum', filters: { member: 'member' } }],
  sorts: byName,
  names: namesOf,
});
