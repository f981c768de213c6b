/**
 * How a state is shown: word, colour and icon together.
 *
 * Lists of states are open: one that only a newer release knows is shown by its own name, in grey.
 */
import { IconPointFilled } from '@tabler/icons-react';

import type { Tone } from '../components/tone-badge';

export interface Presentation {
  label: string;
  tone: Tone;
  icon: typeof IconPointFilled;
}

/** Present a state that this release does not know. */
export function presentUnknown(state: string): Presentation {
  return { label: state, tone: 'gray', icon: IconPointFilled };
}
