import type { FastifyReply } from 'fastify';
import { withFields } from '../model/fields.ts';
import { asOfText } from './as-of.ts';
import { includedText } from '../queries/included.ts';
import { withRevision } from '../queries/revision.ts';
import type { Composed, Page, Related } from '../store/port.ts';

/*
 * Puts answers together from the JSON texts that the store gives, without taking them apart.
 */

const JSON_TYPE = 'application/json; charset=utf-8';

/** An address with these values for some of its query parameters; every other part of it stays as it was written. */
const withParameters = (url: string, values: Readonly<Record<string, string>>): string => {
  const [path] = url.split('?', 1) as [string];
  const query = url.slice(path.length + 1);
  const waiting = new Map(Object.entries(values).map(([name, value]) => [name, `${name}=${value}`]));
  const pairs = (query === '' ? [] : query.split('&')).map((pair) => {
    const name = new URLSearchParams(pair).keys().next().value ?? '';
    const replaced = waiting.get(name) ?? pair;
    waiting.delete(name);
    return replaced;
  });
  return `${path}?${[...pairs, ...waiting.values()].join('&')}`;
};

export type ListPart = { limit: number; nextCursor: string | null; total?: number | null };

/** Names the next page in the head of the answer; its address, or null where there is none. */
export const linkNext = (reply: FastifyReply, nextCursor: string | null): string | null => {
  const next = nextCursor === null ? null : withParameters(reply.request.url, { cursor: nextCursor });
  if (next !== null) reply.header('link', `<${next}>; rel="next"`);
  return next;
};

const listTail = (url: string, { limit, nextCursor, total = null }: ListPart, reply: FastifyReply): string => {
  const next = linkNext(reply, nextCursor);
  return `${asOfText(reply)}"page":${JSON.stringify({ limit, nextCursor, ...(total === null ? {} : { total }) })},"links":${JSON.stringify({ self: url, ...(next === null ? {} : { next }) })}}`;
};

/** Members of an answer beside its data, as JSON. */
const besideText = (beside: Readonly<Record<string, unknown>>): string =>
  Object.entries(beside)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`)
    .join('');

/** A page of records, with what `beside` tells of the whole list. */
export const sendPage = (
  reply: FastifyReply,
  page: Page,
  part: ListPart,
  shown: { include: boolean; beside: Readonly<Record<string, unknown>> },
): FastifyReply => {
  const data = page.rows.map((row) => row.json).join(',');
  const included = shown.include ? `"included":${includedText(page.related)},` : '';
  const tail = listTail(reply.request.url, { ...part, total: page.total }, reply);
  return reply.type(JSON_TYPE).send(`{"data":[${data}],${included}${besideText(shown.beside)}${tail}`);
};

/** A page of something that is not stored as a record, with what `beside` tells of the whole. */
export const sendItems = (
  reply: FastifyReply,
  items: readonly object[],
  part: ListPart,
  beside: Readonly<Record<string, unknown>> = {},
): FastifyReply =>
  reply
    .type(JSON_TYPE)
    .send(`{"data":${JSON.stringify(items)},${besideText(beside)}${listTail(reply.request.url, part, reply)}`);

/** One record. */
export const sendRecord = (
  reply: FastifyReply,
  { json, revision }: { json: string; revision: number | null },
  related: readonly Related[] | null,
  fields: string[][],
  links: Record<string, string>,
): FastifyReply => {
  reply.request.revision = revision;
  const data = withFields(json, fields);
  return reply
    .type(JSON_TYPE)
    .send(
      `{"data":${withRevision(data, revision, fields)},${related === null ? '' : `"included":${includedText(related)},`}${asOfText(reply)}"links":${JSON.stringify({ self: reply.request.url, ...links })}}`,
    );
};

/** One thing with a page of what is in it. */
export const sendSet = (reply: FastifyReply, data: object, part: ListPart): FastifyReply =>
  reply.type(JSON_TYPE).send(`{"data":${JSON.stringify(data)},${listTail(reply.request.url, part, reply)}`);

/** One answer, as JSON text. */
export const sendText = (reply: FastifyReply, json: string): FastifyReply =>
  reply.type(JSON_TYPE).send(`{"data":${json},"links":${JSON.stringify({ self: reply.request.url })}}`);

/** One answer that is put together from several records. */
export const sendData = (reply: FastifyReply, data: object): FastifyReply => sendText(reply, JSON.stringify(data));

/** A page that the store has put together for the record that the path names. */
export const sendComposed = (reply: FastifyReply, composed: Composed): FastifyReply => {
  if ('movedTo' in composed) return sendMoved(reply, { id: composed.movedTo });
  const { json, included, page } = composed;
  const beside = included === null ? '' : `"included":${included},`;
  return reply.type(JSON_TYPE).send(`{"data":${json},${beside}${listTail(reply.request.url, page, reply)}`);
};

const redirect = (reply: FastifyReply, location: string): FastifyReply =>
  reply.code(308).header('location', location).send();

/** Leads to the records that those in the path were merged into: new ids by the names of path parameters. */
export const sendMoved = (reply: FastifyReply, moved: Readonly<Record<string, string>>): FastifyReply => {
  const { url, routeOptions } = reply.request;
  const names = routeOptions.url!.split('/').map((step) => (step.startsWith(':') ? step.slice(1) : null));
  const [path] = url.split('?', 1) as [string];
  const steps = path.split('/').map((step, i) => {
    const name = names[i] ?? null;
    return (name === null ? undefined : moved[name]) ?? step;
  });
  return redirect(reply, `${steps.join('/')}${url.slice(path.length)}`);
};

/** The same for records that are named in query parameters. */
export const sendMovedParameters = (reply: FastifyReply, moved: Readonly<Record<string, string>>): FastifyReply =>
  redirect(reply, withParameters(reply.request.url, moved));
