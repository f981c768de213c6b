/**
 * What an address without a page shows.
 */

/** Show where else to go. */
export function NotFoundPage() {
  return (
    <div className="measure prose">
      <p className="eyebrow">404</p>
      <h1>This page does not exist.</h1>
      <p className="lead">It may have moved.</p>
      <ul className="ways-on">
        <li>
          <a href="/">Start page</a>
        </li>
        <li>
          <a href="/#services">Services</a>
        </li>
        <li>
          <a href="/contact">Contact</a>
        </li>
      </ul>
    </div>
  );
}
