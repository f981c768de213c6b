/**
 * A person as a small mark: the initials, with the name for whoever hovers or listens.
 */
import { Tooltip, VisuallyHidden } from '@mantine/core';

import { initials } from '../lib/initials';
import classes from './person-mark.module.css';

const TONES = ['blue', 'violet', 'teal', 'green', 'yellow'] as const;

function toneOf(username: string): (typeof TONES)[number] {
  const sum = Array.from(username).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return TONES[sum % TONES.length] ?? TONES[0];
}

interface PersonMarkProps {
  username: string;
  name: string;
  /** Leave out the name for listeners, where it stands beside the mark. */
  isNamedBeside?: boolean;
}

/** Show a person. */
export function PersonMark({ username, name, isNamedBeside = false }: PersonMarkProps) {
  return (
    <Tooltip label={name} disabled={isNamedBeside}>
      {/* The initials are drawn by the style sheet: they are no words of a label beside them. */}
      <span
        className={classes.mark}
        data-tone={toneOf(username)}
        data-initials={initials(name)}
      >
        {!isNamedBeside && <VisuallyHidden component="span">{name}</VisuallyHidden>}
      </span>
    </Tooltip>
  );
}
