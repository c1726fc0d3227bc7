import { byName, defineType, list, named, namesOf } from '../define.ts';
import { ref } from '../ids.ts';
import { ancestors, broaderFilters } from '../hierarchy.ts';

/** A subject of statements, in a hierarchy (SKOS concept). */
export const topic = defineType({
  name: 'topic',
  plural: 'topics',
  about: 'A subject of statements, in a hierarchy (SKOS concept).',
  written: { ...named, broader: list(ref('topic', 'A wider topic.'), 'Wider topics (SKOS broader).') },
  derived: { ...ancestors.shape('topic') },
  label: (record) => record.name,
  derive: (record, look, report) => ancestors.derive('topic', record.id, record.broader, look, report),
  filters: broaderFilters('topic'),
  sorts: byName,
  names: namesOf,
});
