import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DictumError } from '../model/errors.ts';
import { Lane } from './lane.ts';
import { Places } from './places.ts';

/*
 * Which requests are taken, and which are turned away at once. A request has a place from when it is whole until its
 * answer has left; in it, one that takes the store long waits in a lane, which those that are soon answered pass by.
 */

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered within a few milliseconds however large the graph is: always, or where there are no parameters. */
    short?: 'always' | 'plain';
  }
}

/** What is answered in any case. */
export const ALWAYS = /^\/(?:health|metrics|docs|openapi\.json|assets|favicon)/;

/** What no limit of requests counts either: an outage must not look like one because somebody asks often. */
export const UNLIMITED = /^\/(?:health|metrics)(?:[/?]|$)/;

/** What gives back the places that a request has. */
const places = new WeakMap<FastifyRequest, (() => void)[]>();

/** Gives back the place of a request that goes on without being answered, which something else has to bound. */
export const leaveAdmission = (request: FastifyRequest): void => {
  leavePlaces(request);
  inLane.get(request)?.();
};
const leavePlaces = (request: FastifyRequest): void => places.get(request)?.forEach((leave) => leave());
const inLane = new WeakMap<FastifyRequest, () => void>();

const untilClosed = (request: FastifyRequest, reply: FastifyReply, leave: () => void): void => {
  const known = places.get(request);
  if (known !== undefined) return void known.push(leave);
  places.set(request, [leave]);
  // Also where the client has gone before its answer came.
  reply.raw.once('close', () => leavePlaces(request));
};

/** How many requests one after another on a connection may wait for the answers to those before. */
const MOST_PIPELINED = 100;

/** Answers requests of one connection one after another, as they go out in that order anyway. */
const oneByOne = (app: FastifyInstance): void => {
  const waiting = new WeakMap<Socket, (() => void)[]>();
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const before = waiting.get(socket);
    reply.raw.once('close', () => {
      const next = waiting.get(socket)?.shift();
      if (next === undefined) waiting.delete(socket);
      else next();
    });
    if (before === undefined) {
      waiting.set(socket, []);
      return done();
    }
    if (before.length < MOST_PIPELINED) return void before.push(done);
    // In its turn all the same, which is when this one would be answered.
    before.push(() =>
      done(new DictumError('overloaded', `${MOST_PIPELINED} requests of this connection wait already`)),
    );
  });
};

/** `most`: requests at the same time; `streams`: of these, answers without end; `readers`: questions that the store works at together. */
export type AdmissionOptions = { most: number; readers: number };

/** What is taken at the moment. */
export type Admitted = { requests: Places; streams: Places; lane: Lane };

/** How many of the places may be streams: a reader that is slow holds one for long. */
const STREAMS = 8;

/** Turns requests to an app away while so many are being answered. Health, metrics and the documentation are answered in any case. */
export const admission = (app: FastifyInstance, { most, readers }: AdmissionOptions): Admitted => {
  const requests = new Places(most, (all) => `the service is answering ${all} requests already`);
  const streams = new Places(Math.ceil(most / STREAMS), (all) => `the service is sending ${all} streams already`);
  const lane = new Lane(readers);
  oneByOne(app);
  app.addHook('onRequest', (request, _reply, done) => {
    // Before anything of it is read; it takes no place yet, since it may take any time to come.
    if (!ALWAYS.test(request.url)) requests.refuseFull(request.ip);
    done();
  });
  app.addHook('preValidation', (request, reply, done) => {
    if (!ALWAYS.test(request.url)) untilClosed(request, reply, requests.take(request.ip));
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (payload instanceof Readable && reply.statusCode === 200)
      try {
        untilClosed(request, reply, streams.take(request.ip));
      } catch (error) {
        payload.destroy();
        return done(error as Error);
      }
    done();
  });
  return { requests, streams, lane };
};

/** Bounds how many bodies are read at the same time by the routes of a part of an app: each may be as large as its limit. */
export const boundBodies = (app: FastifyInstance, { most }: { most: number }): void => {
  const bodies = new Places(most, (all) => `the service is reading ${all} bodies already`);
  app.addHook('onRequest', (request, reply, done) => {
    untilClosed(request, reply, bodies.take(request.ip));
    done();
  });
};

/** Whether a request is soon answered, or by threads that answer nothing else, as writes and verification are. */
const isShort = (request: FastifyRequest): boolean => {
  const { method, url, is404, routeOptions } = request;
  const { short, open = false } = routeOptions.config;
  if (open || is404 || ALWAYS.test(url)) return true;
  if (method !== 'GET' && method !== 'HEAD') return url.startsWith('/v1/');
  return short === 'always' || (short === 'plain' && !url.includes('?'));
};

/** Lets what takes long wait in the lane, until its answer is made. After the hook that answers with what is kept. */
export const queueLong = (app: FastifyInstance, { lane }: Admitted): void => {
  app.addHook('preHandler', (request, reply, done) => {
    if (isShort(request)) return done();
    const leave = lane.take(request.ip);
    inLane.set(request, leave);
    // The store goes on for a client that has gone, so that its place is kept until what it asked for is made.
    reply.raw.once('close', () => reply.sent && leave());
    done();
  });
  app.addHook('onSend', (request, _reply, _payload, done) => {
    inLane.get(request)?.();
    done();
  });
};
