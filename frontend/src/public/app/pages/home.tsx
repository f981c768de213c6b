/**
 * The start page: can these people help me?
 */
import { brand, promises, services } from '@/config/site';

import { Icon } from '../../components/icon';
import { MailLink } from '../../components/mail-link';
import { ProgressExample } from '../../components/progress-example';
import { ServiceCard } from '../../components/service-card';
import { ContactForm } from '../../features/contact-form/contact-form';
import { Questions } from './questions';

const facts = [
  ...(promises.first_conversation_free ? ['First conversation is free'] : []),
  'Price shown before you commit',
  'No account needed',
];

const steps = [
  {
    name: 'You describe it',
    text: 'A short form: who you are, what you need, in your own words. Two minutes.',
  },
  {
    name: 'We prepare and review',
    text: 'Our system drafts an outline of your situation. A consultant checks it before anything goes further.',
  },
  {
    name: 'You get a reply',
    text: 'Concrete next steps by e-mail, and a private page that shows where your inquiry stands.',
  },
];

/** Show the start page. */
export function HomePage() {
  return (
    <>
      <Hero />
      <section id="services" className="band">
        <div className="measure">
          <h2>Five ways we can help</h2>
          <p className="lead">
            Start with the one that is closest. We will tell you if another fits better.
          </p>
          <div className="service-cards">
            {services.map((service) => (
              <ServiceCard key={service.id} service={service} />
            ))}
          </div>
        </div>
      </section>
      <section id="how-it-works" className="band ink">
        <div className="measure">
          <h2>How it works</h2>
          <p className="lead">Three steps. You always know which one you are in.</p>
          <ol className="steps">
            {steps.map(({ name, text }) => (
              <li key={name}>
                <h3>{name}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <Questions />
      <section id="describe-your-project" className="band sunken">
        <div className="measure form-section">
          <ContactForm headingLevel={2} />
          <ContactStrip />
        </div>
      </section>
    </>
  );
}

function Hero() {
  return (
    <section className="hero">
      <div className="measure">
        <div className="hero-words">
          <p className="eyebrow">AWS consulting</p>
          <h1>Clear answers about your cloud, in writing.</h1>
          <p className="lead">
            Tell us what you run and what bothers you. You get a confirmation at once, and a
            consultant reads your message and replies with steps you can act on.
          </p>
          <a className="button accent large" href="#describe-your-project">
            Describe your project
          </a>
          <ul className="checks facts">
            {facts.map((fact) => (
              <li key={fact}>
                <Icon name="check" />
                {fact}
              </li>
            ))}
          </ul>
        </div>
        <ProgressExample />
      </div>
    </section>
  );
}

/** Stands beside the form, where the question comes up, not in a band of its own below it. */
function ContactStrip() {
  return (
    <aside className="contact-strip">
      <span className="tile">
        <Icon name="mail" />
      </span>
      <h3>Not sure where to start?</h3>
      <p>Write three sentences. We reply {promises.reply}.</p>
      <p>
        <MailLink />
        <small>{brand.hours}</small>
      </p>
    </aside>
  );
}
