import type { FastifyRequest } from 'fastify';
import { keyText, TYPE_NAMES, type Key } from '../../model/ids.ts';
import type { BaseView } from '../../model/define.ts';
import { fold } from '../../model/text.ts';
import { referringGroups } from '../../queries/around.ts';
import { autocomplete } from '../../queries/autocomplete.ts';
import { DOUBTED, readDuplicates } from '../../queries/duplicates.ts';
import { neighbourhood } from '../../queries/neighbourhood.ts';
import { paging, readParameters, required } from '../../queries/parameters.ts';
import { address, paths } from '../../queries/paths.ts';
import { readRecord } from '../../queries/record.ts';
import type { Store } from '../../store/port.ts';
import { addressOf, pairsOf, asData } from './address.ts';
import { filled, pageOf } from './context.tsx';
import { DuplicatesPage } from './duplicates.tsx';
import { mayWrite } from './form-routes.ts';
import { GraphPage } from './graph.tsx';
import { given, rawOf, type AddPage, type Made } from './made.ts';
import { EN } from './texts.ts';
import { PathsPage, type End } from './ways.tsx';

/*
 * Pages of how records hang together: what is around one, the ways between two, and those that are probably of one thing.
 */

const graphParameters = { from: required(address('The record that is looked around')), cursor: paging.cursor };

const graphPage = async (store: Store, request: FastifyRequest): Promise<Made> => {
  const { to, ...raw } = given(rawOf(request));
  if (typeof to === 'string') return { seeOther: addressOf('/paths', pairsOf(request.url)) };
  const { from: key, cursor } = readParameters(raw, graphParameters);
  const found = await readRecord(store, key);
  if ('movedTo' in found) return { seeOther: `/graph?from=${key.type}/${found.movedTo}` };
  const near = await neighbourhood(store, key, { limit: '60', ...(cursor !== undefined && { cursor }) });
  if ('movedTo' in near) return { seeOther: `/graph?from=${key.type}/${near.movedTo}` };
  const view = JSON.parse(found.json) as BaseView;
  return {
    title: filled(EN.graph.title, { label: view.label }),
    labels: new Map([[keyText(key), view.label]]),
    unlisted: true,
    forms: { alternates: [['application/json', `/v1${pageOf(key.type, key.id)}/neighbourhood`]] },
    children: <GraphPage shown={{ key, view, near, groups: referringGroups(near.groups, key) }} />,
  };
};

const MOST_MEANT = '8';
const ADDRESS = new RegExp(`^(?:${TYPE_NAMES.join('|')})/[a-z0-9-]{1,128}$`);

/** An end of a way: an address, or the name of one record and no other; else the records that may be meant. */
const endOf = async (store: Store, value: unknown): Promise<End> => {
  const typed = typeof value === 'string' ? value.trim() : '';
  if (ADDRESS.test(typed)) {
    const [type, id] = typed.split('/') as [Key['type'], string];
    return { typed, key: { type, id }, meant: [] };
  }
  if (!/[\p{L}\p{N}]/u.test(typed)) return { typed, key: null, meant: [] };
  const { suggestions } = await autocomplete(store, { q: typed, limit: MOST_MEANT });
  const meant = suggestions.filter(
    (each, i) => suggestions.findIndex((other) => keyText(other) === keyText(each)) === i,
  );
  const named = meant.filter(({ label }) => fold(label) === fold(typed));
  const [only, ...others] = named.length === 0 ? meant : named;
  return { typed, key: only !== undefined && others.length === 0 ? only : null, meant };
};

const pathsPage = async (store: Store, request: FastifyRequest): Promise<Made> => {
  const raw = rawOf(request);
  const [from, to] = await Promise.all([endOf(store, raw['from']), endOf(store, raw['to'])]);
  const { title } = EN.ways;
  if (from.key === null || to.key === null)
    return { title, unlisted: true, children: <PathsPage from={from} to={to} ways={null} /> };
  const asked = { from: keyText(from.key), to: keyText(to.key) };
  const ways = await paths(store, asked);
  if ('moved' in ways) return { seeOther: addressOf('/paths', Object.entries({ ...asked, ...ways.moved })) };
  return {
    title: filled(EN.ways.between, { from: ways.from.label, to: ways.to.label }),
    unlisted: true,
    forms: { alternates: [['application/json', addressOf('/v1/paths', Object.entries(asked))]] },
    children: <PathsPage from={from} to={to} ways={ways} />,
  };
};

const duplicatesPage = async (store: Store, request: FastifyRequest): Promise<Made> => {
  const raw = given(rawOf(request));
  const { duplicates, nextCursor } = await readDuplicates(store, { limit: '20', ...raw });
  const type = DOUBTED.find((name) => name === raw['type']) ?? 'actor';
  return {
    title: `${EN.duplicates.title}: ${EN.types[type][1]}`,
    unlisted: true,
    forms: { alternates: [['application/json', `/v1${asData(request.url)}`]] },
    children: (
      <DuplicatesPage
        type={type}
        types={DOUBTED}
        found={duplicates}
        next={nextCursor && addressOf('/duplicates', [...pairsOf(request.url), ['cursor', nextCursor]])}
        write={mayWrite(request)}
      />
    ),
  };
};

export const graphPages = (page: AddPage): void => {
  page('/graph', (request, store) => graphPage(store, request));
  page('/paths', (request, store) => pathsPage(store, request));
  page('/duplicates', (request, store) => duplicatesPage(store, request));
};
