import { expect, it } from 'vitest';
import { serviceOver } from '../../support/http.ts';
import { expectInOrder, pageAt, readPage } from '../../support/pages.ts';
import { claim, deletion, topic } from '../../support/world.ts';

/*
 * The log for people: who changed what, when and why, also of what is gone.
 */

const service = serviceOver(async (store) => {
  await store.write([claim('claim-a', { text: 'It is so.' }), topic('topic-a')], {
    by: 'nora',
    comment: 'first words',
  });
  await store.write([claim('claim-a', { text: 'It is not so.' })], { by: 'otto', comment: '<b>corrected</b>' });
  await store.write([deletion('topic', 'topic-a')], { by: 'otto' });
});

it('shows the latest changes first, each with what it did', async () => {
  const { text, links, html } = await pageAt(service, '/changes');
  expectInOrder(text, [
    'Change 3: one record',
    'otto',
    'Deleted topic/topic-a',
    'Change 2: one record',
    '<b>corrected</b>',
    'Changed It is not so.',
    'Change 1: 2 records',
    'nora',
    'first words',
    'Created',
  ]);
  expect(html).not.toContain('<b>corrected');
  expect(links).toEqual(expect.arrayContaining(['/changes/2', '/claims/claim-a', '/topics/topic-a/revisions']));
  expect((await pageAt(service, '/changes?by=nora')).text).not.toContain('otto');
});

it('shows one change set, record by record', async () => {
  expectInOrder((await pageAt(service, '/changes/1')).text, ['2 records', 'nora', 'Created']);
  expectInOrder((await pageAt(service, '/changes/2')).text, [
    'Changed',
    'It is not so.',
    'Text',
    'It is so.',
    'It is not so.',
  ]);
  expect((await readPage(service, '/changes/99')).status).toBe(404);
});

it('tells on the page of a record who recorded it, and who changed it last', async () => {
  expect((await pageAt(service, '/claims/claim-a')).text).toMatch(
    /Recorded by nora on \d+ \w+ \d{4}, last changed by otto on \d+ \w+ \d{4}/,
  );
});

it('shows the history of a record with what changed, to which its page leads', async () => {
  expect((await pageAt(service, '/claims/claim-a')).links).toContain('/claims/claim-a/revisions');
  const { text } = await pageAt(service, '/claims/claim-a/revisions');
  expectInOrder(text, [
    'History, claim',
    'It is not so.',
    'Change 2',
    'otto',
    'Text',
    'It is so.',
    'It is not so.',
    'Change 1',
    'nora',
  ]);
});

it('tells what is known of a record that is gone', async () => {
  const { status, links } = await readPage(service, '/topics/topic-a');
  expect([status, links.includes('/topics/topic-a/revisions')]).toEqual([410, true]);
  expectInOrder((await pageAt(service, '/topics/topic-a/revisions')).text, ['Change 3', 'otto', 'Change 1', 'nora']);
});
