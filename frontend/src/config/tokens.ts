/**
 * The one source of colours, type and space, for public pages, admin area, mail and documents.
 *
 * `npm run generate` writes tokens.css from it, and tokens.json for the templates of mail and
 * reports; theme.ts gives the same values to Mantine. Each colour is a pair: light, dark. Every
 * text pair has a contrast of at least 4.5, every control edge of at least 3 (tokens.test.ts).
 */

/** Colours by role, as [light, dark]. */
export const colors = {
  canvas: ['#F9FAFB', '#10171F'],
  surface: ['#FFFFFF', '#18212C'],
  sunken: ['#F2F3F5', '#0A1017'],
  raised: ['#FFFFFF', '#1F2936'],
  border: ['#E3E6EB', '#364354'],
  'border-strong': ['#868F9A', '#7F8B9A'],
  text: ['#18222F', '#E9EDF2'],
  muted: ['#4E5967', '#A6B1BF'],
  subtle: ['#646E7B', '#8E9AA9'],
  link: ['#0073BB', '#76B6EF'],
  'link-hover': ['#095A92', '#98CDFF'],
  focus: ['#0073BB', '#76B6EF'],
  primary: ['#0073BB', '#0073BB'],
  'on-primary': ['#FFFFFF', '#FFFFFF'],
  accent: ['#FF9900', '#FF9900'],
  'accent-hover': ['#F08A00', '#FFAD33'],
  'on-accent': ['#18222F', '#18222F'],
  'accent-text': ['#965800', '#FFB24D'],
  ink: ['#232F3E', '#0A1017'],
  'on-ink': ['#FFFFFF', '#E9EDF2'],
  'on-ink-muted': ['#C7CFD9', '#A6B1BF'],
  'gray-fg': ['#394553', '#C7CFD9'],
  'gray-bg': ['#F2F3F5', '#2A333E'],
  'blue-fg': ['#095A92', '#98CDFF'],
  'blue-bg': ['#E0F0FF', '#1E374F'],
  'green-fg': ['#01683D', '#A0D6B4'],
  'green-bg': ['#DEF4E6', '#223A39'],
  'yellow-fg': ['#6E5207', '#DEC48F'],
  'yellow-bg': ['#F8EDD6', '#36352C'],
  'red-fg': ['#9F1B1A', '#FDB1A7'],
  'red-bg': ['#FFE8E5', '#422B31'],
  'violet-fg': ['#5A3DAA', '#C6BEFF'],
  'violet-bg': ['#EDEBFF', '#303152'],
  'teal-fg': ['#04636A', '#9BD3D9'],
  'teal-bg': ['#DCF3F5', '#203944'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

/** Shadows by height, each of layers with a colour pair; in dark a raised surface has a border. */
export const shadows = {
  1: [['0 1px 2px', 'rgb(24 34 47 / 0.06)', 'rgb(0 0 0 / 0.4)']],
  2: [
    ['0 1px 2px', 'rgb(24 34 47 / 0.06)', 'rgb(0 0 0 / 0.4)'],
    ['0 8px 24px -6px', 'rgb(24 34 47 / 0.12)', 'rgb(0 0 0 / 0.55)'],
  ],
  3: [['0 24px 60px -12px', 'rgb(24 34 47 / 0.22)', 'rgb(0 0 0 / 0.7)']],
} as const satisfies Record<number, readonly (readonly [box: string, light: string, dark: string])[]>;

/** Ten shades of each hue, light to dark; Mantine's own scales are replaced by these. */
export const palettes = {
  blue: [
    '#F2F8FF', '#E0F0FF', '#C1E1FE', '#98CDFF', '#76B6EF',
    '#569EDD', '#3387CB', '#0073BB', '#095A92', '#004270',
  ],
  orange: [
    '#FFF8F1', '#FFEDDC', '#FEDCBD', '#FFC793', '#FDB267',
    '#FF9900', '#DE8718', '#B96F0B', '#965800', '#6F4002',
  ],
  gray: [
    '#F9FAFB', '#F2F3F5', '#E3E6EB', '#D1D6DD', '#B5BBC4',
    '#868F9A', '#646E7B', '#4E5967', '#394553', '#232F3E',
  ],
  dark: [
    '#E9EDF2', '#C7CFD9', '#A6B1BF', '#7F8B9A', '#364354',
    '#283342', '#1F2936', '#18212C', '#10171F', '#0A1017',
  ],
  green: [
    '#F0FBF4', '#DEF4E6', '#BAEACB', '#A0D6B4', '#82C09A',
    '#64AA81', '#459468', '#137A4B', '#01683D', '#014D2C',
  ],
  red: [
    '#FFF5F3', '#FFE8E5', '#FED0C9', '#FDB1A7', '#FC8A7E',
    '#E96D61', '#D54E44', '#C4302B', '#9F1B1A', '#7C0308',
  ],
  yellow: [
    '#FCF7EC', '#F8EDD6', '#F1DAAA', '#DEC48F', '#C9AB6F',
    '#B49350', '#9F7C2D', '#8F6A00', '#6E5207', '#523C00',
  ],
  violet: [
    '#F7F6FF', '#EDEBFF', '#DBD7FE', '#C6BEFF', '#AFA0FE',
    '#9986ED', '#836BDB', '#6E4FC9', '#5A3DAA', '#432886',
  ],
  teal: [
    '#EFFAFB', '#DCF3F5', '#B6E7EC', '#9BD3D9', '#7DBCC3',
    '#5EA6AD', '#3D9098', '#0B7A83', '#04636A', '#03494F',
  ],
} as const;

/** Font stacks. The fallback has the metrics of Inter, so nothing moves when Inter arrives. */
export const fonts = {
  font: [
    '"Inter Variable"', '"Inter fallback"', 'system-ui', '"Noto Sans"', '"Noto Sans CJK SC"',
    '"Hiragino Sans"', '"PingFang SC"', '"Yu Gothic"', '"Microsoft YaHei"', '"Malgun Gothic"',
    'sans-serif',
  ].join(', '),
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
} as const;

/** Distances in pixels; a distance that is not listed is not used. */
export const spaces = [4, 8, 12, 16, 20, 24, 32, 48, 64, 96] as const;

/** Corner radii in pixels: badge, control, card, public card. */
export const radii = { xs: 4, sm: 6, md: 8, lg: 12, xl: 16, pill: 999 } as const;

/** Lengths of movements in milliseconds. */
export const motions = { hover: 120, menu: 180, drawer: 240 } as const;
