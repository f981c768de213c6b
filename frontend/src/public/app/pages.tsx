/**
 * Every public page: its address, its file, what it is called and which scripts it has.
 */
import type { ComponentType } from 'react';

import { brand, promises } from '@/config/site';

import { ContactPage } from './pages/contact';
import { HomePage } from './pages/home';
import { NotFoundPage } from './pages/not-found';
import { PrivacyPage } from './pages/privacy';
import { StatusPage } from './pages/status';

/** Scripts of src/public/entries. */
export type EntryName = 'page' | 'contact-form' | 'inquiry-status';

export interface Page {
  /** Where the page is; a `*` at the end stands for everything below. */
  path: string;
  file: string;
  title: string;
  description: string;
  isIndexed: boolean;
  entries: readonly EntryName[];
  content: ComponentType;
}

export const pages: readonly Page[] = [
  {
    path: '/',
    file: 'index.html',
    title: 'AWS consulting in writing',
    description: `AWS consulting in writing: describe what you run, see the price first, follow your inquiry, get a reply ${promises.reply}.`,
    isIndexed: true,
    entries: ['page', 'contact-form'],
    content: HomePage,
  },
  {
    path: '/contact',
    file: 'contact.html',
    title: 'Describe your project',
    description: `Tell ${brand.name} what you run and what bothers you. Two minutes; we reply ${promises.reply}.`,
    isIndexed: true,
    entries: ['page', 'contact-form'],
    content: ContactPage,
  },
  {
    path: '/status/*',
    file: 'status.html',
    title: 'Your inquiry',
    description: `Where your inquiry to ${brand.name} stands.`,
    isIndexed: false,
    entries: ['page', 'inquiry-status'],
    content: StatusPage,
  },
  {
    path: '/privacy',
    file: 'privacy.html',
    title: 'Privacy',
    description: `What ${brand.name} stores about you, why, and what you can ask for.`,
    isIndexed: true,
    entries: ['page'],
    content: PrivacyPage,
  },
  {
    path: '/404',
    file: '404.html',
    title: 'Page not found',
    description: 'This page does not exist.',
    isIndexed: false,
    entries: ['page'],
    content: NotFoundPage,
  },
];
