/**
 * The page "who are you?". It loads nothing of the shell.
 */
import { useLocation, useNavigate } from 'react-router';

import { PageTitle } from '../../components/page-title';
import { WordMark } from '../../components/word-mark';
import { SignInForm } from '../../features/session/components/sign-in-form';
import { useCleanStart } from '../../features/session/use-clean-start';
import classes from './sign-in-page.module.css';

/** Show the sign-in page. */
export function SignInPage() {
  const navigate = useNavigate();
  const location = useLocation();
  useCleanStart();
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <WordMark />
        <PageTitle title="Sign in" takesFocus={false} />
        <SignInForm
          onSignedIn={() => {
            // The route knows where to go as soon as it knows who is signed in.
            void navigate(location, { replace: true });
          }}
        />
        <p className={classes.note}>Forgot it? An administrator can set a new password.</p>
      </div>
    </main>
  );
}
