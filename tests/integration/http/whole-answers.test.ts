import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { ALL_TYPES } from '../../../src/model/types.ts';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

/*
 * What is asked for without `fields` has all that the description says is always there; what `fields` leaves out is
 * told as a variant of its own, and what can be asked for is a closed list.
 */

const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
const schemas = document['components'].schemas as Record<string, Json>;
const service = serviceOver(theSeed);

const ajv = ajvFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addFormat('hex', /^[0-9a-f]*$/i);
const faultsOf = (name: string, value: unknown): unknown[] => {
  const validate =
    ajv.getSchema(name) ?? ajv.compile({ $id: name, ...schemas[name], components: document['components'] });
  void validate(value);
  return validate.errors ?? [];
};
const componentOf = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
const dataOf = async (url: string): Promise<Json[]> => [(await service.get(url))['data']].flat() as Json[];
const parameter = (path: string, name: string): Json =>
  document['paths'][path].get.parameters.find((each: Json) => each['name'] === name);

describe('an answer without fields', () => {
  it.each(ALL_TYPES)('has all of each $name, in the list and by itself', async ({ name, plural }) => {
    const records = await dataOf(`/v1/${plural}?limit=200`);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(faultsOf(componentOf(name), record), record['id']).toEqual([]);
    expect(faultsOf(componentOf(name), (await dataOf(`/v1/${plural}/${records[0]!['id']}`))[0])).toEqual([]);
    for (const record of await dataOf(`/v1/${plural}?limit=20&form=written`))
      expect(faultsOf(`${componentOf(name)}AsWritten`, record), record['id']).toEqual([]);
  });

  it.each([
    ['ForumRegionLink', '/v1/regions/middle-east/forums'],
    ['ForumRegionLink', '/v1/links'],
    ['Position', '/v1/actors/sergey-lavrov/positions'],
    ['Position', '/v1/claims/relations-will-deepen/positions'],
    ['ClaimProvenance', '/v1/claims/relations-will-deepen/provenance'],
    ['ClaimProvenance', '/v1/claims/relations-will-deepen/provenance?include=source,passage'],
    ['StatementProvenance', '/v1/statements/lavrov-2025-02-20-deepening/provenance'],
  ])('has all of %s at %s', async (name, url) => {
    const found = await dataOf(url);
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(faultsOf(name, each)).toEqual([]);
  });

  it('has records whole under included', async () => {
    const { included } = await service.get('/v1/statements?include=speakers,passages.citations,claims,event&limit=200');
    const found = Object.entries(included as Record<string, Record<string, Json>>);
    expect(found.map(([plural]) => plural)).toEqual(expect.arrayContaining(['actors', 'passages', 'claims']));
    for (const [plural, records] of found) {
      const { name } = ALL_TYPES.find((type) => type.plural === plural)!;
      for (const record of Object.values(records)) expect(faultsOf(componentOf(name), record)).toEqual([]);
    }
  });
});

describe('fields', () => {
  it('leave less than all, which the description tells as a form of its own', async () => {
    const [some] = await dataOf('/v1/statements?fields=label&limit=1');
    expect(faultsOf('Statement', some)).not.toEqual([]);
    expect(faultsOf('PartialStatement', some)).toEqual([]);
    expect(schemas['Statement']!['required']).toEqual(expect.arrayContaining(['label', 'mode', 'speakers', 'chains']));
  });

  it.each(ALL_TYPES)('of $name are a closed list, of which each is taken', async ({ name, plural }) => {
    const reference = { $ref: `#/components/schemas/${componentOf(name)}Field` };
    expect(parameter(`/v1/${plural}`, 'fields')['schema'].items).toEqual(reference);
    const known = schemas[`${componentOf(name)}Field`]!['enum'] as string[];
    expect(known).toEqual(expect.arrayContaining(['type', 'id', 'label']));
    const { status, text } = await service.ask(`/v1/${plural}?limit=1&fields=${known.join(',')}`);
    expect(status, text).toBe(200);
  });

  it.each(['ClaimProvenance', 'StatementProvenance'])('of %s are too', async (name) => {
    const [plural, id] =
      name === 'ClaimProvenance' ? ['claims', 'relations-will-deepen'] : ['statements', 'lavrov-2025-02-20-deepening'];
    const known = schemas[`${name}Field`]!['enum'] as string[];
    const { status, text } = await service.ask(`/v1/${plural}/${id}/provenance?limit=1&fields=${known.join(',')}`);
    expect(status, text).toBe(200);
  });

  it('to include are named where a path begins', async () => {
    const { anyOf } = schemas['StatementInclude'] as { anyOf: [{ enum: string[] }, { pattern: string }] };
    for (const name of anyOf[0].enum)
      expect([name, (await service.ask(`/v1/statements?limit=1&include=${name}`)).status]).toEqual([name, 200]);
    expect('passages.citations.source').toMatch(new RegExp(anyOf[1].pattern));
    expect('pasages.citations').not.toMatch(new RegExp(anyOf[1].pattern));
  });
});
