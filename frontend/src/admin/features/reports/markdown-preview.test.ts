/**
 * The preview of what somebody writes, which may have come from anywhere.
 */
import '../../testing/node-names';

import { describe, expect, it } from 'vitest';

import { renderPreview } from './markdown-preview';

function render(markdown: string): HTMLElement {
  const host = document.createElement('div');
  host.innerHTML = renderPreview(markdown);
  return host;
}

describe('what it shows', () => {
  it('renders headings, lists, tables, links, code', () => {
    const host = render(
      '# Plan\n\n- **one**\n- _two_\n\n| A | B |\n| --- | :-: |\n| 1 | 2 |\n\n[Site](https://aws.example/)\n\n`x`\n\n3. three',
    );

    expect(host.querySelector('h1')?.textContent).toBe('Plan');
    expect(host.querySelectorAll('ul > li')).toHaveLength(2);
    expect(host.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(host.querySelector('td[align=center]')?.textContent).toBe('2');
    expect(host.querySelector('a')?.getAttribute('href')).toBe('https://aws.example/');
    expect(host.querySelector('code')?.textContent).toBe('x');
  });

  it.each([
    ['strikethrough', 'a ~~b~~ c', 'a ~~b~~ c'],
    ['a bare address', 'see https://aws.example/', 'see https://aws.example/'],
    ['a task', '- [ ] do it', '[ ] do it'],
    ['an image', '![Our racks](https://spy.example/p.png)', 'Our racks'],
    ['a link to nowhere safe', '[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['HTML', 'a <b onclick="x()">b</b>', 'a <b onclick="x()">b</b>'],
  ])('shows %s as text', (_, markdown, text) => {
    const host = render(markdown);

    expect(host.textContent.trim()).toBe(text);
    expect(host.querySelector('a, img, input, del, b')).toBeNull();
  });
});

describe('what it never obeys', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><a href="javascript:alert(1)">x</a></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>body{display:none}</style>',
    '<form action="https://evil.example"><input name=password></form>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&colon;alert(1))',
    '[x]( &#x6a;avascript:alert(1) )',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:msgbox(1))',
    '[x](//evil.example)',
    '[x](http://evil.example)',
    '[x](/api/v1/auth/logout)',
    '<javascript:alert(1)>',
    '[x]: javascript:alert(1)\n\n[x]',
    '[a](https://ok.example "onmouseover=alert(1)")',
    '[a](https://ok.example/"onmouseover="alert\\(1\\))',
    '![x](javascript:alert(1))',
    '![x" onerror="alert(1)](https://ok.example/x.png)',
    '```"><script>alert(1)</script>\ncode\n```',
    '| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| <script>1</script> | d |',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<a href="https://ok.example" target=_self style="position:fixed">x</a>',
  ])('%s', (markdown) => {
    const host = render(markdown);
    const elements = [...host.querySelectorAll('*')];
    const attributes = elements.flatMap((element) => element.getAttributeNames());
    const links = [...host.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');

    expect(host.querySelector('script, img, svg, iframe, style, form, input, math')).toBeNull();
    expect(attributes.filter((name) => !['href', 'align', 'start'].includes(name))).toEqual([]);
    expect(links.filter((href) => !/^(https:\/\/|mailto:)/.test(href))).toEqual([]);
  });
});
