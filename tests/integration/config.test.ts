import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from '../../src/config.ts';

describe('the settings', () => {
  it('are those of the table in docs/running.md', async () => {
    const page = await readFile('docs/running.md', 'utf8');
    const [, table = ''] = /<!-- settings -->([\s\S]*?)<!-- \/settings -->/.exec(page) ?? [];
    const [header, , ...rows] = table
      .trim()
      .split('\n')
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', '')),
      );
    expect(header).toEqual(['Variable', 'Flag', 'Default', 'Meaning']);
    // How many threads read and verify depends on the machine, and is told in words.
    const told = (name: string, otherwise: string): string =>
      ['READERS', 'VERIFIERS'].includes(name) ? '' : otherwise;
    expect(rows.map(([name, flag, otherwise, about]) => [name, flag, told(name!, otherwise!), about])).toEqual(
      Object.entries(SETTINGS).map(([name, setting]) => [
        name,
        setting.flag,
        told(name, setting.default),
        setting.about,
      ]),
    );
  });

  it('have a default each', () => {
    expect(readConfig({}, {})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      DICTUM_DATA: '.dictum',
      LOG_LEVEL: 'info',
    });
    expect(readConfig({}, { PORT: '' })).toEqual(readConfig({}, {}));
  });

  it('are taken from a flag before a variable', () => {
    expect(readConfig({ PORT: '1' }, { PORT: '2' }).PORT).toBe(1);
    expect(readConfig({}, { PORT: '2' }).PORT).toBe(2);
  });

  it('take the address of the service without a slash at its end', () => {
    expect(readConfig({}, { PUBLIC_URL: 'https://dictum.example/graph//' }).PUBLIC_URL).toBe(
      'https://dictum.example/graph',
    );
    expect(readConfig({}, {}).PUBLIC_URL).toBe('');
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3.5'],
    ['LOG_LEVEL', 'loud'],
    ['READERS', '0'],
    ['QUERY_TIMEOUT_MS', '0'],
    ['PUBLIC_URL', 'dictum.example'],
    ['PUBLIC_URL', 'ftp://dictum.example'],
    ['PUBLIC_URL', 'https://dictum.example/?a=1'],
  ] as const)('name the one that cannot be used: %s=%s', (name, value) => {
    expect(() => readConfig({}, { [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({}, { [name]: value })).toThrow(`${name} is "${value}": has to be`);
    expect(() => readConfig({ [name]: value }, {})).toThrow(`${SETTINGS[name].flag} is "${value}"`);
  });
});
