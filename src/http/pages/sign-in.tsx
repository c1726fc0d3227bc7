import type { Principal } from '../../access/principal.ts';
import { filled, useBase, useTexts } from './context.tsx';

/** Where somebody signs in with a token, or out. `wrong`: why that did not work. */
export const SignInPage = ({
  principal,
  next,
  wrong,
}: {
  principal: Principal | null;
  next: string;
  wrong: string | null;
}) => {
  const { signIn } = useTexts();
  const base = useBase();
  return (
    <div class="opening">
      <h1>{principal === null ? signIn.title : filled(signIn.as, { name: principal.name })}</h1>
      {wrong !== null && (
        <p class="verdict counterpart" role="alert">
          {wrong}
        </p>
      )}
      {principal === null ? (
        <>
          <p class="lead">{signIn.lead}</p>
          <form action={`${base}/login`} method="post" class="sign-in">
            <input type="hidden" name="next" value={next} />
            <label for="token">{signIn.token}</label>
            <input
              id="token"
              name="token"
              type="password"
              autocomplete="current-password"
              required
              spellcheck={false}
            />
            <button type="submit">{signIn.run}</button>
          </form>
          <h2>{signIn.how}</h2>
          <pre tabIndex={0}>
            <code>{signIn.howTo}</code>
          </pre>
        </>
      ) : (
        <>
          <p class="lead">{filled(signIn.may, { scopes: principal.scopes.join(', ') })}</p>
          <form action={`${base}/logout`} method="post" class="sign-in">
            <button type="submit">{signIn.out}</button>
          </form>
        </>
      )}
    </div>
  );
};
