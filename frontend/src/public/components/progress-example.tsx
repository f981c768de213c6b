/**
 * A status page in small, to show in the start page what a visitor gets.
 */
import { Icon } from './icon';

const steps = [
  { name: 'Received', text: 'Confirmation sent to you', state: 'done', time: '09:14' },
  { name: 'Preparation', text: 'Facts and questions collected', state: 'done', time: '09:15' },
  { name: 'Review by a consultant', text: 'A person reads your message', state: 'current', time: 'now' },
  { name: 'Reply', text: 'By e-mail, with next steps', state: 'upcoming', time: '' },
];

/** Show an example of an inquiry's progress; it is decoration and says that it is an example. */
export function ProgressExample() {
  return (
    <div className="progress-example" aria-hidden="true">
      <div className="progress-example-head">
        <p>
          Your inquiry · example
          <b>CP-7K3M-92QD</b>
        </p>
        <span className="badge violet">Being reviewed</span>
      </div>
      <ol className="timeline">
        {steps.map(({ name, text, state, time }) => (
          <li key={name} data-state={state}>
            <span className="step-mark">
              <Icon name="check" />
            </span>
            <p>
              <b>{name}</b>
              {text}
            </p>
            <span className="step-time">{time}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
