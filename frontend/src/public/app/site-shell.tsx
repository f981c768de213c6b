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
export function SiteShell({ path, children }: { path: string; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <SiteHeader path={path} />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter path={path} />
      <PhoneMenu path={path} />
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

function SiteHeader({ path }: { path: string }) {
  return (
    <header className="site-header">
      <div className="measure">
        <HomeLink />
        <nav aria-label="Main">
          <DestinationLinks links={destinations} path={path} />
        </nav>
        <a className="sign-in" href="/admin">
          Sign in
        </a>
        <CallToAction path={path} />
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

interface DestinationLinksProps {
  links: typeof destinations;
  path: string;
}

function DestinationLinks({ links, path }: DestinationLinksProps) {
  return (
    <ul>
      {links.map(({ href, name }) => (
        <li key={href}>
          <a href={href} aria-current={href === path ? 'page' : undefined}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Lead to the form, unless the form is what the page is. */
function CallToAction({ path }: { path: string }) {
  if (path === '/contact') return null;
  return (
    <a className="button accent" href="/contact">
      Describe your project
    </a>
  );
}

function PhoneMenu({ path }: { path: string }) {
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
        <DestinationLinks links={destinations} path={path} />
      </nav>
      <CallToAction path={path} />
      <a className="button outline" href="/admin">
        Sign in
      </a>
    </dialog>
  );
}

function SiteFooter({ path }: { path: string }) {
  return (
    <footer className="site-footer">
      <div className="measure">
        <WordMark />
        <nav aria-label="Footer">
          <DestinationLinks
            links={[...destinations, { href: '/privacy', name: 'Privacy' }]}
            path={path}
          />
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
