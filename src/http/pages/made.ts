import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';
import type { TypeName } from '../../model/ids.ts';
import { Language } from '../../model/language.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { isCitable } from '../../queries/references.ts';
import type { Store } from '../../store/port.ts';
import { pageOf } from './context.tsx';
import type { Page } from './frame.tsx';
import type { Forms } from './this-as.tsx';

/** A page, or where it is: the id that the record in its path was merged into, or another address. */
export type Made = Page | { movedTo: string } | { seeOther: string };

/** Adds a page at an address. `make` is given the store that calls records by the language of whoever asks. */
export type AddPage = (url: string, make: (request: FastifyRequest, store: Store) => Promise<Made>) => void;

/** The languages that names are asked for in before that of the pages: by `lang`, or by what a browser asks for. */
export const languagesOf = (request: FastifyRequest, own: string): string[] => {
  const { lang } = request.query as RawParameters;
  const asked = (typeof lang === 'string' ? lang.split(',') : accepts(request.raw).languages()).flatMap((tag) => {
    const { success, data } = Language.safeParse(tag.trim());
    return success ? [data] : [];
  });
  const first = asked.findIndex((tag) => tag.split('-')[0] === own);
  return first === -1 ? asked : asked.slice(0, first);
};

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
      ['application/ld+json', data],
      ['text/turtle', data],
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
