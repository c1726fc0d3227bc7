import type { FastifyInstance } from 'fastify';
import { components, together } from './openapi-schemas.ts';
import { componentsOfWrites } from './openapi-writes.ts';
import { erasureComponent } from './routes/erasing.ts';

/*
 * The description of the API as a whole: what it says before its routes, and in which groups these stand.
 */

const DESCRIPTION =
  'Who said what, where, and on what evidence: actors, statements, claims, and the footnotes and sources that they rest on. ' +
  'What is sent has bounds: 100 parameters, 1,000 values of one, 2,000 characters of a value and 500 of q (400); JSON of 100 levels (400), with 20,000 values in one record, and 250,000 in a batch or a proposal (413). ' +
  'A parameter that is given empty is refused (400): leave out what is not asked for. ' +
  'HEAD answers wherever GET does; a method that an address lacks is answered with 405, and Allow names those that it has (components/responses/MethodNotAllowed). ' +
  'Requests whose headers are larger than 16 KiB are answered with 431, those that do not come to an end in time with 408. Every such answer is a Problem.';

/** The groups of routes, in the order in which somebody new would want them. */
const TAGS = [
  ['statements', 'Who said what, when and where'],
  ['claims', 'What was asserted, by whom, and what that rests on'],
  ['actors', 'Persons, states and institutions'],
  ['regions', 'Parts of the world, and the forums linked to them'],
  ['forums', 'Multilateral groups, and the regions linked to them'],
  ['graph', 'How well statements are covered, and how records hang together'],
  ['search', 'Full text and type-ahead'],
  ['verification', 'Whether quotations stand where they are said to stand'],
  ['sources', 'Documents'],
  ['snapshots', 'Sources as they were retrieved'],
  ['passages', 'Spans of documents'],
  ['checks', 'What came of looking for words in a text'],
  ['citations', 'Footnotes'],
  ['events', 'Meetings'],
  ['topics', 'Subjects'],
  ['relations', 'Agreement and disagreement'],
  ['memberships', 'Who is a member of which forum'],
  ['changes', 'What was changed, by whom and why'],
  ['proposals', 'Records that wait for somebody to look at them'],
  ['access', 'Who may do what'],
  ['service', 'Health, metrics, errors, this description'],
] as const;

/** The description of this service, where it is and with what it answers. */
export const described = (document: { paths: object }, own: object, isManaged: boolean): object => {
  const { '/metrics': _metrics, ...paths } = document.paths as Record<string, unknown>;
  return { ...document, ...own, ...(isManaged && { paths }) };
};

/** Lets the API description be made of the routes that follow. */
export const describe = async (app: FastifyInstance, version: string): Promise<void> => {
  await app.register(import('@fastify/swagger'), {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Dictum', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'This service' }],
      // Everything can be read by anyone, unless READ=token; what writes names its scope.
      security: [],
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: {
        schemas: together(components(), componentsOfWrites(), erasureComponent()),
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'A token of dictum token create, or a JWT of the OpenID issuer that the service trusts.',
          },
        },
      },
    },
  });
};
