import accepts from 'accepts';
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

/** Adds a page at an address. `make` is given the store that calls records by the language of whoever asks. */
export type AddPage = (url: string, make: (request: FastifyRequest, store: Store) => Promise<Made>) => void;

/** The language that names are asked for in, where it is another than that of the pages: by `lang`, or by what a browser asks for. */
export const languageOf = (request: FastifyRequest, own: string): string | null => {
  const { lang } = request.query as RawParameters;
  const [first = own] = typeof lang === 'string' ? [lang] : accepts(request.raw).languages();
  const asked = LANGUAGE.test(first) ? first : own;
  return asked.split('-')[0]!.toLowerCase() === own ? null : asked;
};
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

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

/** The parameters of a page, without the language of names, which no query knows of. */
export const rawOf = (request: FastifyRequest): RawParameters => {
  const { lang: _, ...raw } = request.query as RawParameters;
  return raw;
};

/** A parameter that is empty was left out: forms send all of their fields. */
export const given = (raw: RawParameters): RawParameters =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
