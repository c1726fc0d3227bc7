import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

const nginx = ['/usr/sbin/nginx', 'nginx'].find((path) => spawnSync(path, ['-v']).status === 0);

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

describe.skipIf(nginx === undefined)(
  'behind nginx, as docs/nginx.conf has it (skipped where there is no nginx)',
  () => {
    const commands = commandLine();
    let folder: string;
    let proxy: ChildProcess;
    let address: string;
    let log: () => string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'dictum-nginx-'));
      const port = await freePort();
      address = `https://127.0.0.1:${port}/dictum`;
      const service = await commands.serve([
        '--seed',
        'graph-seed',
        '--public-url',
        address,
        '--trust-proxy',
        'loopback',
        '--log-level',
        'info',
      ]);
      let said = '';
      service.child.stderr!.on('data', (text) => (said += text));
      log = () => said;
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '2',
          '-subj',
          '/CN=127.0.0.1',
          '-addext',
          'subjectAltName=IP:127.0.0.1',
          '-keyout',
          join(folder, 'key.pem'),
          '-out',
          join(folder, 'cert.pem'),
        ],
        { stdio: 'ignore' },
      );
      const config = (await readFile('docs/nginx.conf', 'utf8'))
        .replace('127.0.0.1:3000', new URL(service.url).host)
        .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
        .replace('/etc/ssl/certs/example.org.pem', join(folder, 'cert.pem'))
        .replace('/etc/ssl/private/example.org.key', join(folder, 'key.pem'));
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (each) => `${each}_temp_path ${folder}/${each};`,
      );
      await writeFile(
        join(folder, 'nginx.conf'),
        `daemon off; pid ${folder}/pid;\n${config.replace('http {', `http {\n access_log off; ${paths.join(' ')}`)}`,
      );
      proxy = spawn(nginx!, ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')], {
        stdio: 'inherit',
      });
      for (let i = 0; i < 100; i++) {
        if ((await curl('/health/ready')).status === 200) break;
        await sleep(100);
      }
    });
    afterAll(async () => {
      proxy.kill('SIGTERM');
      await once(proxy, 'exit');
      await rm(folder, { recursive: true, force: true });
    });

    const curl = async (path: string, ...more: string[]): Promise<{ status: number; text: string }> => {
      const { stdout } = spawnSync(
        'curl',
        ['-s', '--cacert', join(folder, 'cert.pem'), '-w', '\n%{http_code}', ...more, `${address}${path}`],
        { encoding: 'utf8' },
      );
      const at = stdout.lastIndexOf('\n');
      return { status: Number(stdout.slice(at + 1)), text: stdout.slice(0, at) };
    };

    it('answers with links that lead through it', async () => {
      const { status, text } = await curl('/v1/statements?limit=1');
      expect(status).toBe(200);
      const { links } = JSON.parse(text) as { links: { next: string } };
      expect(links.next).toMatch(/^\/dictum\/v1\/statements\?/);
      expect((await curl(links.next.replace('/dictum', ''))).status).toBe(200);
      const page = await curl('/statements', '-H', 'accept: text/html');
      const [, style] = /href="\/dictum(\/assets\/[^"]+)"/.exec(page.text)!;
      expect((await curl(style!)).status).toBe(200);
      expect((await curl('/docs')).status).toBe(200);
      expect((await curl('/v1/export')).text.split('\n').length).toBeGreaterThan(200);
    });

    it('is believed who it asks for, and nobody else is', async () => {
      await curl('/v1/topics?limit=1', '-H', 'x-forwarded-for: 203.0.113.7');
      for (let i = 0; i < 50 && !log().includes('/v1/topics?limit=1'); i++) await sleep(100);
      const line = log()
        .split('\n')
        .find((each) => each.includes('/v1/topics?limit=1'));
      expect(JSON.parse(line!)).toMatchObject({ client: '127.0.0.1', status: 200 });
    });

    it('gives metrics to its own machine alone', async () => {
      expect((await curl('/metrics')).text).toContain('http_request_duration_seconds');
    });
  },
);
