import {
  type AnchorProps,
  type BadgeProps,
  type ButtonProps,
  createTheme,
  type DrawerProps,
  type MantineColorsTuple,
  type MantineSize,
  type MenuProps,
  type ModalProps,
  type NotificationProps,
  type PaperProps,
  type TooltipProps,
} from '@mantine/core';

declare module '@mantine/core' {
  interface MantineThemeSizesOverride {
    breakpoints: Record<MantineSize | 'wide', string>;
  }
}

/** The one accent: for what can be pressed and where one is. State has colours of its own (components/state-badge). */
const accent: MantineColorsTuple = [
  '#eef0ff',
  '#dde1fb',
  '#b9c1f4',
  '#93a0ee',
  '#7384e8',
  '#5f72e4',
  '#5265dd',
  '#4355c6',
  '#394bb2',
  '#2d3f9d',
];

/** Neutral surfaces, a touch of blue: from text on dark (0) to the page in the dark (9). */
const dark: MantineColorsTuple = [
  '#d5d8de',
  '#b3b8c2',
  '#949ba8',
  '#6d7583',
  '#3a404b',
  '#2a2f38',
  '#20242c',
  '#16191f',
  '#111318',
  '#0c0e12',
];

const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f1f4',
  '#e4e6eb',
  '#d5d8df',
  '#bcc1cb',
  '#9aa1ae',
  '#666e7c',
  '#4b525f',
  '#333944',
  '#1d2129',
];

/** By the names of the parts alone: the parts themselves would be fetched with the first page, used or not. */
const defaults = <Props>(defaultProps: Partial<Props>) => ({ defaultProps });

/** One type scale (12/13/14/16/20/24) on a grid of 4 px; dense by default. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark, gray },
  autoContrast: true,
  luminanceThreshold: 0.35,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.3' },
  // `wide` is for the large screens at which a second row of charts fits beside the first.
  breakpoints: { xs: '36em', sm: '48em', md: '62em', lg: '75em', xl: '88em', wide: '150em' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  // By name: whoever imported the components here would have every page carry all of them.
  components: {
    Anchor: defaults<AnchorProps>({ underline: 'hover' }),
    Badge: defaults<BadgeProps>({ tt: 'none', fw: 500, radius: 'sm' }),
    Button: defaults<ButtonProps>({ size: 'xs', variant: 'default', fw: 500 }),
    Drawer: defaults<DrawerProps>({ closeButtonProps: { 'aria-label': 'Close' } }),
    Notification: defaults<NotificationProps>({ closeButtonProps: { 'aria-label': 'Close' } }),
    // Its place-holder for the first focus is no child that a menu may have.
    Menu: defaults<MenuProps>({ withInitialFocusPlaceholder: false }),
    Modal: defaults<ModalProps>({
      centered: true,
      overlayProps: { backgroundOpacity: 0.4 },
      closeButtonProps: { 'aria-label': 'Close' },
    }),
    Paper: defaults<PaperProps>({ radius: 'md', withBorder: true }),
    Tooltip: defaults<TooltipProps>({ withArrow: false, openDelay: 250, fz: 'xs', multiline: true }),
    ...Object.fromEntries(
      [
        'ActionIcon',
        'Autocomplete',
        'Checkbox',
        'MultiSelect',
        'NumberInput',
        'PasswordInput',
        'SegmentedControl',
        'Select',
        'Switch',
        'TagsInput',
        'TextInput',
        'Textarea',
      ].map((name) => [name, { defaultProps: { size: name === 'ActionIcon' ? 'md' : 'xs' } }]),
    ),
  },
});
