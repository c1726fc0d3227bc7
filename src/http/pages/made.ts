import type { FastifyRequest } from 'fastify';
import type { TypeName } from '../../model/ids.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { isCitable } from '../../queries/references.ts';
import type { Store } from '../../store/port.ts';
import { pageOf } from './context.tsx';
import type { Page, Site } from './frame.tsx';
import type { Forms } from './this-as.tsx';

/** A page, or where it is: the id that the record in its path was merged into, or another address. */
export type Made = Page | { movedTo: string } | { seeOther: string };

/** Adds a page at an address. */
export type AddPage = (url: string, make: (request: FastifyRequest) => Promise<Made>) => void;

/** The address of the service as far as it is known, without its path. */
export const originOf = ({ publicUrl, base }: Site): string =>
  publicUrl.slice(0, publicUrl.length - base.length) || 'http://127.0.0.1:3000';

/** Makes the page of one record. */
export type MakeRecordPage = (store: Store, type: TypeName, id: string, raw: RawParameters) => Promise<Made>;

/** The other forms of a record. */
export const formsOf = (type: TypeName, id: string): Forms => {
  const page = pageOf(type, id);
  const data = `/v1${page}`;
  const linked = type === 'statement' || type === 'claim';
  return {
    alternates: [
      ['application/json', linked ? `${data}/provenance` : data],
      ...(linked ? [['application/ld+json', data] as const] : []),
      ...(type === 'statement' ? [['application/json', `${data}/bundle`, 'bundle'] as const] : []),
    ],
    history: `${page}/revisions`,
    ...(isCitable(type) || type === 'claim' ? { references: `${page}/references` } : {}),
  };
};

/** The parameters of a page. */
export const rawOf = (request: FastifyRequest): RawParameters => request.query as RawParameters;

/** A parameter that is empty was left out: forms send all of their fields. */
export const given = (raw: RawParameters): RawParameters =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
