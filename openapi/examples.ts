import type { TypeName } from '../src/model/ids.ts';
import { ALL_TYPES } from '../src/model/types.ts';
import { facetNames } from '../src/queries/list-parameters.ts';

/*
 * The requests whose answers on the seed are the examples of the API description, by the path they are an example of.
 */

/** A record of each type that the seed has. */
export const RECORDS: Readonly<Record<TypeName, string>> = {
  region: 'asia-pacific',
  topic: 'maritime-security',
  actor: 'sergey-lavrov',
  forum: 'g20',
  event: 'wang-yi-lavrov-meeting-2025-02-20',
  source: 'chinese-mfa-wang-yi-meets-lavrov',
  snapshot: 'wang-yi-lavrov-analysis-38a75f7e5f68',
  membership: 'china-brics',
  citation: 'wl-fn-2',
  passage: 'wl-p4-s1',
  claim: 'relations-will-deepen',
  statement: 'lavrov-2025-02-20-multilateral',
  relation: 'wl-closer-relationship-agrees-with-deepening',
  check: 'wang-yi-2025-02-20-new-era-e6896ed2d40c1fd7',
};

/** Requests that are posted, by path. */
export const POSTED: Readonly<Record<string, readonly { summary: string; body: object }[]>> = {
  '/v1/verify-quote': [
    {
      summary: 'A quotation in a text that comes with it',
      body: { quote: 'that "trade would grow"', text: 'Ada Example said that “trade would grow” next year.' },
    },
    {
      summary: 'Words of which only a digest is stored, and whose they are',
      body: { quote: 'interventionist', source: 'wang-yi-lavrov-analysis', speaker: 'article-author' },
    },
    {
      summary: 'The same words of somebody who did not use them',
      body: { quote: 'interventionist', source: 'wang-yi-lavrov-analysis', speaker: 'sergey-lavrov' },
    },
    {
      summary: 'In which of all stored texts, or of whom recorded',
      body: { quote: 'interventionist' },
    },
  ],
};

export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    ALL_TYPES.flatMap(({ name, plural }) => [
      [`/v1/${plural}`, [`/v1/${plural}?limit=1&count=true`]],
      [`/v1/${plural}/{id}`, [`/v1/${plural}/${RECORDS[name]}`, `/v1/${plural}/${RECORDS[name]}?asOf=1&fields=label`]],
      [`/v1/facets/${plural}/{name}`, [`/v1/facets/${plural}/${facetNames(name)[0]!}?limit=2`]],
      [`/v1/${plural}/{id}/revisions`, [`/v1/${plural}/${RECORDS[name]}/revisions?limit=1`]],
      [`/v1/${plural}/{id}/revisions/{number}`, [`/v1/${plural}/${RECORDS[name]}/revisions/1`]],
      [`/v1/${plural}/{id}/neighbourhood`, [`/v1/${plural}/${RECORDS[name]}/neighbourhood?limit=2`]],
    ]),
  ),
  '/v1/statements': [
    '/v1/statements?limit=1&count=true',
    '/v1/statements?region=middle-east&mode=!analysis&facets=directness&fields=label,speakers&limit=2',
    '/v1/statements?speaker=sergey-lavrov&directness=counterpart&include=chains.source&limit=1',
    '/v1/statements?histogram=said:month&fields=label&limit=1',
  ],
  '/v1/actors/{id}/statements': [
    '/v1/actors/sergey-lavrov/statements?fields=label,mode,directness&sort=-said&limit=3&count=true',
  ],
  '/v1/claims/{id}/statements': ['/v1/claims/relations-will-deepen/statements'],
  '/v1/sources/{id}/snapshots': ['/v1/sources/wang-yi-lavrov-analysis/snapshots'],
  '/v1/claims/{id}/relations': ['/v1/claims/relations-will-deepen/relations'],
  '/v1/statements/{id}/relations': ['/v1/statements/wl-p4-s2-closer-relationship/relations?include=author,passages'],
  '/v1/claims/{id}/positions': ['/v1/claims/relations-will-deepen/positions'],
  '/v1/actors/{id}/positions': ['/v1/actors/sergey-lavrov/positions?limit=2'],
  '/v1/claims/{id}/speakers': ['/v1/claims/relations-will-deepen/speakers'],
  '/v1/claims/{id}/provenance': [
    '/v1/claims/relations-will-deepen/provenance',
    '/v1/claims/relations-will-deepen/provenance?include=statement,passage,citation,source&count=true&limit=10',
    '/v1/claims/relations-will-deepen/provenance?fields=claim.text,corroboration.independentRoots,chains.speakers.name,chains.passage.locator,chains.source.title',
  ],
  '/v1/statements/{id}/provenance': [
    '/v1/statements/lavrov-2025-02-20-multilateral/provenance',
    '/v1/statements/lavrov-2025-02-20-multilateral/provenance?fields=claims.corroboration.independentRoots,chains.statement.mode,chains.publisher.name',
  ],
  '/v1/statements/{id}/bundle': ['/v1/statements/lavrov-2025-02-20-deepening/bundle'],
  '/v1/links': ['/v1/links?regionName=middle&fields=region,forum,rules,evidenceCount'],
  '/v1/regions/{id}/forums': [
    '/v1/regions/middle-east/forums',
    '/v1/regions/middle-east/forums?fields=evidence.because.fact&limit=1',
  ],
  '/v1/forums/{id}/regions': ['/v1/forums/g20/regions?limit=1'],
  '/v1/regions/{id}/forums/{forumId}/evidence': ['/v1/regions/asia-pacific/forums/sco/evidence?limit=1'],
  '/v1/changes': ['/v1/changes?id=topic/maritime-security'],
  '/v1/changes/{number}': ['/v1/changes/1?limit=1'],
  '/v1/coverage': ['/v1/coverage', '/v1/coverage?speaker=sergey-lavrov'],
  '/v1/paths': [
    '/v1/paths?from=actor/sergey-lavrov&to=source/chinese-mfa-wang-yi-meets-lavrov&limit=1',
    '/v1/paths?from=forum/sco&to=region/middle-east&types=!topic&limit=1',
  ],
  '/v1/search': ['/v1/search?q=maritime+security'],
  '/v1/autocomplete': ['/v1/autocomplete?q=lav&type=actor'],
  '/v1/duplicates': ['/v1/duplicates?type=source'],
  '/health/live': ['/health/live'],
  '/health/ready': ['/health/ready'],
  '/problems': [],
  '/problems/{code}': ['/problems/cursor-mismatch'],
};
