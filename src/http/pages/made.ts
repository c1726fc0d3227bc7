import type { FastifyRequest } from 'fastify';
import type { Page, Site } from './frame.tsx';

/** A page, or where it is: the id that the record in its path was merged into, or another address. */
export type Made = Page | { movedTo: string } | { seeOther: string };

/** Adds a page at an address. */
export type AddPage = (url: string, make: (request: FastifyRequest) => Promise<Made>) => void;

/** The address of the service as far as it is known, without its path. */
export const originOf = ({ publicUrl, base }: Site): string =>
  publicUrl.slice(0, publicUrl.length - base.length) || 'http://127.0.0.1:3000';
