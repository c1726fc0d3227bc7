import { parseBody } from '../edit/batch.ts';
import type { ProposalEvent } from '../proposals/events.ts';
import {
  Accepting,
  Commenting,
  type Proposal,
  type Proposed,
  Rejecting,
  type State,
  Undoing,
  type WholeProposal,
} from '../proposals/form.ts';
import { Proposals } from '../proposals/proposals.ts';
import { callServer, pageOf } from './remote.ts';
import { configOf, shellUser, withStore } from './run.ts';

/*
 * The proposals that a command lists and decides on: of a store, or of a running service, in the same forms.
 */

/** A proposal after a decision, and the change set that was written by it; of an undo all of them. */
export type Decided = Proposal & { change?: number | null; changes?: number[] };
export type Comment = WholeProposal['comments'][number];
type Asked = { state: State | null; limit: number; cursor: string | null };

export type ProposalSource = {
  list(asked: Asked): Promise<{ items: Proposal[]; nextCursor: string | null }>;
  events(asked: { after: string; limit: number }): Promise<{ events: ProposalEvent[]; more: boolean }>;
  read(id: string): Promise<WholeProposal>;
  propose(proposed: Proposed): Promise<Proposal>;
  /** `body`: as the interface takes it, and not read yet. */
  accept(id: string, body: object): Promise<Decided>;
  reject(id: string, body: object): Promise<Decided>;
  undo(id: string, body: object): Promise<Decided>;
  comment(id: string, body: object): Promise<Comment>;
};

const ofStore = (proposals: Proposals, by: string): ProposalSource => ({
  list: async ({ state, limit, cursor }) => {
    const { proposals: items, next } = await proposals.list({ state, after: cursor ?? '', limit });
    return { items, nextCursor: next };
  },
  events: (asked) => proposals.events(asked),
  read: (id) => proposals.read(id),
  propose: (proposed) => proposals.propose(proposed, by),
  accept: async (id, body) => {
    const { proposal, change } = await proposals.accept(id, parseBody(Accepting, body), by);
    return { ...proposal, change };
  },
  reject: (id, body) => proposals.reject(id, parseBody(Rejecting, body), by),
  undo: async (id, body) => {
    const { proposal, change, changes } = await proposals.undo(id, parseBody(Undoing, body), by);
    return { ...proposal, change, changes };
  },
  comment: (id, body) => proposals.comment(id, parseBody(Commenting, body).text, by),
});

const ofService = (server: string): ProposalSource => {
  const at = (id: string, step = ''): string => `/v1/proposals/${encodeURIComponent(id)}${step}`;
  const post = async <T>(path: string, body: object): Promise<T> =>
    (await callServer(server, path, { method: 'POST', body })) as T;
  return {
    list: async ({ state, limit, cursor }) => {
      const query = new URLSearchParams({
        limit: String(limit),
        ...(state !== null && { state }),
        ...(cursor !== null && { cursor }),
      });
      const { data, nextCursor } = await pageOf(server, `/v1/proposals?${query.toString()}`);
      return { items: data as Proposal[], nextCursor };
    },
    events: async ({ after, limit }) => {
      const since = after === '' ? '' : `&since=${after}`;
      const { data, nextCursor } = await pageOf(server, `/v1/proposals/events?limit=${limit}${since}`);
      return { events: data as ProposalEvent[], more: nextCursor !== null };
    },
    read: async (id) => (await callServer(server, at(id))) as WholeProposal,
    propose: (proposed) => post('/v1/proposals', proposed),
    accept: (id, body) => post(at(id, '/accept'), body),
    reject: (id, body) => post(at(id, '/reject'), body),
    undo: (id, body) => post(at(id, '/undo'), body),
    comment: (id, body) => post(at(id, '/comments'), body),
  };
};

/**
 * Uses the proposals of the service that `server` names, or else of the store of the settings. Whether somebody else has
 * to accept is ACCEPT, of the service or of the command.
 */
export const withProposals = <T>(
  { server, ...options }: { server?: string | undefined } & Record<string, unknown>,
  use: (proposals: ProposalSource) => Promise<T>,
): Promise<T> =>
  server === undefined
    ? withStore(options, (store) =>
        use(ofStore(new Proposals(store, { bySecond: configOf(options).ACCEPT === 'other' }), shellUser())),
      )
    : use(ofService(server));
