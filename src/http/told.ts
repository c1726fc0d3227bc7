import type { FastifyInstance } from 'fastify';
import { factMembers } from '../model/fields.ts';
import { tellFacts } from '../queries/facts.ts';
import type { Store } from '../store/port.ts';

/** Whether an answer goes out as it is stored: a bundle is signed so. */
const isSealed = (route: string | undefined): boolean => route?.endsWith('/bundle') ?? false;

/** The members of facts that the parameter `fields` of a request asks for; null for all. */
export const membersAsked = (query: unknown): string[] | null => {
  const { fields = [] } = query as { fields?: string | string[] };
  return factMembers([fields].flat().flatMap((each) => each.split(',').map((path) => path.trim().split('.'))));
};

/** Tells the facts of each answer of the interface: in sentences, with the names that records have now. */
export const tellAnswers = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (typeof payload !== 'string' || reply.statusCode !== 200 || isSealed(request.routeOptions.url)) return payload;
    if (!request.url.startsWith('/v1/') || !String(reply.getHeader('content-type')).startsWith('application/json'))
      return payload;
    const [told] = await tellFacts(store, [payload], { members: membersAsked(request.query) });
    return told;
  });
};
