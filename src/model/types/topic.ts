import { defineType, list } from '../define.ts';
import { ref } from '../ids.ts';
import { ancestors, broaderFilters } from '../hierarchy.ts';
import { byName, named, namedAnswer, namedFilters, namesIn, namesOf, nameText } from '../names.ts';

/** A subject of statements, in a hierarchy (SKOS concept). */
export const topic = defineType({
  name: 'topic',
  plural: 'topics',
  about: 'A subject of statements, in a hierarchy (SKOS concept).',
  written: { ...named, broader: list(ref('topic', 'A wider topic.'), 'Wider topics (SKOS broader).') },
  derived: { ...namedAnswer, ...ancestors.shape('topic') },
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule }) => ({
    ...namesIn(record, rule),
    ...ancestors.derive('topic', record.id, record.broader, look, report),
  }),
  filters: { ...namedFilters, ...broaderFilters('topic') },
  sorts: byName,
  names: namesOf,
});
