import { describe, expect, it } from 'vitest';
import { TYPES } from '../../../src/model/types.ts';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { writingAs } from '../../support/writing.ts';
import { parseRecord } from '../../../src/ingest/records.ts';
import { actor, snapshot, source } from '../../support/world.ts';

const NORA = {
  kind: 'person',
  name: { name: 'Нора Норд', language: 'ru', kind: null, period: null },
  belongsTo: [{ actor: 'state', period: '2001/', from: null, to: null, source: 'source-a' }],
};
const service = serviceOver(
  worldOf(
    source('source-a'),
    snapshot('snapshot-a', { of: 'words', text: 'words' }),
    actor('state', { kind: 'state' }),
    actor('nora', NORA),
  ),
);

const fieldsOf = ({ type: _type, ...fields }: Json): Json => fields;

describe('the written form', () => {
  it('is what was written, long forms and all, and nothing that is derived', async () => {
    const { data } = await service.get('/v1/actors/nora?form=written');
    expect(data).toEqual({ type: 'actor', ...TYPES.actor.written.parse({ id: 'nora', ...NORA }), revision: 1 });
    expect((await service.get('/v1/actors/nora?form=answered'))['data']).toMatchObject({
      name: 'Нора Норд',
      sides: [],
    });
  });

  it('is given of lists too, a page and to their end', async () => {
    const { data, page } = await service.get('/v1/actors?form=written&limit=1&count=true');
    expect(data.map(({ id }: Json) => id)).toEqual(['state']);
    expect(page).toMatchObject({ total: 2 });
    const { text } = await service.ask('/v1/actors?form=written', { headers: { accept: 'application/x-ndjson' } });
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{ id: 'state' }, NORA]);
  });

  it('says the revision that a change of it has to name, and leaves it out of lines, which an import takes', async () => {
    const ada = await writingAs(service, 'Ada', 'write');
    const { data } = await service.get('/v1/actors?form=written&kind=state');
    const state = (data as [Json])[0];
    expect(state).toMatchObject({ id: 'state', revision: 1 });
    const changes = [
      {
        op: 'put',
        type: 'actor',
        id: state['id'],
        revision: state['revision'],
        record: { ...state, name: 'Northland' },
      },
    ];
    expect((await ada.send('POST', '/v1/changes', { changes })).status).toBe(200);
    expect((await ada.send('POST', '/v1/changes', { changes })).status).toBe(412);
    expect((await service.get('/v1/actors/state?form=written'))['data']).toMatchObject({
      name: 'Northland',
      revision: 2,
    });
    const { text } = await service.ask('/v1/actors?form=written', { headers: { accept: 'application/x-ndjson' } });
    for (const line of text.trim().split('\n'))
      expect(parseRecord('actor', fieldsOf(JSON.parse(line) as Json))).toHaveProperty('change');
  });

  it('leaves out the texts that answers leave out', async () => {
    const { data } = await service.get('/v1/snapshots/snapshot-a?form=written');
    expect(data).toMatchObject({ id: 'snapshot-a', source: 'source-a' });
    expect(data).not.toHaveProperty('text');
  });

  it('is given whole, of records that are there', async () => {
    expect((await service.ask('/v1/actors/nora?form=written&fields=name')).body).toMatchObject({
      code: 'invalid-parameters',
      errors: [{ parameter: 'fields' }],
    });
    expect((await service.ask('/v1/actors?form=written&include=belongsTo')).body).toMatchObject({
      errors: [{ parameter: 'include' }],
    });
    expect((await service.ask('/v1/actors/nobody?form=written')).status).toBe(404);
    expect((await service.ask('/v1/actors/nora?form=writen')).body).toMatchObject({
      errors: [{ detail: expect.stringContaining('did you mean written?') }],
    });
  });
});
