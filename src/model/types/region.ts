import { byName, defineType, list, named, namesOf } from '../define.ts';
import { ref } from '../ids.ts';
import { ancestors, broaderFilters } from '../hierarchy.ts';

/** A part of the world, from a city to a continent, in a hierarchy (SKOS broader). */
export const region = defineType({
  name: 'region',
  plural: 'regions',
  about: 'A part of the world, from a city to a continent, in a hierarchy.',
  written: {
    ...named,
    broader: list(ref('region', 'A region that contains this one.'), 'Regions that contain this one (SKOS broader).'),
  },
  derived: { ...ancestors.shape('region') },
  label: (record) => record.name,
  derive: (record, look, report) => ancestors.derive('region', record.id, record.broader, look, report),
  filters: broaderFilters('region'),
  sorts: byName,
  names: namesOf,
});
