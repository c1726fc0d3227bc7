import { beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/bundle/format.ts';
import { forged, forgedEntries, keys, MODEL, named, verdictOf } from '../support/bundles.ts';
import { appOver, ask, serviceOver, theSeed, worldOf, type Json } from '../support/http.ts';
import { claim, ground, statement } from '../support/world.ts';

/*
 * An evidence bundle of the seed, and what is found where its bytes or its records are not what they were.
 */

const mine = keys();
const URL = '/v1/statements/lavrov-2025-02-20-deepening/bundle';
const service = serviceOver(theSeed);
let plain = '';
let signed = '';
let bundle: Json = {};
beforeAll(async () => {
  plain = (await service.ask(URL)).text;
  const app = await appOver(service.store, { signer: mine.signer });
  signed = (await ask(app, URL)).text;
  await app.close();
  bundle = JSON.parse(signed);
});

const faultsOf = (content: string | Uint8Array) => verdictOf(content).reasons;

describe('a bundle', () => {
  it('is unchanged and derivable as it is, and says who vouches for it', () => {
    const about = { unchanged: true, derivable: true, reasons: [], subject: 'statement/lavrov-2025-02-20-deepening' };
    expect(verdictOf(plain)).toMatchObject({ ...about, code: 4, signature: 'none', signedBy: null });
    const signedBy = bundle['signature'].keyId;
    expect(verdictOf(signed)).toMatchObject({ ...about, code: 3, signature: 'other', signedBy });
    expect(verdictOf(signed, { keys: [keys().known, mine.known] })).toMatchObject({
      ...about,
      code: 0,
      signature: 'given',
      signedBy,
    });
    expect(verdictOf(plain, { keys: [mine.known] }).code).toBe(4);
  });

  it('is not judged by another model, of which nothing is held against it', () => {
    const altered = forged(
      signed,
      (records) => void (named(records, 'actor', 'china')['label'] = 'Other'),
      mine.signer,
    );
    for (const text of [signed, altered])
      expect(verdictOf(text, { model: 'another', keys: [mine.known] })).toMatchObject({
        code: 0,
        unchanged: true,
        derivable: null,
        reasons: [],
      });
    expect(verdictOf(altered, { keys: [mine.known] })).toMatchObject({ code: 1, derivable: false });
  });

  it('says by what it was made, of which state of the graph, and where to ask for what is known later', async () => {
    expect(bundle['made']).toEqual({ program: 'Dictum 0.0.0', model: MODEL });
    const asOf = { version: await service.store.version(), changed: expect.stringMatching(/^\d{4}-.*Z$/) };
    expect(bundle).toMatchObject({ asOf, address: URL, known: { count: 0, relations: [] } });
    const publicUrl = 'https://dictum.example/graph';
    const app = await appOver(service.store, { publicUrl });
    const { body } = await ask(app, URL);
    expect(body['address']).toBe(`${publicUrl}${URL}`);
    await app.close();
  });

  it('is its own canonical form, and the same each time', async () => {
    expect(canonical(JSON.parse(plain))).toBe(plain);
    const [first, again] = [await service.ask(URL), await service.ask(URL)];
    expect([again.text, again.headers['etag']]).toEqual([first.text, first.headers['etag']]);
    expect((await service.ask(URL, { headers: { 'if-none-match': first.headers['etag']! } })).status).toBe(304);
    expect(first.headers['content-disposition']).toBe('attachment; filename="lavrov-2025-02-20-deepening.bundle.json"');
  });

  it('has all that the provenance names', async () => {
    const inside = new Set(bundle['records'].map(({ record }: Json) => `${record.type}/${record.id}`));
    const { data } = await service.get('/v1/statements/lavrov-2025-02-20-deepening/provenance');
    for (const chain of data.chains) {
      const keys = [
        `passage/${chain.passage.id}`,
        `source/${chain.recordedIn.id}`,
        `citation/${chain.citation.id}`,
        `source/${chain.source.id}`,
        `actor/${chain.publisher.id}`,
        ...chain.speakers.map(({ id }: Json) => `actor/${id}`),
        ...chain.because.flatMap(({ ids }: Json) => ids),
      ];
      expect(keys.filter((key) => !inside.has(key))).toEqual([]);
    }
  });
});

describe('a byte that was changed', () => {
  it('is told by the record and the field that it is in', () => {
    expect(faultsOf(signed.replace('Minister Sergei Lavrov"', 'Minister Sergej Lavrov"'))[0]).toEqual({
      against: 'unchanged',
      where: 'source/chinese-mfa-wang-yi-meets-lavrov /csl',
      message: 'the digest of the field is not that of its content',
    });
    expect(faultsOf(signed.replace('"accessed":"2025', '"accessed":"2024')).map(({ where }) => where)).toEqual([
      'citation/wl-fn-1 /accessed',
      'citation/wl-fn-1',
      '/digest',
      '/signature/value',
    ]);
    const broken = faultsOf(signed.replace('"accessed":"2025-02-28"', '"accessed":2025-02-28"'));
    expect(broken).toEqual([
      {
        against: 'unchanged',
        where: expect.stringMatching(/^byte \d+, in citation\/wl-fn-1 \/accessed$/),
        message: expect.stringContaining('not JSON'),
      },
    ]);
  });
});

describe('bytes that were added or taken away', () => {
  it('are found wherever they are', () => {
    for (let length = 0; length < signed.length; length += 193)
      expect(faultsOf(signed.slice(0, length)), `first ${length}`).toHaveLength(1);
    for (const [added, at] of [
      ['\n', signed.length],
      [' ', 0],
      [' ', 1],
      ['{}', signed.length],
      ['\0', signed.length],
      ['\uFEFF', 0],
      ['\t', signed.indexOf('"records"')],
    ] as const) {
      expect(faultsOf(signed.slice(0, at) + added + signed.slice(at)), JSON.stringify([added, at])).toHaveLength(1);
    }
  });

  it.each([
    [
      'another order of keys',
      (text: string) => text.replace(/"format":"([^"]*)",(.*),"version":2\}$/s, '"version":2,"format":"$1",$2}'),
    ],
    ['a key given twice', (text: string) => text.replace('"version":2}', '"version":2,"version":2}')],
    ['another form of a number', (text: string) => text.replace('"version":2}', '"version":2.0}')],
    ['an exponent', (text: string) => text.replace('"version":2}', '"version":2e0}')],
    ['an escape', (text: string) => text.replace('"format":"d', '"format":"\\u0064')],
    ['indentation', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
  ])('are found where they mean the same: %s', (_, change) => {
    expect(change(signed)).not.toBe(signed);
    expect(JSON.parse(change(signed))).toEqual(bundle);
    expect(faultsOf(change(signed))).toEqual([
      {
        against: 'unchanged',
        where: expect.stringMatching(/^byte \d+/),
        message: expect.stringContaining('canonical form'),
      },
    ]);
  });
});

describe('what is no bundle', () => {
  it.each([
    ['nothing', '', 'byte 0', /empty/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22]), 'byte 2', /not UTF-8/],
    [
      'half a character at the end',
      Buffer.concat([Buffer.from('"x'), Buffer.from('é').subarray(0, 1)]),
      'byte 2',
      /not UTF-8/,
    ],
    ['a byte order mark', '\uFEFF{}', 'byte 0', /byte order mark/],
    ['deep nesting', '['.repeat(1_000_000), 'byte 64', /nested/],
    ['deep objects', '{"a":'.repeat(200_000), 'byte 320', /nested/],
    ['something else', '{}', '/format', /no evidence bundle/],
    ['null', 'null', '/format', /no evidence bundle/],
    ['a number', '1', '/format', /no evidence bundle/],
    ['a later version', '{"format":"dictum-evidence-bundle","version":3}', '/version', /knows 1 and 2/],
    ['a long line of digits', '1'.repeat(100_000), 'byte 0', /larger than/],
    ['a number beyond all', '{"a":[-1e999]}', 'byte 6', /larger than/],
    ['a large number', '1e300', 'byte 2', /canonical form/],
    ['a negative zero', '{"a":-0}', 'byte 5', /canonical form/],
    ['half of a surrogate pair', '"\\ud800"', 'byte 1', /half of a surrogate pair/],
    ['half of one behind an escaped backslash', '"\\\\\\udfff"', 'byte 3', /half of a surrogate pair/],
    ['a backslash that is followed by the same letters', '"\\\\ud800"', '/format', /no evidence bundle/],
    ['an own __proto__', '{"__proto__":{"format":"dictum-evidence-bundle"}}', 'byte 1', /no record has/],
    ['an own __proto__ within', '{"a":[{"a":1,"__proto__":1}]}', 'byte 8', /canonical form/],
    ['an own __proto__ within, in order', '{"a":[{"A":1,"__proto__":1}]}', 'byte 13', /no record has/],
    ['an own __proto__ given twice', '{"__proto__":1,"__proto__":1}', 'byte 14', /canonical form/],
    ['a text that only looks like one', '[",\\"__proto__\\":1"]', '/format', /no evidence bundle/],
    ['numbers as keys in the order of numbers', '{"2":0,"10":0}', 'byte 2', /canonical form/],
    ['numbers as keys in their order', '{"10":0,"2":0}', '/format', /no evidence bundle/],
  ])('is refused: %s', (_, content, where, message) => {
    const faults = faultsOf(content);
    expect(faults).toHaveLength(1);
    expect(faults[0]!.where.split(',')[0]).toBe(where);
    expect(faults[0]!.message).toMatch(message);
  });

  it('is not read where it is too large', () => {
    expect(faultsOf(new Uint8Array(16 * 2 ** 20 + 1))).toEqual([
      { against: 'unchanged', where: expect.stringMatching(/^byte/), message: expect.stringContaining('larger') },
    ]);
  });
});

describe('a bundle whose digests and signature are right, and whose content is not', () => {
  const STATEMENT = 'lavrov-2025-02-20-deepening';
  it.each([
    [
      'directness of a chain',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['chains'][0].directness = 'own-side';
      },
      `statement/${STATEMENT} /chains/0/directness`,
      /"own-side", but the records inside give "counterpart"/,
    ],
    [
      'the facts behind it',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['chains'][0].because.pop();
      },
      `statement/${STATEMENT} /chains/0/because`,
      /but the records inside give/,
    ],
    [
      'the publisher of the source',
      (records: Json[]) => {
        named(records, 'source', 'chinese-mfa-wang-yi-meets-lavrov')['publisher'] = 'sergey-lavrov';
      },
      'source/chinese-mfa-wang-yi-meets-lavrov /publisherSides',
      /give/,
    ],
    [
      'the source of an ibid',
      (records: Json[]) => {
        named(records, 'citation', 'wl-fn-2')['source'] = 'wang-yi-lavrov-analysis';
      },
      'citation/wl-fn-2 /source',
      /but the records inside give/,
    ],
    [
      'a label',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['label'] = 'Something else.';
      },
      `statement/${STATEMENT} /label`,
      /give/,
    ],
    [
      'a record left out',
      (records: Json[]) => {
        records.splice(
          records.findIndex(({ type }) => type === 'topic'),
          1,
        );
      },
      `statement/${STATEMENT} /topics/`,
      /not in the bundle/,
    ],
    [
      'a record added',
      (records: Json[]) => {
        records.push({ ...named(records, 'forum', 'g20'), id: 'zzz' });
      },
      'forum/zzz',
      /nothing in the bundle refers to it/,
    ],
    [
      'a record given twice',
      (records: Json[]) => {
        records.push({ ...named(records, 'forum', 'g20') });
      },
      'forum/g20',
      /twice/,
    ],
    [
      'a field that the model does not have',
      (records: Json[]) => {
        named(records, 'actor', 'china')['verdict'] = 'guilty';
      },
      'actor/china /verdict',
      /model has no such value/,
    ],
    [
      'a field left out',
      (records: Json[]) => {
        delete named(records, 'statement', STATEMENT)['chains'];
      },
      `statement/${STATEMENT} /chains`,
      /./,
    ],
    [
      'a value of the wrong form',
      (records: Json[]) => {
        named(records, 'statement', STATEMENT)['said'] = 'yesterday';
      },
      `statement/${STATEMENT} /said`,
      /EDTF/,
    ],
    [
      'an ibid of itself',
      (records: Json[]) => {
        named(records, 'citation', 'wl-fn-1')['ibidOf'] = 'wl-fn-1';
      },
      'citation/wl-fn-1 /ibidOf',
      /leads back to itself/,
    ],
  ])('is found: %s', (_, change, where, message) => {
    for (const by of [mine.signer, null]) {
      const verdict = verdictOf(forged(signed, change, by), { keys: [mine.known] });
      const faults = verdict.reasons;
      expect(verdict).toMatchObject({ code: 1, line: expect.not.stringMatching(/^unchanged/) });
      expect(
        faults.filter((fault) => fault.where.startsWith(where) && message.test(fault.message)),
        JSON.stringify(faults.slice(0, 5)),
      ).not.toEqual([]);
    }
  });

  it('is found where it is what was written beside an answer', () => {
    for (const [written, where, message] of [
      [{ source: 'wang-yi-lavrov-analysis' }, '/source', /an ibid of wl-fn-1 cites/],
      [{ accessed: '2024-01-01' }, '/accessed', /but the records inside give "2024-01-01"/],
      [{ accessed: 'yesterday' }, '/accessed', /cannot have been written/],
      [{ marker: '3' }, '/marker', /cannot have been written/],
      [{ publisher: 'xinhua' }, '/publisher', /cannot have been written/],
      [{ constructor: 'xinhua' }, '/constructor', /cannot have been written/],
    ] as const) {
      const text = forgedEntries(
        signed,
        (entries) => {
          const entry = entries.find(({ record }: Json) => record.id === 'wl-fn-2')!;
          entry['written'] = { ...entry['written'], ...written };
        },
        null,
      );
      const verdict = verdictOf(text);
      expect(verdict, where).toMatchObject({ code: 1, unchanged: true, derivable: false });
      expect(verdict.reasons).toContainEqual({
        against: 'derivable',
        where: `citation/wl-fn-2 ${where}`,
        message: expect.stringMatching(message),
      });
    }
  });

  it('is found where a member has a name that every object has', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', '10']) {
      const verdict = verdictOf(
        forged(signed, (records) => Object.assign(named(records, 'actor', 'china'), { [name]: 'x' }), null),
      );
      expect(verdict, name).toMatchObject({ code: 1, unchanged: true, derivable: false });
      expect(verdict.reasons[0]!.where).toBe(`actor/china /${name}`);
    }
  });

  it('is found where a type has such a name', () => {
    const verdict = verdictOf(
      forged(signed, (records) => (named(records, 'forum', 'g20')['type'] = 'constructor'), null),
    );
    expect(verdict).toMatchObject({ code: 1, derivable: false });
    expect(verdict.reasons).toContainEqual({
      against: 'derivable',
      where: 'constructor/g20 /type',
      message: 'the model has no such type',
    });
  });
});

describe('a statement with more evidence than a bundle may hold', () => {
  const long = 'x'.repeat(20_000);
  const claims = Array.from({ length: 900 }, (_, i) => `claim-${i}`);
  const large = serviceOver(
    worldOf(...ground(), ...claims.map((id) => claim(id, { note: long })), statement('statement-a', { claims })),
  );

  it('is refused, with the place where it is read in pages', async () => {
    const { status, body } = await large.ask('/v1/statements/statement-a/bundle');
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'bundle-too-large', recordType: 'statement', id: 'statement-a' });
    expect(body['detail']).toContain('/v1/statements/statement-a/provenance');
  });
});
