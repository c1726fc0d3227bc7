import type { FastifyReply, FastifyRequest } from 'fastify';
import accepts from 'accepts';
import { CATALOGUE, type DictumError } from '../../model/errors.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import type { Labels } from '../../queries/labels.ts';
import { A, filled, RefTo, useTexts } from './context.tsx';
import { sendPage } from './frame.tsx';
import type { Site } from './site.ts';
import { STATUS } from '../problem.ts';
import { EN } from './texts.ts';

/*
 * What went wrong, as a page: with what was probably meant, what to do, and when to try again.
 */

/** Addresses that programs ask, and that answer no pages. */
const OF_PROGRAMS = /^\/(?:v1|health|metrics|openapi\.json|docs|mcp|reconcile)(?:[/?]|$)/;

/** Whether whoever asks is shown a page: by a browser, which names HTML, at an address for people. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD' || request.method === 'POST') &&
  !OF_PROGRAMS.test(request.url) &&
  (request.headers.accept ?? '').includes('text/html') &&
  accepts(request.raw).type(['text/html', 'application/json', 'application/problem+json']) === 'text/html';

/** What may be found by other words. */
const NOT_THERE: readonly string[] = ['not-found', 'gone', 'unknown-route'];

/** What somebody who signs in may do all the same. */
const NEED_TOKEN: readonly string[] = ['no-token', 'invalid-token', 'insufficient-scope'];

/** The page that somebody asked for, or sent a form from. */
const pageAgain = ({ method, url }: FastifyRequest): string =>
  method === 'POST' ? url.split('?')[0]!.replace(/\/undo$/, '') : url;

const ProblemPage = ({
  problem,
  meant,
  request,
}: {
  problem: DictumError;
  meant: readonly Key[];
  request: FastifyRequest;
}) => {
  const texts = useTexts();
  const { code, message, faults } = problem;
  const { retryAfter } = STATUS[code];
  const { id } = problem.context;
  const words = (typeof id === 'string' ? id : (request.url.split('?')[0]!.split('/').at(-1) ?? ''))
    .replaceAll('-', ' ')
    .trim();
  return (
    <div class="opening problem">
      <p class="kicker">{STATUS[code].status}</p>
      <h1>{texts.problem[code] ?? CATALOGUE[code].title}</h1>
      <p class="lead">{texts.problemLead[code] ?? message}</p>
      {meant.length > 0 && (
        <>
          <h2>{texts.problem['meant']}</h2>
          <ul>
            {meant.map((key) => (
              <li>
                <RefTo to={keyText(key)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {faults.length > 0 && (
        <>
          <h2>{texts.problem['errors']}</h2>
          <ul>
            {faults.map((fault) => (
              <li>
                {'parameter' in fault && <code>{fault.parameter}</code>} {fault.detail}
              </li>
            ))}
          </ul>
        </>
      )}
      {!(code in texts.problemLead) && (
        <p>
          {retryAfter === undefined
            ? (texts.problemRemedy[code] ?? CATALOGUE[code].remedy)
            : filled(texts.problem['retry']!, { seconds: retryAfter })}
        </p>
      )}
      <ul class="ways">
        {code === 'gone' && (
          <li>
            <A to={`${request.url.split('?')[0]!}/revisions`}>{texts.problem['history']}</A>
          </li>
        )}
        {words !== '' && NOT_THERE.includes(code) && (
          <li>
            <A to={`/search?q=${encodeURIComponent(words)}`}>{filled(texts.problem['searchFor']!, { q: words })}</A>
          </li>
        )}
        {NEED_TOKEN.includes(code) && (
          <li>
            <A to={`/login?next=${encodeURIComponent(pageAgain(request))}`}>{texts.signIn.title}</A>
          </li>
        )}
        <li>
          <A to="/">{texts.problem['back']}</A>
        </li>
        {!NOT_THERE.includes(code) && (
          <li>
            <A to={`/problems/${code}`}>{texts.problem['explained']}</A>
          </li>
        )}
      </ul>
      {STATUS[code].status >= 500 && (
        <p class="note">
          {texts.problem['id']}: <code>{request.id}</code>
        </p>
      )}
    </div>
  );
};

/** Records that were probably meant by one that is not there. */
export type Meant = { keys: readonly Key[]; labels: Labels };
export const NOTHING_MEANT: Meant = { keys: [], labels: new Map() };

/** The record that an error says is not there; null where it is about none. */
export const absentKey = ({ code, context }: DictumError): Key | null =>
  code === 'not-found' && context['recordType'] !== 'problem' && typeof context['id'] === 'string'
    ? { type: context['recordType'] as TypeName, id: context['id'] }
    : null;

export const sendProblemPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  problem: DictumError,
  meant: Meant,
): FastifyReply =>
  sendPage(request, reply, site, {
    title: EN.problem[problem.code] ?? CATALOGUE[problem.code].title,
    status: STATUS[problem.code].status,
    unlisted: true,
    labels: meant.labels,
    children: <ProblemPage problem={problem} meant={meant.keys} request={request} />,
  });
