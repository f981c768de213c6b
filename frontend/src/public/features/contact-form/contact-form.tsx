/**
 * The contact form as markup; contact-form-behaviour.ts makes it work.
 */
import { promises, services } from '@/config/site';

import { Icon } from '../../components/icon';
import { MailLink } from '../../components/mail-link';
import { ids } from '../../lib/ids';
import { controlId, helpId } from './fields';
import { FieldWords, FormField } from './form-field';
import { FormNotes } from './form-notes';
import { SentPanel } from './sent-panel';

interface ContactFormProps {
  /** 1 where the form is the page, 2 where it is a part of one. */
  headingLevel: 1 | 2;
}

/** Show the form, what stands in for it without scripts, and the panel that replaces it. */
export function ContactForm({ headingLevel }: ContactFormProps) {
  const Heading = headingLevel === 1 ? 'h1' : 'h2';
  return (
    <div id={ids.formArea} className="form-area">
      <div id={ids.errorSummary} className="error-summary" role="alert" tabIndex={-1} hidden>
        <p className="error-summary-title">There is a problem</p>
        <ul />
      </div>
      <Heading>Describe your project</Heading>
      <p className="lead">Two minutes. We reply {promises.reply}.</p>
      <noscript>
        <div className="note yellow">
          <p>
            This form needs JavaScript. You can also write to <MailLink />:
          </p>
          <ul>
            <li>your name</li>
            <li>what you run</li>
            <li>what bothers you</li>
            <li>by when</li>
          </ul>
        </div>
      </noscript>
      <form id={ids.form} className="inquiry-form" noValidate>
        <FormField name="name" label="Your name">
          <input id={controlId('name')} name="name" autoComplete="name" />
        </FormField>
        <FormField name="email" label="E-mail address" help="We send the confirmation here.">
          <input
            id={controlId('email')}
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            spellCheck={false}
            aria-describedby={helpId('email')}
          />
        </FormField>
        <FormField name="company" label="Company" isOptional>
          <input id={controlId('company')} name="company" autoComplete="organization" />
        </FormField>
        <FormField name="phone" label="Phone" help="Only if you prefer a call." isOptional>
          <input
            id={controlId('phone')}
            name="phone"
            type="tel"
            autoComplete="tel"
            inputMode="tel"
            aria-describedby={helpId('phone')}
          />
        </FormField>
        <ServiceChoice />
        <FormField
          name="message"
          label="Your message"
          help="What do you run, what bothers you, by when? No passwords, please."
        >
          <textarea id={controlId('message')} name="message" rows={6} aria-describedby={helpId('message')} />
          <p id={ids.messageCount} className="count" aria-live="polite" />
        </FormField>
        <div id={ids.formNote} className="form-note" />
        <button id={ids.sendButton} className="button accent large" type="submit">
          Send inquiry
        </button>
        <p className="help">
          We use these details only to answer you. <a href="/privacy">Privacy</a>
        </p>
      </form>
      <FormNotes />
      <SentPanel headingLevel={headingLevel} />
    </div>
  );
}

function ServiceChoice() {
  return (
    <fieldset className="field" data-field="services" aria-describedby={helpId('services')}>
      <legend>What do you need?</legend>
      <FieldWords name="services" help="Choose at least one." />
      {services.map(({ id, name, line }, position) => (
        <label key={id} className="choice">
          <input
            id={position === 0 ? controlId('services') : undefined}
            type="checkbox"
            name="services"
            value={id}
          />
          <span className="box">
            <Icon name="check" />
          </span>
          <span>
            <b>{name}</b>
            <span className="help">{line}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
