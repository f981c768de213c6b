/**
 * Questions that visitors ask before they write, with the answers.
 */
import type { ReactNode } from 'react';

import { brand, promises } from '@/config/site';

import { Icon } from '../../components/icon';
import { MailLink } from '../../components/mail-link';

const questions: { question: string; answer: ReactNode }[] = [
  {
    question: 'What happens after I send the form?',
    answer: `You get a confirmation with a reference at once. A consultant reads your message and replies ${promises.reply}. You can watch the progress on a private page.`,
  },
  {
    question: 'Is my message read by a machine?',
    answer:
      'A language model on AWS prepares a draft for our consultants. A person reviews it. The draft is never sent to you as our answer without that.',
  },
  {
    question: 'What does the first conversation cost?',
    answer: promises.first_conversation_text,
  },
  {
    question: 'Do I have to give you access to our AWS account?',
    answer:
      'Not to ask. If we work together: a read-only role that you create and can remove at any time.',
  },
  { question: 'Do you only work with AWS?', answer: promises.clouds_text },
  {
    question: 'How do I have my data deleted?',
    answer: (
      <>
        Write to <MailLink address={brand.privacy_email} /> with your reference. See{' '}
        <a href="/privacy">Privacy</a>.
      </>
    ),
  },
];

/** Show the questions; an answer opens by itself when its question is chosen. */
export function Questions() {
  return (
    <section id="questions" className="band">
      <div className="measure questions">
        <h2>Common questions</h2>
        <div>
          {questions.map(({ question, answer }) => (
            <details key={question}>
              <summary>
                {question}
                <Icon name="chevron" />
              </summary>
              <p>{answer}</p>
            </details>
          ))}
        </div>
      </div>
    </section>
  );
}
