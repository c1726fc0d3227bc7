import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

/*
 * The settings, and the only place that reads the environment. A flag of the same meaning goes before a variable.
 */

const whole = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `has to be a whole number from ${low} to ${high}`)
    .transform(Number)
    .refine((value) => value >= low && value <= high, `has to be a whole number from ${low} to ${high}`);

/** Texts with commas between. */
const list = (isOne: (text: string) => boolean, message: string) =>
  z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',').map((each) => each.trim())))
    .refine((all) => all.every(isOne), message);

const isSubnet = (text: string): boolean => {
  const [address = '', length, ...rest] = text.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
};

type Setting = { flag: string; about: string; default: string; schema: z.ZodType };

/** Every setting: variable, flag, meaning and default. The table of docs/running.md is compared with this one. */
export const SETTINGS = {
  HOST: { flag: '--host', about: 'Address to listen on', default: '127.0.0.1', schema: z.string().min(1) },
  PORT: {
    flag: '--port',
    about: 'Port to listen on; 0 picks a free one, which is printed',
    default: '3000',
    schema: whole(0, 65535),
  },
  MANAGEMENT_PORT: {
    flag: '--management-port',
    about:
      'Port for health and metrics alone, outside of all limits and without tokens, which only who runs the service should reach; 0 picks a free one. Metrics are told there only',
    default: '',
    schema: z.union([z.literal('').transform(() => null), whole(0, 65535)]),
  },
  MANAGEMENT_HOST: {
    flag: '--management-host',
    about: 'Address that this port is listened to at',
    default: '127.0.0.1',
    schema: z.string().min(1),
  },
  DICTUM_DATA: { flag: '--data', about: 'Folder of the embedded store', default: '.dictum', schema: z.string().min(1) },
  NEO4J_URI: {
    flag: '--neo4j-uri',
    about: 'Neo4j to use as the store, in place of the embedded one',
    default: '',
    schema: z
      .string()
      .regex(/^$|^(bolt|neo4j)(\+s|\+ssc)?:\/\/.+/, 'has to begin with bolt:// or neo4j://, with +s or +ssc for TLS'),
  },
  NEO4J_USER: { flag: '--neo4j-user', about: 'Its user', default: 'neo4j', schema: z.string().min(1) },
  NEO4J_PASSWORD: { flag: '--neo4j-password', about: 'Its password', default: '', schema: z.string() },
  NEO4J_DATABASE: { flag: '--neo4j-database', about: 'Its database', default: 'neo4j', schema: z.string().min(1) },
  DICTUM_SIGNING_KEY: {
    flag: '--signing-key',
    about: 'Ed25519 key that evidence bundles are signed with: a PEM file (PKCS#8), or the PEM itself',
    default: '',
    schema: z.string(),
  },
  PUBLIC_URL: {
    flag: '--public-url',
    about: 'Address that clients reach the service at, with its path where it has one; evidence bundles name it',
    default: '',
    schema: z
      .string()
      .regex(/^$|^https?:\/\/[^\s?#]+$/, 'has to begin with https:// or http://, without a query or fragment')
      .transform((address) => address.replace(/\/+$/, '')),
  },
  TRUST_PROXY: {
    flag: '--trust-proxy',
    about:
      'Proxies whose X-Forwarded-For and -Proto are believed: addresses and subnets with commas between, or loopback, linklocal, uniquelocal',
    default: '',
    schema: list(
      (each) => /^(loopback|linklocal|uniquelocal)$/.test(each) || isSubnet(each),
      'has to be a list of addresses, of subnets such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
    ),
  },
  CORS_ORIGINS: {
    flag: '--cors-origins',
    about: 'Origins whose pages may read, with commas between, such as https://example.org; any where it is empty',
    default: '',
    schema: list(
      (each) => URL.canParse(each) && new URL(each).origin === each,
      'has to be a list of origins such as https://example.org, without a path',
    ),
  },
  LOG_LEVEL: {
    flag: '--log-level',
    about: 'fatal, error, warn, info, debug, trace or silent',
    default: 'info',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    flag: '--otlp-endpoint',
    about: 'Collector of OpenTelemetry that traces are sent to, at its /v1/traces; none where it is empty',
    default: '',
    schema: z
      .string()
      .regex(/^$|^https?:\/\/\S+$/, 'has to begin with https:// or http://')
      .transform((address) => address.replace(/\/+$/, '')),
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    flag: '--otlp-traces-endpoint',
    about: 'The whole address that traces are sent to, in place of that',
    default: '',
    schema: z.string().regex(/^$|^https?:\/\/\S+$/, 'has to begin with https:// or http://'),
  },
  OTEL_SDK_DISABLED: {
    flag: '--otel-disabled',
    about: 'Whether no traces are sent all the same: true or false',
    default: 'false',
    schema: z.enum(['true', 'false']),
  },
  READ: {
    flag: '--read',
    about: 'Who may read: everybody (open), or whoever has a token with the scope read (token)',
    default: 'open',
    schema: z.enum(['open', 'token']),
  },
  OIDC_ISSUER: {
    flag: '--oidc-issuer',
    about: 'OpenID issuer whose JWTs are taken as tokens, beside those of dictum token create',
    default: '',
    schema: z.string().regex(/^$|^https?:\/\/[^\s?#]+$/, 'has to begin with https:// or http://'),
  },
  OIDC_AUDIENCE: {
    flag: '--oidc-audience',
    about: 'Audience that they have to be meant for',
    default: 'dictum',
    schema: z.string().min(1),
  },
  OIDC_SCOPE_CLAIM: {
    flag: '--oidc-scope-claim',
    about: 'Claim that has their scopes: a text with spaces, or a list',
    default: 'scope',
    schema: z.string().min(1),
  },
  OIDC_PRIVATE: {
    flag: '--oidc-private',
    about: 'Whether that issuer may be on a private network, and without TLS: refuse or allow',
    default: 'refuse',
    schema: z.enum(['refuse', 'allow']),
  },
  ACCEPT: {
    flag: '--accept',
    about: 'Who may accept a proposal: whoever may write (any), or of those somebody else than who made it (other)',
    default: 'any',
    schema: z.enum(['any', 'other']),
  },
  RATE_LIMIT: {
    flag: '--rate-limit',
    about: 'Requests that one client, or one token, may send a minute; 0 for any number',
    default: '0',
    schema: whole(0, 10_000_000),
  },
  QUERY_TIMEOUT_MS: {
    flag: '--query-timeout-ms',
    about: 'Milliseconds after which a query is stopped',
    default: '10000',
    schema: whole(1, 600_000),
  },
  MOST_AT_ONCE: {
    flag: '--most-at-once',
    about: 'Requests that are answered at the same time; further ones get 503 with Retry-After',
    default: '256',
    schema: whole(1, 100_000),
  },
  KEPT_MB: {
    flag: '--kept-mb',
    about: 'Megabytes of memory for answers that are kept while the graph is as it was; 0 keeps none',
    default: '64',
    schema: whole(0, 100_000),
  },
  READERS: {
    flag: '--readers',
    about: 'Threads of the embedded store that read',
    default: String(Math.min(4, availableParallelism())),
    schema: whole(1, 64),
  },
  VERIFIERS: {
    flag: '--verifiers',
    about: 'Threads that verify quotations; each takes up to 400 MB for a text of 5 million characters',
    default: String(Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))),
    schema: whole(1, 64),
  },
} as const satisfies Record<string, Setting>;
export type SettingName = keyof typeof SETTINGS;
export type Config = { [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> };

/** A setting that cannot be used, as one line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings from flags and environment.
 * @throws ConfigError naming the first setting that is wrong, and where it came from
 */
export const readConfig = (
  flags: Partial<Record<SettingName, string>> = {},
  environment: NodeJS.ProcessEnv = process.env,
): Config => {
  const entries = Object.entries(SETTINGS).map(([name, setting]: [string, Setting]) => {
    const flag = flags[name as SettingName];
    const variable = environment[name];
    const value = flag ?? (variable === undefined || variable === '' ? setting.default : variable);
    const parsed = setting.schema.safeParse(value);
    if (parsed.success) return [name, parsed.data];
    const message =
      'values' in parsed.error.issues[0]!
        ? `has to be one of ${(parsed.error.issues[0].values as string[]).join(', ')}`
        : parsed.error.issues[0]!.message;
    throw new ConfigError(`${flag === undefined ? name : setting.flag} is ${JSON.stringify(value)}: ${message}`);
  });
  return Object.fromEntries(entries) as Config;
};
