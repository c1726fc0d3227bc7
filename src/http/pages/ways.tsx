import type { Key } from '../../model/ids.ts';
import type { paths } from '../../queries/paths.ts';
import { Suggesting } from './suggesting.tsx';
import { A, filled, Listed, Name, pageOf, referenceText, useBase, useTexts } from './context.tsx';

/*
 * How two records hang together: the shortest ways from one to the other, each step with what it says and where that is
 * written.
 */

export type Ways = Exclude<Awaited<ReturnType<typeof paths>>, { moved: unknown }>;
type Brief = Ways['from'];

/** An end of a way as somebody named it: what they typed, and the records that may be meant where that is not one. */
export type End = { typed: string; key: Key | null; meant: readonly Brief[] };

/** A record by its label, which leads to its page. */
const Named = ({ of: { type, id, label } }: { of: Brief }) => (
  <A to={pageOf(type, id)}>
    <Name>{label}</Name>
  </A>
);

export const WayForm = ({ from, to }: { from: string; to: string }) => {
  const { ways } = useTexts();
  return (
    <form action={`${useBase()}/paths`} method="get" class="way">
      <div>
        <label for="from">{ways.from}</label>
        <Suggesting id="from" name="from" names value={from} />
      </div>
      <div>
        <label for="to">{ways.to}</label>
        <Suggesting id="to" name="to" names value={to} aria-describedby="way-hint" />
      </div>
      <button type="submit">{ways.find}</button>
      <p class="note" id="way-hint">
        {ways.hint}
      </p>
    </form>
  );
};

type Step = Ways['paths'][number]['steps'][number];

const StepText = ({ step: { from, to, references } }: { step: Step }) => {
  const texts = useTexts();
  return (
    <span class="step">
      {references
        .map(({ direction, field }) =>
          referenceText(texts, { direction, field, type: direction === 'out' ? from.type : to.type }),
        )
        .join('; ')}
    </span>
  );
};

const WaysShown = ({ ways }: { ways: Ways }) => {
  const texts = useTexts();
  if (ways.paths.length === 0) return <p role="status">{texts.ways.none}</p>;
  return (
    <>
      <p class="note" role="status">
        {filled(ways.paths.length === 1 ? texts.ways.one : texts.ways.several, {
          count: ways.paths.length,
          steps: ways.paths[0]!.length,
        })}
        {ways.more && ` ${texts.ways.more}`}
        {!ways.complete && ` ${texts.ways.incomplete}`}
      </p>
      <div class="ways-side">
        {ways.paths.map(({ steps }) => (
          <ol class="trail ways-found">
            <li>
              <div class="thing">
                <Named of={ways.from} />
              </div>
            </li>
            {steps.map((step) => (
              <li>
                <StepText step={step} />
                <div class="thing">
                  <Named of={step.to} />
                  {step.evidence.length > 0 && (
                    <p class="where">
                      {texts.ways.writtenIn}{' '}
                      <Listed
                        of={step.evidence.map((record) => (
                          <Named of={record} />
                        ))}
                      />
                    </p>
                  )}
                </div>
              </li>
            ))}
          </ol>
        ))}
      </div>
    </>
  );
};

/** What may be meant by what was typed for one end. */
const Meant = ({ end, name, address }: { end: End; name: string; address: (key: string) => string }) => {
  const texts = useTexts();
  if (end.key !== null || end.typed === '') return null;
  return (
    <>
      <h2>{filled(end.meant.length === 0 ? texts.ways.unknown : texts.ways.which, { q: end.typed })}</h2>
      <ul class="plain" aria-label={name}>
        {end.meant.map(({ type, id, label }) => (
          <li>
            <A to={address(`${type}/${id}`)}>
              <Name>{label}</Name>
            </A>{' '}
            <small>{texts.types[type][0]}</small>
          </li>
        ))}
      </ul>
    </>
  );
};

const textOf = ({ key, typed }: End): string => (key === null ? typed : `${key.type}/${key.id}`);

export const PathsPage = ({ from, to, ways }: { from: End; to: End; ways: Ways | null }) => {
  const texts = useTexts();
  const address = (one: string, other: string): string =>
    `/paths?from=${encodeURIComponent(one)}&to=${encodeURIComponent(other)}`;
  return (
    <>
      <div class="opening">
        <h1>{texts.ways.title}</h1>
        <p class="lead">{texts.ways.lead}</p>
      </div>
      <WayForm from={textOf(from)} to={textOf(to)} />
      <Meant end={from} name={texts.ways.from} address={(key) => address(key, textOf(to))} />
      <Meant end={to} name={texts.ways.to} address={(key) => address(textOf(from), key)} />
      {ways !== null && <WaysShown ways={ways} />}
    </>
  );
};
