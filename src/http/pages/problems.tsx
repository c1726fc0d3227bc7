import { CATALOGUE, type ErrorCode } from '../../model/errors.ts';
import { STATUS } from '../problem.ts';
import { A, useTexts } from './context.tsx';

const CODES = Object.keys(CATALOGUE) as ErrorCode[];

export const ProblemsPage = () => {
  const { problems } = useTexts();
  return (
    <>
      <div class="opening">
        <h1>{problems.title}</h1>
        <p class="lead">{problems.lead}</p>
      </div>
      <dl class="fields">
        {CODES.map((code) => (
          <div id={code}>
            <dt>
              <A to={`/problems/${code}`}>
                <code>{code}</code>
              </A>{' '}
              {STATUS[code].status}
            </dt>
            <dd>
              <strong>{CATALOGUE[code].title}.</strong> {CATALOGUE[code].meaning} {CATALOGUE[code].remedy}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
};

export const ErrorPage = ({ code }: { code: ErrorCode }) => {
  const { problems } = useTexts();
  const { title, meaning, remedy } = CATALOGUE[code];
  return (
    <div class="opening">
      <p class="kicker">
        <A to="/problems">{problems.title}</A> · {STATUS[code].status} <code>{code}</code>
      </p>
      <h1>{title}</h1>
      <h2>{problems.meaning}</h2>
      <p>{meaning}</p>
      <h2>{problems.remedy}</h2>
      <p>{remedy}</p>
    </div>
  );
};
