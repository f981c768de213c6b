/**
 * The status page as markup, first as a skeleton; inquiry-status-behaviour.ts fills it.
 *
 * The skeleton is the page itself with its words hidden, so nothing moves when they come.
 */
import { brand, services } from '@/config/site';

import { Icon } from '../../components/icon';
import { MailLink } from '../../components/mail-link';
import { Slot } from '../../components/slot';
import { ids } from '../../lib/ids';
import { StatusWords } from './status-words';

const steps = [
  { step: 'received', name: 'Received', text: 'Your inquiry is stored and has a reference.' },
  { step: 'preparation', name: 'Preparation', text: 'Facts and open questions are collected.' },
  { step: 'review', name: 'Review by a consultant', text: 'A person reads your message.' },
  { step: 'reply', name: 'Reply', text: 'By e-mail, with next steps.' },
];

/** Show the page of an inquiry that is being asked for. */
export function InquiryStatusView() {
  return (
    <>
      <noscript>
        <p className="note yellow">
          This page needs JavaScript. You can also write to <MailLink /> with your reference.
        </p>
      </noscript>
      <div id={ids.status} className="inquiry-status" aria-busy="true">
        <div id={ids.statusHeadline} className="status-headline" role="status">
          <h1>Your inquiry</h1>
          <p className="lead">The status is being loaded.</p>
        </div>
        <div id={ids.statusFacts} className="status-facts">
          <section className="card" aria-labelledby="progress-title">
            <h2 id="progress-title">
              Progress
              <span className="reference-inline">
                <Slot name="reference" />
              </span>
            </h2>
            <ol className="timeline">
              {steps.map(({ step, name, text }) => (
                <li key={step} data-step={step} data-state="upcoming">
                  <span className="step-mark">
                    <Icon name="check" />
                  </span>
                  <p>
                    <b>{name}</b>
                    {text}
                  </p>
                  <span className="step-time" data-slot={`step-${step}`} />
                </li>
              ))}
            </ol>
          </section>
          <section className="card" aria-labelledby="sent-title">
            <h2 id="sent-title">What you sent</h2>
            <dl>
              <div>
                <dt>Services</dt>
                <dd>
                  <ul>
                    {services.map(({ id, name }) => (
                      <li key={id} data-service={id} hidden>
                        {name}
                      </li>
                    ))}
                  </ul>
                </dd>
              </div>
              <div>
                <dt>Received</dt>
                <dd data-slot="received" />
              </div>
              <div>
                <dt>E-mail</dt>
                <dd id={ids.statusMail} />
              </div>
            </dl>
          </section>
          <div className="actions">
            <a id={ids.statusReply} className="button accent large" href={`mailto:${brand.email}`}>
              Reply by e-mail
            </a>
          </div>
        </div>
        <p id={ids.statusUpdated} className="help updated" />
      </div>
      <StatusWords />
    </>
  );
}
