/**
 * Icons of the public pages: one sprite per page, referred to by name.
 *
 * Scripts refer to the same symbols through templates of the page, so no icon is ever in a script.
 */
import {
  IconAlertCircle,
  IconArrowRight,
  IconCheck,
  IconChevronDown,
  IconClipboardCheck,
  IconCloudUpload,
  IconMail,
  IconMenu2,
  IconMessage2,
  IconStack2,
  IconTrendingUp,
  IconX,
} from '@tabler/icons-react';
import { renderToStaticMarkup } from 'react-dom/server';

const drawings = {
  alert: IconAlertCircle,
  architecture_review: IconStack2,
  arrow: IconArrowRight,
  assessment: IconClipboardCheck,
  check: IconCheck,
  chevron: IconChevronDown,
  close: IconX,
  general: IconMessage2,
  mail: IconMail,
  menu: IconMenu2,
  migration: IconCloudUpload,
  optimization: IconTrendingUp,
};

export type IconName = keyof typeof drawings;

/** Tell whether there is a drawing of this name. */
export function isIconName(name: string): name is IconName {
  return name in drawings;
}

/** Show an icon of the page's sprite; it says nothing that the text beside it does not. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  );
}

/** Give the sprite with the icons that a page's markup refers to. */
export function IconSprite({ markup }: { markup: string }) {
  const names = [...markup.matchAll(/#icon-(\w+)/g)].map((match) => match[1] ?? '');
  return (
    <svg className="sprite" aria-hidden="true">
      {[...new Set(names)].filter(isIconName).map((name) => (
        <symbol
          key={name}
          id={`icon-${name}`}
          viewBox="0 0 24 24"
          dangerouslySetInnerHTML={{ __html: pathsOf(name) }}
        />
      ))}
    </svg>
  );
}

function pathsOf(name: IconName): string {
  const Drawing = drawings[name];
  return renderToStaticMarkup(<Drawing />).replace(/^<svg[^>]*>|<\/svg>$/g, '');
}
