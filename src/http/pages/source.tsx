import type { ComponentChildren } from 'preact';
import { cslText, cslTexts } from '../../model/csl-read.ts';
import type { PassageView } from '../../model/types/passage.ts';
import { locatorText } from '../../model/types/passage.ts';
import type { SourceView } from '../../model/types/source.ts';
import type { StatementView } from '../../model/types/statement.ts';
import type { DocumentShown } from '../../queries/document.ts';
import { A, filled, grouped, NextPage, pageOf, Ref, Refs, Sentence, Time, useTexts } from './context.tsx';
import { CheckText } from './check.tsx';
import { Directness } from './directness.tsx';
import { Copies } from './document.tsx';
import { Item } from './items.tsx';
import { Verification } from './verification.tsx';

/** What a passage says, where its words are recorded; and what was recorded from it. */
const Passage = ({ passage, statements }: { passage: PassageView; statements: readonly StatementView[] }) => {
  const texts = useTexts();
  const words = passage.selectors.flatMap((selector) =>
    selector.type === 'TextQuoteSelector' ? [selector.exact] : [],
  )[0];
  const where = locatorText(passage.locator);
  return (
    <li id={passage.id}>
      <p class="step">
        <A to={pageOf('passage', passage.id)}>{where === '' ? texts.types['passage'][0] : where}</A>
        {passage.citations.map((id) => (
          <span class="marker">
            <Ref type="citation" id={id} />
          </span>
        ))}
        <Verification of={passage.verification} />
      </p>
      <div class="thing">
        {words !== undefined && (
          <blockquote class="words" dir="auto">
            {words}
          </blockquote>
        )}
        <ul class="plain">
          {statements.map((statement) => (
            <li>
              <A to={pageOf('statement', statement.id)} class="title">
                <bdi>{statement.label}</bdi>
              </A>
              <p class="people">
                <span>
                  <Refs type="actor" ids={statement.speakers} />
                </span>
                {statement.directness.map((directness) => (
                  <Directness of={directness} />
                ))}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
};

const STATUSES: readonly string[] = ['corrected', 'retracted', 'gone'];

/** That a document was corrected, retracted or is gone. */
const Status = ({ view }: { view: SourceView }) => {
  const texts = useTexts();
  const { status } = view as unknown as {
    status?: { kind: string; date?: string | null; notice?: string | null } | null;
  };
  if (!status || !STATUSES.includes(status.kind)) return null;
  return (
    <p class="verdict counterpart">
      {texts.source[status.kind as 'corrected']} {status.date && <Time at={status.date} />}{' '}
      {status.notice && <Ref type="source" id={status.notice} />}
    </p>
  );
};

/** Who wrote and published a document, and when. */
export const SourceLead = ({ view }: { view: SourceView }) => {
  const texts = useTexts();
  return (
    <>
      <p class="lead">
        {view.authors.length > 0 && (
          <>
            <Sentence text={texts.trail.author} names={<Refs type="actor" ids={view.authors} />} />
            {'. '}
          </>
        )}
        {view.publisher === null ? (
          texts.trail.publisherUnknown
        ) : (
          <>
            {texts.trail.publishedBy} <Ref type="actor" id={view.publisher} />
          </>
        )}
        {view.issued !== null && (
          <>
            , <Time at={view.issued} />
          </>
        )}
        .
      </p>
      {view.referenceData && <p class="note">{texts.source.referenceData}</p>}
      <Copies source={view} />
      <Status view={view} />
    </>
  );
};

/** A list that begins here, and where the rest of it is. */
const Resting = ({
  id,
  title,
  note,
  part,
  to,
  beside,
}: {
  id: string;
  title: string;
  note?: string;
  part:
    | DocumentShown['restingOnIt']
    | DocumentShown['citing']
    | DocumentShown['restsOnIt']
    | DocumentShown['snapshots'];
  to: string;
  beside?: (id: string) => ComponentChildren;
}) => {
  const texts = useTexts();
  if (part.records.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="count">{grouped(texts, part.total ?? part.records.length)}</span>
      </h2>
      {note && <p class="note">{note}</p>}
      <ol class="items">
        {part.records.map((view) => (
          <Item view={view} beside={beside?.(view.id)} />
        ))}
      </ol>
      {(part.total ?? 0) > part.records.length && (
        <p class="paging">
          <A to={to}>{filled(texts.home.all, { things: grouped(texts, part.total!) })}</A>
        </p>
      )}
    </section>
  );
};

export const SourceSections = ({ view, document }: { view: SourceView; document: DocumentShown }) => {
  const texts = useTexts();
  const { passages, statements } = document;
  const { id } = view;
  return (
    <>
      {passages.records.length > 0 && (
        <section aria-labelledby="passages">
          <h2 id="passages">
            {texts.source.passages} <span class="count">{grouped(texts, passages.total ?? 0)}</span>
          </h2>
          <CheckText passages={passages.records} id="copy" />
          <ol class="trail passages">
            {passages.records.map((passage) => (
              <Passage
                passage={passage}
                statements={statements.filter((statement) => statement.passages.includes(passage.id))}
              />
            ))}
          </ol>
          <NextPage
            to={
              passages.nextCursor &&
              `${pageOf('source', id)}?cursor=${encodeURIComponent(passages.nextCursor)}#passages`
            }
          />
        </section>
      )}
      <Resting id="footnotes" title={texts.source.cites} part={document.footnotes} to={`/citations?source=${id}`} />
      <Resting
        id="rests"
        title={texts.source.restsOnIt}
        note={texts.source.restsOnItMeans}
        part={document.restingOnIt}
        to={`/statements?restsOn=${id}`}
      />
      <Resting
        id="sources"
        title={texts.source.documentsOnIt}
        part={document.restsOnIt}
        to={`/sources?restsOn=${id}`}
      />
      <Resting
        id="cited"
        title={texts.source.citedBy}
        part={document.citing}
        to={`/citations?citedSource=${id}`}
        beside={(footnote) => document.citingIn.get(footnote)?.map((source) => <Ref type="source" id={source} />)}
      />
      <Resting id="copies" title={texts.source.copies} part={document.snapshots} to={`/snapshots?source=${id}`} />
    </>
  );
};

/** A time as Highwire's elements have it: the day, month or year that it begins at. */
export const citationDate = (edtf: string): string =>
  edtf.split('/')[0]!.split('T')[0]!.replaceAll('-', '/').replace(/[~?%]/g, '');

/** What Zotero calls the types of CSL; the others are documents to it. */
const ZOTERO_TYPES: Readonly<Record<string, string>> = {
  'article-journal': 'journalArticle',
  'article-magazine': 'magazineArticle',
  'article-newspaper': 'newspaperArticle',
  bill: 'bill',
  book: 'book',
  broadcast: 'tvBroadcast',
  chapter: 'bookSection',
  dataset: 'dataset',
  'entry-encyclopedia': 'encyclopediaArticle',
  hearing: 'hearing',
  interview: 'interview',
  legislation: 'statute',
  manuscript: 'manuscript',
  motion_picture: 'film',
  'paper-conference': 'conferencePaper',
  personal_communication: 'letter',
  'post-weblog': 'blogPost',
  report: 'report',
  speech: 'presentation',
  thesis: 'thesis',
  webpage: 'webpage',
};

/** The meta elements by which programs for references recognise a document. */
export const citationMeta = (
  view: SourceView,
  authors: readonly string[],
  publisher: string | null,
): [string, string][] => {
  const { csl } = view;
  const text = (...names: string[]): string | null => cslText(csl, ...names);
  const found: [string, string | null | undefined][] = [
    ['citation_title', text('title') ?? view.label],
    ...authors.map((author): [string, string] => ['citation_author', author]),
    ['citation_publication_date', view.issued === null ? null : citationDate(view.issued)],
    ['citation_publisher', publisher],
    ['citation_language', cslTexts(csl, 'language')[0]],
    ['citation_doi', text('DOI')],
    [view.csl.type === 'chapter' ? 'citation_book_title' : 'citation_journal_title', text('container-title')],
    // Without it Zotero takes whatever has a title for an article of a journal.
    ['z:itemType', ZOTERO_TYPES[view.csl.type] ?? 'document'],
    ['citation_public_url', text('URL')],
  ];
  return found.flatMap(([name, content]) => (content ? [[name, content]] : []));
};
