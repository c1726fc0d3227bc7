import { defineType, list } from '../define.ts';
import { ref } from '../ids.ts';
import { ancestors, broaderFilters } from '../hierarchy.ts';
import { byName, named, namedAnswer, namesIn, namesOf, nameText } from '../names.ts';

/** A part of the world, from a city to a continent, in a hierarchy (SKOS broader). */
export const region = defineType({
  name: 'region',
  plural: 'regions',
  about: 'A part of the world, from a city to a continent, in a hierarchy.',
  written: {
    ...named,
    broader: list(ref('region', 'A region that contains this one.'), 'Regions that contain this one (SKOS broader).'),
  },
  derived: { ...namedAnswer, ...ancestors.shape('region') },
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule }) => ({
    ...namesIn(record, rule),
    ...ancestors.derive('region', record.id, record.broader, look, report),
  }),
  filters: broaderFilters('region'),
  sorts: byName,
  names: namesOf,
});
