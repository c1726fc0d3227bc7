import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { keyText } from '../model/ids.ts';
import { invalidParameter, type RawParameters } from '../queries/parameters.ts';
import { BETWEEN } from '../queries/table.ts';
import type { Composed } from '../store/port.ts';
import { linkNext, sendComposed } from './answer.ts';
import { asTable, csvOf } from './csv.ts';
import { CSV_MEDIA, JSON_MEDIA, mediaType } from './negotiate.ts';

/*
 * Pages of what is no record (links, evidence, hits, positions, change sets) as tables: a column for each member of an
 * item, and for the label of a record that stands there.
 */

/** The media type in the API description. */
export const itemTable = {
  [CSV_MEDIA]: {
    type: 'string',
    description: `The page as a table (RFC 4180) with a header: a column for each member, of records their address and label; several values with ${BETWEEN} between them, all else as JSON. What a spreadsheet would take for a formula has an apostrophe before it. Link rel="next" leads to the next page.`,
  },
};

type Item = Readonly<Record<string, unknown>>;
type Named = { type: string; id: string; label: string };
const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'type' in value && 'id' in value && 'label' in value;

const plain = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
const cellOf = (value: unknown): string => {
  if (isNamed(value)) return keyText(value as never);
  if (isPlain(value)) return plain(value);
  if (Array.isArray(value) && value.every(isPlain)) return value.map(plain).join(BETWEEN);
  return JSON.stringify(value);
};

/** The members that `fields` asks for; null for all. */
const asked = ({ fields }: RawParameters): Set<string> | null =>
  fields === undefined
    ? null
    : new Set([fields].flat().flatMap((each) => each.split(',').map((path) => path.trim().split('.', 1)[0]!)));

/** Sends a page as a table. @throws DictumError `invalid-parameters` where what it cannot hold was asked for */
export const sendItemTable = (
  reply: FastifyReply,
  {
    name,
    of,
    items,
    nextCursor,
  }: { name: string; of: z.ZodObject; items: readonly object[]; nextCursor: string | null },
): FastifyReply => {
  const raw = reply.request.query as RawParameters;
  if (raw['facets'] !== undefined)
    throw invalidParameter(
      'facets',
      'a table has only its rows; leave this out, or accept application/json',
      'a table cannot hold what was asked for',
    );
  const shown = asked(raw);
  const members = Object.keys(of.shape).filter((member) => shown === null || shown.has(member));
  const rows = items as readonly Item[];
  const labelled = new Set(members.filter((member) => rows.some((row) => isNamed(row[member]))));
  const columns = members.flatMap((member) => [
    { header: member, cell: (row: Item) => cellOf(row[member]) },
    ...(labelled.has(member)
      ? [{ header: `${member}.label`, cell: (row: Item) => (isNamed(row[member]) ? row[member].label : '') }]
      : []),
  ]);
  linkNext(reply, nextCursor);
  return asTable(reply, name).send(
    csvOf([columns.map(({ header }) => header), ...rows.map((row) => columns.map(({ cell }) => cell(row)))]),
  );
};

/** Answers with a page that the store puts together, as JSON or as a table. */
export const sendComposedInForm = async (
  request: FastifyRequest,
  reply: FastifyReply,
  ask: () => Promise<Composed>,
  table: { name: string; of: z.ZodObject },
): Promise<FastifyReply> => {
  const media = mediaType(request, [JSON_MEDIA, CSV_MEDIA]);
  const found = await ask();
  if ('movedTo' in found || media === JSON_MEDIA) return sendComposed(reply, found);
  const items = JSON.parse(found.json) as object[];
  return sendItemTable(reply, { ...table, items, nextCursor: found.page.nextCursor });
};
