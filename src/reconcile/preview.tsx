import { renderToStaticMarkup } from 'preact-render-to-string';
import type { BaseView } from '../model/define.ts';
import type { ActorView } from '../model/types/actor.ts';
import { idOf, typesOf } from './types.ts';

/** How large a preview is shown. */
export const SIZE = { width: 400, height: 220 };

type Shown = { view: BaseView; labels: ReadonlyMap<string, string>; base: string };

/** A record in a few lines, to be recognised by. */
const Card = ({ view, labels, base }: Shown) => {
  const { represents = [], description, alternativeNames = [] } = view as Partial<ActorView>;
  return (
    <div>
      <p>
        <a href={`${base}/${idOf(view)}`} target="_blank" rel="noopener">
          <strong>{view.label}</strong>
        </a>{' '}
        ({typesOf(view)[0]!.name})
      </p>
      {alternativeNames.length > 0 && <p>Also: {alternativeNames.slice(0, 5).join('; ')}</p>}
      {description && <p>{description.slice(0, 400)}</p>}
      {represents.length > 0 && (
        <ul>
          {represents.slice(0, 4).map(({ office, actor, period }) => (
            <li>
              {[office, labels.get(`actor/${actor}`) ?? actor, period].filter((text) => text !== null).join(', ')}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** A part of a page. */
export const card = (shown: Shown): string => renderToStaticMarkup(<Card {...shown} />);

/** A page of its own, to be shown in a frame. */
export const preview = (shown: Shown): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{shown.view.label}</title>
        <style>{'body{font:14px/1.4 sans-serif;margin:.6em}p,ul{margin:.3em 0}'}</style>
      </head>
      <body>
        <Card {...shown} />
      </body>
    </html>,
  )}`;
