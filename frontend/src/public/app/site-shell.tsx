/**
 * What every public page stands in: skip link, header, main part, footer.
 */
import type { ReactNode } from 'react';

import { brand, isExampleContent } from '@/config/site';

import { Icon } from '../components/icon';
import { MailLink } from '../components/mail-link';
import { WordMark } from '../components/word-mark';
import { ids } from '../lib/ids';

const destinations = [
  { href: '/#services', name: 'Services' },
  { href: '/contact', name: 'Contact' },
];

/** Show a page's own content between header and footer. */
export function SiteShell({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <SiteHeader />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter />
      <PhoneMenu />
    </>
  );
}

function HomeLink() {
  return (
    <a className="home-link" href="/" aria-label={`${brand.name}, start page`}>
      <WordMark />
    </a>
  );
}

function SiteHeader() {
  return (
    <header className="site-header">
      <div className="measure">
        <HomeLink />
        <nav aria-label="Main">
          <DestinationLinks />
        </nav>
        <a className="sign-in" href="/admin">
          Sign in
        </a>
        <a className="button accent" href="/contact">
          Describe your project
        </a>
        <button
          id={ids.menuButton}
          className="menu-button"
          type="button"
          aria-label="Menu"
          aria-haspopup="dialog"
          aria-controls={ids.menu}
        >
          <Icon name="menu" />
        </button>
      </div>
    </header>
  );
}

function DestinationLinks() {
  return (
    <ul>
      {destinations.map(({ href, name }) => (
        <li key={href}>
          <a href={href}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

function PhoneMenu() {
  return (
    <dialog id={ids.menu} className="phone-menu" aria-label="Menu">
      <div className="phone-menu-head">
        <HomeLink />
        <form method="dialog">
          <button className="menu-button" aria-label="Close menu">
            <Icon name="close" />
          </button>
        </form>
      </div>
      <nav aria-label="Menu">
        <DestinationLinks />
      </nav>
      <a className="button accent" href="/contact">
        Describe your project
      </a>
      <a className="button outline" href="/admin">
        Sign in
      </a>
    </dialog>
  );
}

function SiteFooter() {
  return (
    <footer className="site-footer">
      <div className="measure">
        <WordMark />
        <nav aria-label="Footer">
          <ul>
            {[...destinations, { href: '/privacy', name: 'Privacy' }].map(({ href, name }) => (
              <li key={href}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="address">
          © {new Date().getUTCFullYear()} {brand.name}, {brand.city}
          <br />
          <MailLink />, {brand.hours}
        </p>
        {isExampleContent && (
          <p className="example">
            <span className="mark">Example content</span> Brand, address, prices and promises on
            this site stand for those of the owner.
          </p>
        )}
      </div>
    </footer>
  );
}
