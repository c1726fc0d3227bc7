import { useTexts } from './context.tsx';

export type Named = { name: string; language?: string | null; kind?: string | null; period?: string | null };

/** What something is called, with the language of each name where it is known. */
export const Names = ({ names }: { names: readonly Named[] }) => {
  const texts = useTexts();
  if (names.length < 2) return null;
  const languages = new Intl.DisplayNames(texts.language, { type: 'language', fallback: 'code' });
  return (
    <section aria-labelledby="names">
      <h2 id="names">{texts.actor.names}</h2>
      <ul class="names">
        {names.map(({ name, language = null, kind = null }) => (
          <li>
            <bdi {...(language === null ? {} : { lang: language })}>{name}</bdi>
            {(language !== null || kind !== null) && (
              <small>
                {' '}
                {[language === null ? null : languages.of(language), kind].filter((part) => part !== null).join(', ')}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
