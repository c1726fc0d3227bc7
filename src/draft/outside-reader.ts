import { spawn } from 'node:child_process';
import { fetchOutside } from '../access/outside.ts';
import type { OutsideReader, ReaderInput } from './reader-form.ts';
import { Unreadable } from './document.ts';

/*
 * Readers outside of this program: a command, which is given JSON and answers JSON, or an address as OpenAI's. Neither
 * may take for ever, nor answer without end.
 */

/** How long an answer may be, in bytes. */
const MOST = 8_000_000;
/** How much of what a command says beside its answer is told. */
const SAID = 200;

const line = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(-SAID);

const tooLate = (name: string, seconds: number): Unreadable =>
  new Unreadable(`the reader ${name} has not answered in ${seconds} s; give it longer with --reader-timeout`);
const tooLong = (name: string): Unreadable =>
  new Unreadable(`the reader ${name} answers more than ${MOST / 1e6} MB; it has to answer the form and nothing else`);

/** A command of the shell: it is given the text and the form as JSON on standard input, and answers on standard output. */
export const commandReader = (command: string, seconds: number): OutsideReader => ({
  name: command,
  read: (given) =>
    new Promise((resolve, reject) => {
      // A group of its own, so that what the shell began ends with it.
      const child = spawn(command, { shell: true, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
      const end = (error: Unreadable): void => {
        clearTimeout(timer);
        try {
          process.kill(-child.pid!, 'SIGKILL');
        } catch {
          // It is gone already.
        }
        reject(error);
      };
      const timer = setTimeout(() => end(tooLate(command, seconds)), seconds * 1000);
      const parts: Buffer[] = [];
      let [bytes, said] = [0, ''];
      child.on('error', (error) => end(new Unreadable(`the reader ${command} cannot be run: ${error.message}`)));
      child.stdout.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > MOST) end(tooLong(command));
        else parts.push(part);
      });
      child.stderr.on('data', (part: Buffer) => (said = `${said}${part.toString('utf8')}`.slice(-SAID)));
      child.on('close', (code) => {
        clearTimeout(timer);
        if (code === 0) resolve(Buffer.concat(parts).toString('utf8'));
        else
          reject(
            new Unreadable(
              `the reader ${command} ended with code ${code ?? 'of a signal'}${said.trim() === '' ? '' : `: ${line(said)}`}; it has to read JSON from standard input and end with 0`,
            ),
          );
      });
      // It need not read all that it is given.
      child.stdin.on('error', () => undefined);
      child.stdin.end(JSON.stringify(given));
    }),
});

const ASKED = `You are given a text as JSON, with the names in it that are known and what rules found in it. Answer with one
JSON object that the JSON Schema in "form" describes, and nothing else: who says what in the text. Copy words and
quotations letter by letter from the text; name speakers by ids of "names" alone; leave out what the text does not say.`;

const FENCE = '```';
/** How a line ends that opens a fence. */
const OPENS = /```(?:json)?$/iu;

/**
 * What a model answers, without what it thought before and the fences and words that it sets its answer in. Its work
 * grows with the answer, whatever that is: no pattern looks for both fences at once.
 */
export const unfenced = (text: string): string => {
  const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/u, '').trim();
  if (said.startsWith('{')) return said;
  const lines = said.split('\n');
  const opening = lines.findIndex((each) => OPENS.test(each.trimEnd()));
  if (opening === -1) return said;
  const inside = lines.slice(opening + 1).join('\n');
  const end = inside.indexOf(FENCE);
  return end === -1 ? said : inside.slice(0, end).trim();
};

export type Address = {
  url: string;
  model: string;
  key: string | undefined;
  seconds: number;
  /** Whether it may be on a private network, or without TLS. */
  allowPrivate: boolean;
};

const completions = (name: string, url: string): URL => {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/u.test(address.protocol))
    throw new Unreadable(`the reader ${name} is no address; give one as https://models.example/v1`);
  if (!address.pathname.endsWith('/chat/completions'))
    address.pathname = `${address.pathname.replace(/\/+$/u, '')}/chat/completions`;
  return address;
};

/** The first choice of an answer, as far as it matters here. */
type Choice = { finish_reason?: unknown; message?: { content?: unknown; refusal?: unknown } };

/** The words of the first choice of an answer. @throws Unreadable where there are none, or not all of them */
const contentOf = (name: string, answer: string): string => {
  let choice: Choice | undefined;
  try {
    choice = (JSON.parse(answer) as { choices?: Choice[] } | null)?.choices?.[0];
  } catch {
    // It is told below.
  }
  const { content, refusal } = choice?.message ?? {};
  if (choice?.finish_reason === 'length')
    throw new Unreadable(
      `the reader ${name} was cut off before the end of its answer; let the service answer longer, or draft a shorter text`,
    );
  if (typeof content === 'string') return unfenced(content);
  if (typeof refusal === 'string') throw new Unreadable(`the reader ${name} will not answer: ${line(refusal)}`);
  throw new Unreadable(`the reader ${name} does not answer as chat completions do: ${line(answer).slice(0, 80)}`);
};

/** What can be done about a status that refuses. */
const remedyOf = ({ status, headers }: Response): string => {
  if (status === 401 || status === 403) return '; give the key as the variable DICTUM_READER_KEY';
  const wait = headers.get('retry-after');
  if (status === 429 || status === 503)
    return `; ask again ${wait === null ? 'later' : /^\d+$/u.test(wait) ? `in ${wait} s` : `after ${line(wait)}`}`;
  return status === 404 ? '; is that the address of its interface, and has it the model?' : '';
};

/** An address that answers as OpenAI's chat completions. */
export const addressReader = ({ url, model, key, seconds, allowPrivate }: Address): OutsideReader => {
  const name = `${model} at ${URL.canParse(url) ? new URL(url).host : url}`;
  const asked = (given: ReaderInput): string =>
    JSON.stringify({
      model,
      temperature: 0,
      response_format: { type: 'json_object' },
      messages: [
        { role: 'system', content: ASKED },
        { role: 'user', content: JSON.stringify(given) },
      ],
    });
  const read = async (given: ReaderInput): Promise<string> => {
    const address = completions(name, url);
    let answer: Response;
    try {
      answer = await fetchOutside(
        address,
        { allowPrivate, timeoutMs: seconds * 1000, most: MOST },
        {
          body: asked(given),
          headers: { 'content-type': 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) },
        },
      );
    } catch (error) {
      if (/^(?:Timeout|Abort)Error$/u.test((error as Error).name)) throw tooLate(name, seconds);
      const why = (error as Error).message;
      throw new Unreadable(
        `the reader ${name} cannot be asked: ${line(why)}${allowPrivate ? '' : '; --reader-private allows addresses of private networks'}`,
      );
    }
    const text = await answer.text();
    if (!answer.ok)
      throw new Unreadable(
        `the reader ${name} refuses (${answer.status})${text.trim() === '' ? '' : `: ${line(text)}`}${remedyOf(answer)}`,
      );
    return contentOf(name, text);
  };
  return { name, read };
};
