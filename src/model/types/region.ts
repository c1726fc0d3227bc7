import { z } from 'zod';
import { defineType, list, optional } from '../define.ts';
import { ref, refOr } from '../ids.ts';
import { ancestors, broaderFilters } from '../hierarchy.ts';
import { byName, named, namedAnswer, namedFilters, namesIn, namesOf, nameText } from '../names.ts';
import { answered, checkPeriod, periodOf, written } from '../periods.ts';
import { reach, reachedBy, type Link } from '../reach.ts';

const PART = 'Whether only a part of it lies there, as of a country on two continents.';
const ACCORDING = 'The source by which it lies there, where others say that it does not.';

const Inclusion = z
  .object({
    region: ref('region', 'A region that contains this one.'),
    part: z.boolean().describe(PART),
    accordingTo: ref('source', ACCORDING).nullable(),
    ...answered,
  })
  .describe('A region that contains this one: with a part of it only, or as a source says, and since when.');

/** A part of the world, from a city to a continent, in a hierarchy (SKOS broader). */
export const region = defineType({
  name: 'region',
  plural: 'regions',
  about: 'A part of the world, from a city to a continent, in a hierarchy.',
  written: {
    ...named,
    broader: list(
      refOr('region', 'region', 'A region that contains this one.', {
        part: z.boolean().default(false).describe(PART),
        accordingTo: optional(ref('source', ACCORDING)),
        ...written,
      }),
      'Regions that contain this one (SKOS broader).',
    ),
  },
  long: { broader: 'inclusions' },
  derived: {
    ...namedAnswer,
    broader: z.array(ref('region', 'A region that contains this one.')).describe('Regions that contain this one.'),
    inclusions: z.array(Inclusion),
    ...ancestors.shape('region'),
    reach,
  },
  label: (record) => nameText(record.name),
  derive: (record, look, report, { rule }) => {
    const inclusions = record.broader.map((link, i): z.output<typeof Inclusion> => {
      if (typeof link === 'string') return { region: link, part: false, accordingTo: null, ...periodOf({}) };
      checkPeriod(link, `/broader/${i}`, rule);
      return { region: link.region, part: link.part, accordingTo: link.accordingTo, ...periodOf(link) };
    });
    const broader = [...new Set(inclusions.map(({ region: above }) => above))];
    const links = inclusions.map(({ region: upper, part, accordingTo, period }): Link => ({
      region: upper,
      step:
        part || accordingTo !== null || period !== null ? { lower: record.id, upper, part, accordingTo, period } : null,
    }));
    const up = ancestors.derive('region', record.id, broader, look, report);
    return {
      ...namesIn(record, rule),
      broader,
      inclusions,
      ...up,
      // Round a circle, which is refused, each way would grow by the other for ever.
      reach: reachedBy(up.ancestors.includes(record.id) ? [] : links, look).reach,
    };
  },
  filters: { ...namedFilters, ...broaderFilters('region') },
  sorts: byName,
  names: namesOf,
});
