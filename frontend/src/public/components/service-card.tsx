/**
 * A service as a card that leads to the form with this service chosen.
 */
import type { Service } from '@/config/site';

import { describePrice } from '../lib/service-price';
import { Icon, isIconName } from './icon';

/** Show what a service is, what it contains and what it costs. */
export function ServiceCard({ service }: { service: Service }) {
  const { price, addition } = describePrice(service.price);
  return (
    <article className="service-card">
      <span className="tile">
        <Icon name={isIconName(service.id) ? service.id : 'general'} />
      </span>
      <h3>
        <a href={`/contact?service=${service.id}`}>{service.name}</a>
      </h3>
      <p>{service.line}</p>
      <ul className="checks">
        {service.included.map((part) => (
          <li key={part}>
            <Icon name="check" />
            {part}
          </li>
        ))}
      </ul>
      <p className="price">
        <span>
          <b>{price}</b> {addition !== null && <small>{addition}</small>}
        </span>
        <Icon name="arrow" />
      </p>
    </article>
  );
}
