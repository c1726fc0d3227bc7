import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authentication } from '../../access/authentication.ts';
import { asDictumError } from '../problem.ts';
import { cookieFor, isFromOwnPage, isKept } from '../sign-in.ts';
import { filledIn, formRoutes } from './form-routes.ts';
import { sendPage } from './frame.tsx';
import type { Site } from './site.ts';
import { SignInPage } from './sign-in.tsx';
import { EN } from './texts.ts';

/*
 * Signing in with a token, which the browser keeps from then on where no script can read it. It works without script.
 */

const SIGN_IN = '/login';
/** Some address, to read paths as browsers do. */
const HERE = 'http://here.invalid';

/** Where somebody goes on to: a path of this service, and of no other. It is read as browsers will read it. */
const localPath = (next: string | undefined): string => {
  if (next === undefined || !/^\/\P{Cc}*$/u.test(next) || !URL.canParse(next, HERE)) return '/';
  const { origin, pathname, search } = new URL(next, HERE);
  return origin === HERE && !pathname.startsWith('//') && pathname !== SIGN_IN ? pathname + search : '/';
};

type Fields = Readonly<Record<string, string>>;

export const signInRoutes = (
  app: FastifyInstance,
  { site, authentication }: { site: Site; authentication: Authentication },
): void => {
  const cookie = (request: FastifyRequest, token: string | null): string =>
    cookieFor(token, {
      base: site.base,
      secure: request.protocol === 'https' || site.publicUrl.startsWith('https:'),
    });
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    next: string,
    wrong: string | null = null,
    status = 200,
  ) =>
    sendPage(request, reply, site, {
      title: EN.signIn.title,
      status,
      unlisted: true,
      children: <SignInPage principal={request.principal} next={next} wrong={wrong} />,
    });

  app.get(SIGN_IN, {
    config: { open: true },
    schema: { hide: true },
    handler: (request, reply) => show(request, reply, localPath((request.query as Fields)['next'])),
  });

  formRoutes(app, (forms) => {
    forms.post(SIGN_IN, {
      config: { open: true },
      schema: { hide: true },
      handler: async (request, reply) => {
        const form = filledIn(request);
        const token = form.get('token') ?? '';
        const path = localPath(form.get('next') ?? undefined);
        if (!isFromOwnPage(request, site.publicUrl)) return show(request, reply, path, EN.signIn.notHere, 403);
        const header = cookie(request, token.trim());
        if (!isKept(header)) return show(request, reply, path, EN.signIn.tooLong, 413);
        try {
          await authentication.principalOf(token.trim());
        } catch (error) {
          const refusal = asDictumError(error);
          if (refusal.code !== 'invalid-token') throw refusal;
          request.log.warn({ code: refusal.code }, 'sign-in refused');
          return show(request, reply, path, EN.signIn.notTaken, 401);
        }
        reply.header('set-cookie', header);
        return reply.redirect(`${site.base}${path}`, 303);
      },
    });

    forms.post('/logout', {
      config: { open: true },
      schema: { hide: true },
      handler: async (request, reply) => {
        if (!isFromOwnPage(request, site.publicUrl)) return show(request, reply, '/', EN.signIn.notHere, 403);
        reply.header('set-cookie', cookie(request, null));
        return reply.redirect(`${site.base}/`, 303);
      },
    });
  });
};
