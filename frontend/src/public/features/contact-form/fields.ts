/**
 * The fields of the form, in their order.
 */
export const fieldNames = ['name', 'email', 'company', 'phone', 'services', 'message'] as const;

export type FieldName = (typeof fieldNames)[number];

/** What a visitor has typed and chosen. */
export interface InquiryDraft {
  name: string;
  email: string;
  company: string;
  phone: string;
  services: string[];
  message: string;
}

/** What is wrong, by field; a field without a mistake is absent. */
export type Mistakes = Partial<Record<FieldName, string>>;

/** Tell whether the form has a field of this name. */
export function isFieldName(name: string): name is FieldName {
  return (fieldNames as readonly string[]).includes(name);
}

/** Give the id of a field's control; of several, of the first. */
export function controlId(name: FieldName): string {
  return `field-${name}`;
}

/** Give the id of a field's help. */
export function helpId(name: FieldName): string {
  return `${controlId(name)}-help`;
}

/** Give the id of a field's message. */
export function errorId(name: FieldName): string {
  return `${controlId(name)}-error`;
}
