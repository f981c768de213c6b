/**
 * The HTML document around a page.
 */
import { brand } from '@/config/site';
import { colors } from '@/config/tokens';

/** Addresses of the files that a page needs, as the build or the development server knows them. */
export interface PageAssets {
  scripts: readonly string[];
  /** Parts of scripts that are worth asking for before the scripts themselves are read. */
  preloads: readonly string[];
  styles: readonly string[];
  font: string;
}

interface DocumentProps {
  title: string;
  description: string;
  isIndexed: boolean;
  assets: PageAssets;
  /** Markup of the body, already rendered. */
  body: string;
}

/** Give the document of a page. */
export function Document({ title, description, isIndexed, assets, body }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} – ${brand.name}`}</title>
        <meta name="description" content={description} />
        {!isIndexed && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content={colors.surface[0]} media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content={colors.surface[1]} media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="preload" href={assets.font} as="font" type="font/woff2" crossOrigin="anonymous" />
        {assets.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.preloads.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {assets.scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body dangerouslySetInnerHTML={{ __html: body }} />
    </html>
  );
}
