const LIGHT = `
  --_accent: var(--shop-bell-accent, #1f5f5b);
  --_accent-text: var(--shop-bell-accent-text, #ffffff);
  --_visitor: var(--shop-bell-visitor-surface, var(--shop-bell-accent, #1f5f5b));
  --_visitor-text: var(--shop-bell-visitor-text, var(--shop-bell-accent-text, #ffffff));
  --_surface: var(--shop-bell-surface, #ffffff);
  --_raised: var(--shop-bell-raised, #f3f5f4);
  --_text: var(--shop-bell-text, #1c2422);
  --_muted: var(--shop-bell-muted, #56625e);
  --_border: var(--shop-bell-border, #d9dfdc);
  --_control: #7b8783;
  --_danger: var(--shop-bell-danger, #a4262c);
  --_shadow: 0 1px 2px rgb(20 40 36 / 0.08), 0 12px 40px rgb(20 40 36 / 0.18);`;

const DARK = `
  --_accent: var(--shop-bell-accent, #7cc9bf);
  --_accent-text: var(--shop-bell-accent-text, #06221e);
  --_visitor: var(--shop-bell-visitor-surface, var(--shop-bell-accent, #255f59));
  --_visitor-text: var(--shop-bell-visitor-text, var(--shop-bell-accent-text, #f0faf8));
  --_surface: var(--shop-bell-surface, #171d1c);
  --_raised: var(--shop-bell-raised, #232b29);
  --_text: var(--shop-bell-text, #eaf0ee);
  --_muted: var(--shop-bell-muted, #a6b3af);
  --_border: var(--shop-bell-border, #36413e);
  --_control: #82908b;
  --_danger: var(--shop-bell-danger, #ff9a94);
  --_shadow: 0 1px 2px rgb(0 0 0 / 0.4), 0 12px 40px rgb(0 0 0 / 0.55);`;

/**
 * Colours, type and place, each open to the page by a `--shop-bell-…` property (docs/theme-developers.md). They are set on
 * `<shop-bell>` and inherited by what is inside.
 */
export const TOKENS = `
:host {
  ${LIGHT}
  --_font: var(--shop-bell-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
  --_radius: var(--shop-bell-radius, 18px);
  --_offset-x: var(--shop-bell-offset-x, 20px);
  --_offset-y: var(--shop-bell-offset-y, 20px);
  --_z: var(--shop-bell-z-index, 2147483000);
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme='light'])) { ${DARK} color-scheme: dark; }
}
:host([theme='dark']) { ${DARK} color-scheme: dark; }
`;
