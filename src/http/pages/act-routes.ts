import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidParameter } from '../../queries/parameters.ts';
import { edit } from '../../edit/edit.ts';
import type { Operation } from '../../edit/operations.ts';
import { revertChange } from '../../log/revert.ts';
import { isId, type TypeName } from '../../model/ids.ts';
import { ALL_TYPES } from '../../model/types.ts';
import type { Store } from '../../store/port.ts';
import { auditOf } from '../rights.ts';
import { MOST_REVERTED, notReverted, numberOf } from '../../log/reverted.ts';
import { pageOf } from './context.tsx';
import { filledIn, formRoutes } from './form-routes.ts';
import type { Site } from './site.ts';

/*
 * What people who may write do from pages, without script: they undo a change set, and merge records that are of one
 * thing. A cookie counts here only where a page of this service sent the form (rights.ts).
 */

const WRITE = { config: { scope: 'write' as const }, schema: { hide: true } };

/** Why somebody did it, as they say; nothing where they say nothing. */
const commentIn = (form: URLSearchParams): string | null => {
  const comment = form.get('comment')?.trim() ?? '';
  return comment === '' ? null : comment;
};

/** The records that a form says are of one thing. @throws DictumError `invalid-parameters` */
const mergedIn = (form: URLSearchParams): { type: TypeName; into: string; ids: string[] } => {
  const type = ALL_TYPES.find(({ name }) => name === form.get('type'))?.name;
  if (type === undefined) throw invalidParameter('type', 'say of which type the records are');
  const into = form.get('into') ?? '';
  if (!isId(into)) throw invalidParameter('into', 'choose the record that stays');
  const ids = [...new Set(form.getAll('id'))].filter((id) => id !== into);
  if (ids.length === 0 || !ids.every(isId)) throw invalidParameter('id', 'name another record that is merged into it');
  return { type, into, ids };
};

export const actRoutes = (app: FastifyInstance, { store, site }: { store: Store; site: Site }): void =>
  formRoutes(app, (forms) => {
    const wrote = (request: FastifyRequest, change: number | null): void =>
      request.log.info({ ...auditOf(request), status: 303, change }, 'wrote');

    forms.post('/changes/:number/undo', {
      ...WRITE,
      handler: async (request, reply) => {
        const number = numberOf((request.params as { number: string }).number);
        const report = await revertChange(store, number, {
          by: request.principal!.name,
          comment: commentIn(filledIn(request)),
          most: MOST_REVERTED,
        });
        if (!report.reverted) {
          if (report.reason === 'repeated') throw new Error('an undo without a key cannot be repeated');
          throw notReverted(number, report);
        }
        wrote(request, report.change);
        return reply.redirect(`${site.base}/changes/${report.change ?? number}`, 303);
      },
    });

    forms.post('/duplicates', {
      ...WRITE,
      handler: async (request, reply) => {
        const form = filledIn(request);
        const { type, into, ids } = mergedIn(form);
        const operations = ids.map((id): Operation => ({ key: { type, id }, expect: 'any', op: 'merge', into }));
        const edited = await edit(store, operations, { by: request.principal!.name, comment: commentIn(form) });
        wrote(request, 'report' in edited ? (edited.report.change ?? null) : null);
        return reply.redirect(`${site.base}${pageOf(type, into)}`, 303);
      },
    });
  });
