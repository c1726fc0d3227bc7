import type { TypeName } from '../../model/ids.ts';
import type { Duplicate, DOUBTED } from '../../queries/duplicates.ts';
import { A, Listed, Name, NextPage, pageOf, Sentence, useBase, useTexts } from './context.tsx';

/*
 * Records that are probably of one thing, each with what they have in common; whoever may write merges them here.
 */

const Merge = ({ of: { type, records }, n }: { of: Duplicate; n: number }) => {
  const { duplicates } = useTexts();
  return (
    <form action={`${useBase()}/duplicates`} method="post" class="act">
      <input type="hidden" name="type" value={type} />
      <fieldset>
        <legend>{duplicates.keep}</legend>
        {records.map(({ id, label }, i) => (
          <label>
            <input type="hidden" name="id" value={id} />
            <input type="radio" name="into" value={id} checked={i === 0} /> <Name>{label}</Name> <code>{id}</code>
          </label>
        ))}
      </fieldset>
      <label for={`why-${n}`}>{duplicates.comment}</label>
      <input id={`why-${n}`} name="comment" />
      <button type="submit">{duplicates.merge}</button>
    </form>
  );
};

export const DuplicatesPage = ({
  type,
  types,
  found,
  next,
  write,
}: {
  type: TypeName;
  types: typeof DOUBTED;
  found: readonly Duplicate[];
  next: string | null;
  write: boolean;
}) => {
  const texts = useTexts();
  const { duplicates } = texts;
  return (
    <>
      <div class="opening">
        <h1>{duplicates.title}</h1>
        <p class="lead">{duplicates.lead}</p>
        {!write && (
          <p class="note">
            <Sentence
              text={duplicates.signIn}
              link={<A to={`/login?next=${encodeURIComponent('/duplicates')}`}>{texts.signIn.title}</A>}
            />
          </p>
        )}
      </div>
      <nav aria-label={texts.list.filters} class="tabs">
        <ul class="sorts">
          {types.map((name) => (
            <li>
              <A to={`/duplicates?type=${name}`} {...(name === type ? { 'aria-current': 'page' } : {})}>
                {texts.types[name][1]}
              </A>
            </li>
          ))}
        </ul>
      </nav>
      {found.length === 0 && (
        <p class="lead" role="status">
          <Sentence
            text={next === null ? duplicates.none : duplicates.noneYet}
            things={texts.types[type][1].toLowerCase()}
          />
        </p>
      )}
      <ol class="items">
        {found.map((duplicate, n) => (
          <li class="item">
            <span class="step">
              <Sentence
                text={duplicates.by[duplicate.by]}
                value={<bdi>{duplicate.value}</bdi>}
                percent={`${Math.round(duplicate.likeness * 100)} %`}
              />
            </span>
            {duplicate.entities.length > 0 && (
              <p class="note">
                {duplicates.both}{' '}
                <Listed
                  of={duplicate.entities.map(({ type, id, label }) => (
                    <A to={pageOf(type, id)}>
                      <Name>{label}</Name>
                    </A>
                  ))}
                />
              </p>
            )}
            <ul class="plain">
              {duplicate.records.map(({ id, label }) => (
                <li>
                  <A to={pageOf(type, id)} class="title">
                    <Name>{label}</Name>
                  </A>{' '}
                  <small>
                    <code>{id}</code>
                  </small>
                </li>
              ))}
            </ul>
            {write && <Merge of={duplicate} n={n} />}
          </li>
        ))}
      </ol>
      <NextPage to={next} />
    </>
  );
};
