/**
 * The contact page: the form alone.
 */
import { ContactForm } from '../../features/contact-form/contact-form';

/** Show the contact form as a page of its own. */
export function ContactPage() {
  return (
    <div className="measure form-page">
      <ContactForm headingLevel={1} />
    </div>
  );
}
