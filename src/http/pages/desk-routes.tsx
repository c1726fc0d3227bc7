import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidParameter } from '../../queries/parameters.ts';
import { operationsOf } from '../../edit/batch.ts';
import { edit } from '../../edit/edit.ts';
import { requireScope } from '../../access/authentication.ts';
import { keyOf, keyText, type Key } from '../../model/ids.ts';
import { STATES, type State, type WholeProposal } from '../../proposals/form.ts';
import { Proposals } from '../../proposals/proposals.ts';
import { withReferences } from '../../proposals/references.ts';
import { labelsOf } from '../../queries/labels.ts';
import type { Store } from '../../store/port.ts';
import { auditOf } from '../rights.ts';
import { acceptedIn, fieldsOf, madeOf, missingIn, namesIn, nextOpen, ofType, statementsIn } from './desk-proposal.ts';
import { withoutMade } from './desk-puts.ts';
import { documentIn, footnoteOf } from './desk-sources.ts';
import { DeskPage, ProposalPage } from './desk.tsx';
import { filledIn, formRoutes, mayWrite } from './form-routes.ts';
import type { Site } from './site.ts';
import { rawOf, type AddPage } from './made.ts';
import { EN } from './texts.ts';

/*
 * Pages of the desk, and the forms by which proposals are decided on them.
 */

const A_PAGE = 30;
/** Of how many open records it is told whether others wrote them since. */
const MOST_LOOKED_AT = 500;

/** The open records that would be new and that the graph has by now, by their addresses, with their revisions. */
const takenIn = async (store: Store, { changes, state }: WholeProposal): Promise<Map<string, number>> => {
  const keys = changes
    .filter(
      ({ change, decision }) =>
        state === 'open' &&
        decision === null &&
        change.op === 'put' &&
        change.revision === null &&
        (change.type === 'statement' || change.type === 'claim' || change.type === 'passage'),
    )
    .slice(0, MOST_LOOKED_AT)
    .map(({ change: { type, id } }) => ({ type, id }));
  if (keys.length === 0) return new Map();
  const { readings } = await store.read(keys);
  return new Map(
    keys.flatMap((key, i) => {
      const reading = readings[i]!;
      return reading.state === 'found'
        ? [[keyText(key), (JSON.parse(reading.json) as { revision: number }).revision]]
        : [];
    }),
  );
};

type One = { Params: { id: string } };

const stateIn = (text: unknown): State => {
  const found = STATES.find((state) => state === text);
  if (found !== undefined || text === undefined) return found ?? 'open';
  const all = STATES.join(', ');
  throw invalidParameter('state', `use one of ${all}`, `state is one of ${all}`);
};

export const deskPages = (
  app: FastifyInstance,
  page: AddPage,
  { store, site, bySecond }: { store: Store; site: Site; bySecond: boolean },
): void => {
  const proposals = new Proposals(store, { bySecond });

  page('/desk', async (request) => {
    requireScope(request.principal, 'propose');
    const { state: asked, after } = rawOf(request);
    const state = stateIn(asked);
    const found = await proposals.list({ state, after: typeof after === 'string' ? after : '', limit: A_PAGE });
    return {
      title: EN.desk.title,
      unlisted: true,
      labels: new Map(),
      forms: { alternates: [['application/json', `/v1/proposals?state=${state}`]] },
      children: (
        <DeskPage
          proposals={found.proposals}
          state={state}
          next={found.next === null ? null : `/desk?state=${state}&after=${found.next}`}
        />
      ),
    };
  });

  page('/desk/:id', async (request, named) => {
    requireScope(request.principal, 'propose');
    const proposal = await proposals.read((request as FastifyRequest<One>).params.id);
    const keys = statementsIn(proposal).flatMap(({ speakers, claim }): Key[] => [
      ...speakers.map((id): Key => ({ type: 'actor', id })),
      ...(claim.text === null ? [{ type: 'claim' as const, id: claim.id }] : []),
    ]);
    const labels = new Map([...namesIn(proposal), ...(await labelsOf(named, keys))]);
    const known = new Set([...labels.keys()].flatMap((key) => (key.startsWith('actor/') ? [key.slice(6)] : [])));
    return {
      title: proposal.comment ?? EN.desk.title,
      unlisted: true,
      labels,
      forms: { alternates: [['application/json', `/v1/proposals/${proposal.id}`]] },
      children: (
        <ProposalPage
          proposal={proposal}
          write={mayWrite(request)}
          missing={missingIn(proposal, known)}
          taken={await takenIn(store, proposal)}
        />
      ),
    };
  });

  formRoutes(app, (forms) => {
    const decided = async (
      request: FastifyRequest,
      reply: FastifyReply,
      id: string,
      record: string,
      change: number | null,
    ) => {
      request.log.info({ ...auditOf(request), status: 303, proposal: id, change }, 'decided');
      const next = record === '' ? null : nextOpen(await proposals.read(id), keyOf(record).id);
      return reply.redirect(`${site.base}/desk/${id}${next === null ? '' : `#s-${next}`}`, 303);
    };
    const options = (scope: 'write' | 'propose') => ({ config: { scope }, schema: { hide: true } });

    forms.post<One>('/desk/:id/accept', {
      ...options('write'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const form = filledIn(request);
        const record = form.get('record') ?? '';
        const corrections = {
          text: form.get('text'),
          same: form.get('same'),
          speakers: form.get('speakers'),
          mode: form.get('mode'),
        };
        const document = await documentIn(store, form.get('document'), form.get('publisher'));
        const accepting =
          record === '' ? {} : acceptedIn(await proposals.read(id), keyOf(record), corrections, document);
        const { added = [] } = accepting;
        const { change } = await proposals.accept(
          id,
          { ...accepting, added: await withoutMade(store, added) },
          request.principal!.name,
        );
        return decided(request, reply, id, record, change);
      },
    });

    forms.post<One>('/desk/:id/reject', {
      ...options('write'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const form = filledIn(request);
        const [record, reason] = [form.get('record') ?? '', form.get('reason')?.trim() ?? ''];
        if (reason === '') throw invalidParameter('reason', 'say why it is rejected');
        const records = record === '' ? undefined : [keyOf(record)];
        await proposals.reject(id, { reason, ...(records && { records }) }, request.principal!.name);
        return decided(request, reply, id, record, null);
      },
    });

    forms.post<One>('/desk/:id/undo', {
      ...options('write'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const at = filledIn(request).get('at');
        const { change, keys } = await proposals.undo(id, at === null ? {} : { at }, request.principal!.name);
        request.log.info({ ...auditOf(request), status: 303, proposal: id, change }, 'undone');
        const statement = keys.find(({ type }) => type === 'statement');
        return reply.redirect(`${site.base}/desk/${id}${statement === undefined ? '' : `#s-${statement.id}`}`, 303);
      },
    });

    type Changes = Parameters<typeof operationsOf>[0]['changes'];

    const openIn = ({ changes }: WholeProposal): Changes =>
      changes.filter(({ decision }) => decision === null).map(({ change }) => change);

    /** Writes what somebody makes beside a proposal, or tries to (`dryRun`); the number of the change set, null where all is there. */
    const written = async (
      { id, comment }: WholeProposal,
      changes: Changes,
      by: string,
      dryRun = false,
    ): Promise<number | null> => {
      const left = await withoutMade(store, changes);
      if (left.length === 0) return null;
      const edited = await edit(store, operationsOf({ changes: left }), {
        by,
        comment: [comment, `made beside proposal ${id}`].filter(Boolean).join('; '),
        dryRun,
        pointer: (i) => `/changes/${i}`,
      });
      return 'report' in edited ? (edited.report.change ?? null) : null;
    };

    /**
     * Accepts a passage that is open, since what is said of one needs it in the graph: only once it is known that what is
     * said can be written too. The number of the change set; null where there was no need.
     */
    const inGraph = async (
      proposal: WholeProposal,
      passage: string,
      said: Changes,
      by: string,
    ): Promise<number | null> => {
      const key = { type: 'passage' as const, id: passage };
      const open = openIn(proposal);
      const own = open.filter((change) => keyText(change) === keyText(key));
      if (own.length === 0) return null;
      const isSaid = new Set(said.map(keyText));
      const needed = withReferences(own, open).filter((change) => !isSaid.has(keyText(change)));
      await written(proposal, [...needed, ...said], by, true);
      return (await proposals.accept(proposal.id, { records: [key], corrected: [] }, by)).change;
    };

    /** Makes something of a passage beside a proposal; `changes` are asked for anew once the passage is in the graph. */
    const making = async (
      request: FastifyRequest,
      proposal: WholeProposal,
      passage: string,
      changes: () => Promise<Changes>,
    ): Promise<void> => {
      const by = request.principal!.name;
      const accepted = await inGraph(proposal, passage, await changes(), by);
      const change = await written(proposal, await changes(), by);
      if (change !== null) await proposals.made(proposal.id, { change, accepted, by });
      request.log.info({ ...auditOf(request), status: 303, proposal: proposal.id, change }, 'made');
    };

    forms.post<One>('/desk/:id/footnotes', {
      ...options('write'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const form = filledIn(request);
        const field = (name: string): string => form.get(name)?.trim() ?? '';
        const [proposal, passage, marker] = [await proposals.read(id), field('passage'), field('marker')];
        const item = ofType(proposal, 'passage').find(({ change }) => change.id === passage);
        if (item === undefined) throw invalidParameter('passage', 'choose a passage of this text');
        if (marker === '') throw invalidParameter('marker', 'say which footnote it is, as the text marks it');
        const document = await documentIn(store, form.get('document'), form.get('publisher'));
        if (document === null) throw invalidParameter('document', 'choose a document, or say what it is');
        const work = { marker, document, locator: field('locator') };
        // A footnote that was proposed of the passage is in the graph once that is.
        await making(request, proposal, passage, () =>
          footnoteOf(store, passage, work, item.decision === null ? fieldsOf(item) : null),
        );
        return reply.redirect(`${site.base}/passages/${passage}`, 303);
      },
    });

    forms.post<One>('/desk/:id/statements', {
      ...options('write'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const form = filledIn(request);
        const field = (name: string): string => form.get(name) ?? '';
        const proposal = await proposals.read(id);
        const document = await documentIn(store, form.get('document'), form.get('publisher'));
        const made = madeOf(
          proposal,
          {
            passage: field('passage'),
            words: field('words'),
            speakers: field('speakers'),
            text: field('text'),
            same: field('same'),
            mode: field('mode'),
          },
          document,
        );
        await making(request, proposal, field('passage'), () => Promise.resolve(made));
        return reply.redirect(`${site.base}/statements/${made.at(-1)!.id}`, 303);
      },
    });

    forms.post<One>('/desk/:id/comments', {
      ...options('propose'),
      handler: async (request, reply) => {
        const { id } = request.params;
        const text = filledIn(request).get('text')?.trim() ?? '';
        if (text !== '') await proposals.comment(id, text.slice(0, 5000), request.principal!.name);
        return reply.redirect(`${site.base}/desk/${id}#comments`, 303);
      },
    });
  });
};
