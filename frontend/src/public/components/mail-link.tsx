/**
 * A mail address that opens the visitor's mail program.
 */
import { brand } from '@/config/site';

/** Link to the consultancy's address, or to another one of it. */
export function MailLink({ address = brand.email }: { address?: string }) {
  return <a href={`mailto:${address}`}>{address}</a>;
}
