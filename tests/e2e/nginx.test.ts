import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, watch } from '../support/browser.ts';
import { commandLine } from '../support/command.ts';

const nginx = ['/usr/sbin/nginx', 'nginx'].find((path) => spawnSync(path, ['-v']).status === 0);

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
};

/** Pages of each kind. */
const BROWSED = [
  '/',
  '/statements/lavrov-2025-02-20-deepening',
  '/statements?speaker=sergey-lavrov',
  '/claims/relations-will-deepen/positions',
  '/sources/wang-yi-lavrov-analysis',
  '/search?q=security',
  '/map',
  '/coverage',
  '/graph?from=actor/wang-yi',
  '/paths?from=actor/wang-yi&to=source/chinese-mfa-wang-yi-meets-lavrov',
  '/changes/1',
  '/problems',
  '/login',
] as const;

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

    it.skipIf(!hasBrowser)(
      'leads a browser through pages, type-ahead, the desk, forms, the live feed and the documentation, all below the path',
      { timeout: 180_000 },
      async () => {
        const { out } = await commands.dictum(['token', 'create', '--name', 'Ada', '--scope', 'read,write']);
        const token = out.trim();
        const browser = await launch();
        const wrong: string[] = [];
        try {
          const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
          page.setDefaultTimeout(60_000);
          watch(page, `${address}/`, wrong);
          page.on('response', (answer) => {
            if (answer.status() >= 400) wrong.push(`${answer.status()} ${answer.url()}`);
          });
          page.on('requestfailed', (request) => {
            // What is under way when a page is left is given up by the browser.
            const why = request.failure()?.errorText;
            if (why !== 'net::ERR_ABORTED') wrong.push(`${why}: ${request.url()}`);
          });
          for (const path of BROWSED) {
            await page.goto(`${address}${path}`, { waitUntil: 'load' });
            // Each link of a page leads below the path, or to another host.
            const outside: string[] = await page.$$eval(
              'a[href], link[href], form[action], img[src], script[src]',
              (all, own) =>
                all
                  .map((each) => each.getAttribute('href') ?? each.getAttribute('action') ?? each.getAttribute('src')!)
                  .filter((to) => {
                    const { origin, pathname } = new URL(to, document.baseURI);
                    return origin === new URL(own).origin && !`${origin}${pathname}/`.startsWith(own);
                  }),
              `${address}/`,
            );
            expect([path, outside]).toEqual([path, []]);
          }
          await page.goto(`${address}/docs`, { waitUntil: 'load' });
          await page.locator('.opblock').first().waitFor();

          await page.goto(`${address}/`);
          await page.keyboard.press('/');
          await page.keyboard.type('Wang Yi', { delay: 20 });
          await page.locator('[role=listbox] [role=option], [role=listbox] li').first().waitFor();
          await page.keyboard.press('ArrowDown');
          await Promise.all([page.waitForURL(`${address}/actors/wang-yi`), page.keyboard.press('Enter')]);

          const put = { op: 'put', type: 'topic', id: 'by-proxy', revision: null, record: { name: 'By a proxy' } };
          const post = (path: string, body: object) =>
            curl(
              path,
              '-H',
              `Authorization: Bearer ${token}`,
              '-H',
              'Content-Type: application/json',
              '-d',
              JSON.stringify(body),
            );
          const proposed = await post('/v1/proposals', { changes: [put] });
          expect(proposed.status).toBe(201);
          const { data } = JSON.parse(proposed.text) as { data: { id: string } };
          await page.goto(`${address}/login?next=${encodeURIComponent(`/desk/${data.id}`)}`);
          await page.fill('input[name=token]', token);
          await Promise.all([page.waitForURL(`${address}/desk/${data.id}`), page.keyboard.press('Enter')]);
          await page.goto(`${address}/desk`, { waitUntil: 'load' });
          await page.locator(`a[href$="/desk/${data.id}"]`).first().click();
          await page.fill('#say', 'As I saw it.');
          await Promise.all([page.waitForResponse(/\/comments$/), page.keyboard.press('Enter')]);
          await page.getByText('As I saw it.').waitFor();

          // The live feed tells what the form behind it writes.
          await page.evaluate(`
            globalThis.told = new Promise((resolve, reject) => {
              const feed = new EventSource('${address}/v1/changes');
              globalThis.opened = new Promise((done) => feed.addEventListener('open', done));
              feed.addEventListener('change', ({ data }) => { feed.close(); resolve(data); });
              setTimeout(() => reject(new Error('nothing was told')), 60_000);
            });
            globalThis.opened`);
          const accepted = await post(`/v1/proposals/${data.id}/accept`, {});
          const { change } = (JSON.parse(accepted.text) as { data: { change: number } }).data;
          expect(JSON.parse(await page.evaluate('globalThis.told'))).toMatchObject({ number: change });
        } finally {
          await browser.close();
        }
        expect(wrong).toEqual([]);
      },
    );

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
