/**
 * A field of the form: label, help, message, control, in this order.
 */
import type { ReactNode } from 'react';

import { Icon } from '../../components/icon';
import { controlId, errorId, helpId, type FieldName } from './fields';

interface FormFieldProps {
  name: FieldName;
  label: string;
  help?: string;
  isOptional?: boolean;
  children: ReactNode;
}

/** Show a field with one control, which is described by help and message. */
export function FormField({ name, label, help, isOptional = false, children }: FormFieldProps) {
  return (
    <div className="field" data-field={name}>
      <label htmlFor={controlId(name)}>
        {label}
        {isOptional && <span className="optional"> (optional)</span>}
      </label>
      <FieldWords name={name} help={help} />
      {children}
    </div>
  );
}

/** Show help and, once there is one, the message about a mistake. */
export function FieldWords({ name, help }: { name: FieldName; help: string | undefined }) {
  return (
    <>
      {help !== undefined && (
        <p className="help" id={helpId(name)}>
          {help}
        </p>
      )}
      <p className="field-error" id={errorId(name)} hidden>
        <Icon name="alert" />
        <span />
      </p>
    </>
  );
}
