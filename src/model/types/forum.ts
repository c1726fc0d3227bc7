import { defineType } from '../define.ts';
import { byName, named, namedAnswer, namesIn, namesOf, nameText } from '../names.ts';

/** A multilateral group or organisation in which states meet. */
export const forum = defineType({
  name: 'forum',
  plural: 'forums',
  about: 'A multilateral group or organisation in which states meet.',
  written: { ...named },
  derived: { ...namedAnswer },
  label: (record) => nameText(record.name),
  derive: (record, _look, _report, { rule }) => namesIn(record, rule),
  inherited: [{ from: 'membership', through: 'forum', filters: { member: 'member' } }],
  sorts: byName,
  names: namesOf,
});
