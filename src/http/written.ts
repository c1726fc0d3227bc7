import { TYPES } from '../model/types.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { edit } from '../edit/edit.ts';
import type { Operation } from '../edit/operations.ts';
import { rehearsalAnswer } from '../edit/rehearsal.ts';
import { DictumError } from '../model/errors.ts';
import { flag, readParameters, type RawParameters } from '../queries/parameters.ts';
import { rememberedIn, type Remembered } from '../store/entries.ts';
import type { Once, Store } from '../store/port.ts';
import { sendData, sendMoved } from './answer.ts';
import { printOf, repetitionOf } from './edit-headers.ts';
import { leaveDeadline } from './deadline.ts';
import { JSON_MEDIA, mediaType } from './negotiate.ts';
import { revisionTag } from './preconditions.ts';
import { auditOf, maySeeTexts } from './rights.ts';
import { setForm } from '../queries/changes.ts';

/*
 * Makes the write that a request asks for, and answers it: with the change set, with what would be written, or with what
 * an earlier request of the same key was answered.
 */

/** For how long a request is known by its idempotency key. */
const REMEMBERED_MS = 24 * 3_600_000;
/** How many of the records that a change set touched are answered with it. */
const CHANGES_TOLD = 1000;

export const writeParameters = {
  dryRun: flag('Only tell what would be written, and what would follow from it'),
};

/** What a request asks for; `pointer`: where its operations stand in the body, of which there are several. */
export type Asked = {
  operations: readonly Operation[];
  created: boolean;
  comment: string | null;
  pointer?: (operation: number) => string;
};

/** Who writes, and how: under which name it is remembered for its status, and whether it is only tried. */
export type Way = {
  by: string;
  dryRun: boolean;
  texts: boolean;
  onceFor: (status: number) => Once | null;
};

/**
 * What came of a write: a change set, or that nothing changed (null); what an earlier request left; or what is told of
 * a try, or of an id that leads on.
 */
export type Outcome =
  | { change: number | null; status: number; tag: string | null }
  | { repeated: string }
  | { told: object }
  | { movedTo: string };

const rememberedOf = async (store: Store, repetition: { name: string } | null): Promise<Remembered | null> => {
  const [entry] = repetition === null ? [] : await store.entries('answer', [repetition.name]);
  return entry === undefined ? null : rememberedIn(entry.value);
};

/** Makes a write, or answers a request that is repeated, for which `work` is not called. */
export const sendOutcome = async (
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (way: Way) => Promise<Outcome>,
): Promise<FastifyReply> => {
  mediaType(request, [JSON_MEDIA]);
  const { dryRun = false } = readParameters(request.query as RawParameters, writeParameters);
  const repetition = await repetitionOf(request, { dryRun });
  const before = await rememberedOf(store, repetition);
  if (before !== null && before.print === repetition!.print) return sendRemembered(store, request, reply, before);
  let outcome: Outcome;
  try {
    outcome = await work({
      by: request.principal!.name,
      dryRun,
      texts: maySeeTexts(request),
      onceFor: (status) =>
        repetition === null ? null : { ...repetition, status, expires: Date.now() + REMEMBERED_MS },
    });
  } catch (error) {
    // What is in the way may be what the same request has written, which came a second time meanwhile.
    const remembered = await rememberedOf(store, repetition);
    if (remembered === null) throw error;
    return sendRemembered(store, request, reply, sameAs(repetition!, remembered));
  }
  if ('movedTo' in outcome) {
    if (before !== null && (await wasLed(store, request, before))) return sendRemembered(store, request, reply, before);
    return sendMoved(reply, { id: outcome.movedTo });
  }
  if ('told' in outcome) return sendData(reply, outcome.told);
  if ('repeated' in outcome)
    return sendRemembered(store, request, reply, sameAs(repetition!, rememberedIn(outcome.repeated)));
  const { change, status, tag } = outcome;
  request.log.info({ ...auditOf(request), status, change }, 'wrote');
  if (tag !== null) reply.header('etag', tag);
  // It is written: that is not given up for the time that it has taken, and told whatever becomes of the answer.
  leaveDeadline(request);
  return sendChange(store, request, reply, status, change).catch((error) => {
    if (!(error instanceof DictumError) || change === null) throw error;
    const detail = `${error.message}; what was sent is written, as change set ${change}`;
    throw new DictumError(error.code, detail, { cause: error });
  });
};

/** Writes operations; `read` says which. */
export const sendWritten = (
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => Promise<Asked>,
): Promise<FastifyReply> =>
  sendOutcome(store, request, reply, async ({ by, dryRun, texts, onceFor }) => {
    const { operations, created, comment, pointer } = await read();
    const status = created && !dryRun ? 201 : 200;
    const once = onceFor(status);
    const edited = await edit(store, operations, { by, comment, dryRun, once, texts, ...(pointer && { pointer }) });
    if (!('report' in edited)) return edited;
    if (dryRun) return { told: await rehearsalAnswer(store, edited.report, texts) };
    const { change = null } = edited.report;
    const [{ op }] = operations as [Operation];
    const revision = change ?? edited.current[0]!.revision;
    const isTagged = pointer === undefined && (op === 'put' || op === 'patch') && revision !== null;
    return { change, status, tag: isTagged ? revisionTag(revision) : null };
  });

/** @throws DictumError `key-reused` where the request that is remembered is another */
const sameAs = ({ print }: { print: string }, remembered: Remembered): Remembered => {
  if (print !== remembered.print)
    throw new DictumError('key-reused', 'this Idempotency-Key came with another request before; use a new one');
  return remembered;
};

/**
 * Whether a request for an id that leads on was made before at one that it led to then: a client that follows to there
 * comes back to where it began, and what it wrote may be that the other leads on too.
 */
const wasLed = async (store: Store, request: FastifyRequest, { print, change }: Remembered): Promise<boolean> => {
  const { id } = request.params as { id?: string };
  const set =
    id === undefined || change === null ? null : await store.change({ number: change, after: 0, limit: CHANGES_TOLD });
  const [, way, plural] = /^(\/v1\/([^/?]+)\/)[^/?]+/.exec(request.url) ?? [];
  for (const { key } of set?.changes ?? []) {
    if (TYPES[key.type].plural !== plural) continue;
    if ((await printOf(request, request.url.replace(`${way}${id}`, `${way}${key.id}`))) === print) return true;
  }
  return false;
};

const sendRemembered = async (
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, change }: Remembered,
): Promise<FastifyReply> => {
  reply.header('idempotent-replayed', 'true');
  if (change !== null && (request.method === 'PUT' || request.method === 'PATCH'))
    reply.header('etag', revisionTag(change));
  request.log.info({ ...auditOf(request), status, change }, 'wrote before');
  return sendChange(store, request, reply, status, change);
};

/** The change set, or that nothing changed. */
const sendChange = async (
  store: Store,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  number: number | null,
): Promise<FastifyReply> => {
  if (status === 201) reply.header('location', request.url.split('?')[0]!);
  reply.header('dictum-bookmark', String(number ?? (await store.lastChange())));
  reply.code(status);
  const set = number === null ? null : await store.change({ number, after: 0, limit: CHANGES_TOLD });
  if (set === null) return sendData(reply, { number, at: null, by: null, comment: null, kind: 'write', changes: [] });
  return sendData(reply, setForm(set, { texts: maySeeTexts(request) }));
};
