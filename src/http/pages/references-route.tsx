import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Key, TypeName } from '../../model/ids.ts';
import { chainReferences, recordReferences } from '../../queries/bibliography.ts';
import { labelsOf } from '../../queries/labels.ts';
import { isCitable } from '../../queries/references.ts';
import { LAYOUTS, STYLES, type References, type Style } from '../../references/appearance.ts';
import { asBibtex } from '../../references/bibtex.ts';
import type { Formatter } from '../../references/formatter.ts';
import { asRis } from '../../references/ris.ts';
import type { Store } from '../../store/port.ts';
import { pageOf } from './context.tsx';
import { originOf, type Site } from './site.ts';
import type { AddPage, Made } from './made.ts';
import { FILES, ReferencesPage } from './references.tsx';
import { EN } from './texts.ts';

/*
 * The references of a record: a page with all styles, to copy, and a file for each form that programs read.
 */

const isOfChains = (type: TypeName): type is 'statement' | 'claim' => type === 'statement' || type === 'claim';

/** What a record cites: of a statement or a claim what its evidence does, which comes in pages of chains. */
const referencesFor = (store: Store, { type, id }: Key) =>
  isOfChains(type)
    ? chainReferences(store, { type, id }, {})
    : recordReferences(store, type as Parameters<typeof recordReferences>[1], id, {});

type Asked = { site: Site; formatter: Formatter };

const referencesPage = async (store: Store, key: Key, { site, formatter }: Asked): Promise<Made> => {
  const found = await referencesFor(store, key);
  if ('movedTo' in found) return found;
  const lines = async (style: Style, layout: (typeof LAYOUTS)[number]): Promise<string[]> =>
    (await formatter.format(found.references, { ...found.appearance, style, layout, markup: 'text' }))
      .split('\n')
      .filter((line) => line !== '');
  const [styled, labels] = await Promise.all([
    Promise.all(
      STYLES.map(async (style) => ({
        style,
        notes: await lines(style, 'footnotes'),
        list: await lines(style, 'bibliography'),
      })),
    ),
    labelsOf(store, [key]),
  ]);
  const label = labels.get(`${key.type}/${key.id}`) ?? key.id;
  const to = pageOf(key.type, key.id);
  const data = `/v1${to}${isOfChains(key.type) ? '/provenance' : ''}`;
  return {
    title: `${EN.cite.of} ${label}`,
    unlisted: true,
    forms: {
      alternates: [
        ['application/json', data],
        ['text/plain', `${data}?style=${STYLES[0]}`],
      ],
    },
    children: <ReferencesPage label={label} to={to} origin={`${originOf(site)}${site.base}`} styled={styled} />,
  };
};

const WRITERS: Readonly<Record<(typeof FILES)[number][0], (works: References['works']) => string>> = {
  bib: asBibtex,
  ris: asRis,
  json: (works) => JSON.stringify(works, null, 2),
};

/** Adds the references of the records of a type. */
export const referencePages = (
  app: FastifyInstance,
  page: AddPage,
  type: TypeName,
  { store, ...asked }: Asked & { store: Store },
): void => {
  if (!isCitable(type) && !isOfChains(type)) return;
  const address = pageOf(type, ':id');
  const keyIn = (request: FastifyRequest): Key => ({ type, id: (request.params as { id: string }).id });
  page(`${address}/references`, (request, named) => referencesPage(named, keyIn(request), asked));
  for (const [ending, , media] of FILES)
    app.get(`${address}/references.${ending}`, {
      schema: { hide: true },
      handler: async (request, reply) => {
        const key = keyIn(request);
        const found = await referencesFor(store, key);
        if ('movedTo' in found)
          return reply.redirect(`${asked.site.base}${pageOf(type, found.movedTo)}/references.${ending}`, 308);
        return reply
          .type(`${media}; charset=utf-8`)
          .header('content-disposition', `attachment; filename="${key.id}.${ending}"`)
          .send(WRITERS[ending](found.references.works));
      },
    });
};
