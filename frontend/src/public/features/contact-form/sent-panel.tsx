/**
 * What replaces the form when the inquiry has been received.
 */
import { promises } from '@/config/site';

import { Icon } from '../../components/icon';
import { Slot } from '../../components/slot';
import { ids } from '../../lib/ids';

/** Keep the panel ready as a template; its slots are filled from the answer. */
export function SentPanel({ headingLevel }: { headingLevel: 1 | 2 }) {
  const Heading = headingLevel === 1 ? 'h1' : 'h2';
  const SubHeading = headingLevel === 1 ? 'h2' : 'h3';
  return (
    <template id={ids.sentPanel}>
      <div className="sent">
        <span className="sent-mark">
          <Icon name="check" />
        </span>
        <Heading tabIndex={-1}>
          Thank you, <Slot name="first-name" />
        </Heading>
        <p className="lead">
          We have your inquiry. A confirmation is on its way to{' '}
          <b>
            <Slot name="email" />
          </b>
          .
        </p>
        <div className="reference">
          <p>
            Your reference
            <b>
              <Slot name="reference" />
            </b>
          </p>
          <button id={ids.copyReference} className="button outline small" type="button">
            Copy
          </button>
        </div>
        <SubHeading className="sent-next">What happens next</SubHeading>
        <ol className="next-steps">
          <li>
            <b>Now</b>
            Confirmation by e-mail, usually within a minute.
          </li>
          <li>
            <b className="promise">{promises.reply}</b>A consultant reads your message and replies.
          </li>
          <li>
            <b>Any time</b>
            Follow the progress on your private status page.
          </li>
        </ol>
        <div className="actions">
          <a id={ids.openStatus} className="button accent large">
            Open status page
          </a>
          <button id={ids.sendAnother} className="button outline large" type="button">
            Send another inquiry
          </button>
        </div>
        <p className="help">
          Nothing in your inbox after 5 minutes? Look in the spam folder or open the status page.
        </p>
      </div>
    </template>
  );
}
