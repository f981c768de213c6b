/**
 * The privacy notice: an outline until the owner's lawyer has seen it.
 */
import { brand, promises } from '@/config/site';

import { MailLink } from '../../components/mail-link';

/** Show what is stored, why, for how long, and what a visitor can ask for. */
export function PrivacyPage() {
  return (
    <article className="measure prose">
      <p className="eyebrow">{brand.name}</p>
      <h1>Privacy</h1>
      <p className="lead">
        What we store when you write to us, why, and what you can ask for. This is an outline, to be
        checked by the owner’s lawyer before the site is used.
      </p>
      <h2>Who is responsible</h2>
      <p>
        {brand.name}, {brand.address}, <MailLink address={brand.privacy_email} />.
      </p>
      <h2>What we store</h2>
      <p>
        What you type into the form, the time, technical delivery events of our mails, and a hashed
        network address for abuse limits.
      </p>
      <h2>Why, and on which basis</h2>
      <p>To answer you: you asked us to.</p>
      <h2>Machine preparation</h2>
      <p>
        Your message is processed by a language model on AWS to prepare a draft for our consultants.
        A person decides what you get. The draft is never sent to you as our answer without that.
      </p>
      <h2>Who receives it</h2>
      <p>Our consultants, and AWS as processor. Nobody else.</p>
      <h2>How long</h2>
      <p>
        Your private status page is kept for {promises.status_page_days} days. Logs hold ids only,
        not what you wrote. For everything else: write to us and we delete it.
      </p>
      <h2>Cookies</h2>
      <p>
        None on public pages except one that keeps you on the same release during an update, and one
        for signed-in staff. No tracking: we do not record opens or clicks. While you fill in the
        form, your browser keeps your text for this tab, so that nothing is lost; it is forgotten
        when you have sent it or close the tab.
      </p>
      <h2>Your rights</h2>
      <p>
        Access, correction, deletion, objection, and complaint to an authority. Write to{' '}
        <MailLink address={brand.privacy_email} /> with your reference.
      </p>
      <h2>Changes</h2>
      <p>When this notice changes, the new text stands here.</p>
    </article>
  );
}
