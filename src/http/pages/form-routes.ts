import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allows } from '../../access/scopes.ts';
import { takeForms } from '../forms.ts';

/*
 * Forms of pages: what browsers send without script.
 */

/** A form of a page is short. */
const BODY_LIMIT = 8 * 1024;

/** Adds routes that forms are sent to. */
export const formRoutes = (app: FastifyInstance, add: (forms: FastifyInstance) => void): void =>
  void app.register(async (forms) => {
    takeForms(forms, { bodyLimit: BODY_LIMIT });
    add(forms);
  });

/** What was filled in; nothing where no form was sent. */
export const filledIn = ({ body }: FastifyRequest): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams();

/** Whether whoever looks at a page may write, and so is shown what does. */
export const mayWrite = ({ principal }: FastifyRequest): boolean =>
  principal !== null && allows(principal.scopes, 'write');
