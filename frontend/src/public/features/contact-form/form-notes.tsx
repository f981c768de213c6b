/**
 * What the form says when an inquiry could not be sent, or not yet.
 */
import { MailLink } from '../../components/mail-link';
import { noteId } from './note-names';

/** Keep every note ready as a template. */
export function FormNotes() {
  return (
    <>
      <template id={noteId('slow')}>
        <p className="note blue" role="status">Still sending. Please keep this page open.</p>
      </template>
      <template id={noteId('failed')}>
        <p className="note red" role="alert">
          We could not send your inquiry. Your text is still here. Try again, or write to{' '}
          <MailLink />.
        </p>
      </template>
      <template id={noteId('offline')}>
        <p className="note red" role="alert">
          You are offline. Your text is still here. Send it when you are connected again.
        </p>
      </template>
      <template id={noteId('limited')}>
        <p className="note yellow" role="alert">
          Too many messages from your network. Wait one minute, then send again. Your text is kept.
        </p>
      </template>
      <template id={noteId('conflict')}>
        <p className="note yellow" role="alert">
          We already have an earlier version of this inquiry. To send us this one too, send again.
        </p>
      </template>
    </>
  );
}
