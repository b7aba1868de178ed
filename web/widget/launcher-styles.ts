import { TOKENS } from './tokens';

/** Out of the page's flow: the host itself has no box, so it shifts nothing and catches no clicks. */
export const LAUNCHER_CSS = `${TOKENS}
:host { display: contents; }
:host([hidden]) { display: none; }
button { font: inherit; }
.launcher {
  position: fixed;
  z-index: var(--_z);
  inset-block-end: calc(var(--_offset-y) + env(safe-area-inset-bottom, 0px));
  inset-inline-end: var(--_offset-x);
  inline-size: var(--shop-bell-launcher-size, 60px);
  block-size: var(--shop-bell-launcher-size, 60px);
  display: grid;
  place-items: center;
  padding: 0;
  border: 1px solid transparent;
  border-radius: 50%;
  background: var(--_accent);
  color: var(--_accent-text);
  box-shadow: var(--_shadow);
  cursor: pointer;
  touch-action: manipulation;
  -webkit-tap-highlight-color: transparent;
  transition: transform 160ms ease, filter 160ms ease;
}
:host([position='left']) .launcher { inset-inline: var(--_offset-x) auto; }
.launcher:hover { transform: translateY(-2px); filter: brightness(1.06); }
.launcher:active { transform: none; }
.launcher:focus-visible { outline: 3px solid var(--_surface); box-shadow: 0 0 0 6px var(--_accent), var(--_shadow); }
.launcher svg { inline-size: 28px; block-size: 28px; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linecap: round; stroke-linejoin: round; }
.launcher[aria-busy='true'] svg { animation: swing 900ms ease-in-out infinite; transform-origin: 50% 10%; }
.launcher[aria-expanded='true'] .bell, .launcher[aria-expanded='false'] .down { display: none; }
.badge {
  position: absolute;
  inset-block-start: -4px;
  inset-inline-end: -4px;
  min-inline-size: 22px;
  box-sizing: border-box;
  padding: 0 6px;
  border-radius: 11px;
  border: 2px solid var(--_surface);
  background: #b3261e;
  color: #ffffff;
  font: 600 12px/18px var(--_font);
  text-align: center;
}
.badge[hidden] { display: none; }
.fault {
  position: fixed;
  z-index: var(--_z);
  inset-block-end: calc(var(--_offset-y) + 76px);
  inset-inline-end: var(--_offset-x);
  max-inline-size: min(280px, calc(100vw - 2 * var(--_offset-x)));
  box-sizing: border-box;
  padding: 14px 16px;
  border: 1px solid var(--_border);
  border-radius: 14px;
  background: var(--_surface);
  color: var(--_text);
  font: 15px/1.45 var(--_font);
  box-shadow: var(--_shadow);
}
:host([position='left']) .fault { inset-inline: var(--_offset-x) auto; }
.fault p { margin: 0 0 8px; }
.fault a, .fault button { color: var(--_accent); background: none; border: 0; padding: 4px 0; margin-inline-end: 16px;
  font: inherit; font-weight: 600; text-decoration: underline; cursor: pointer; }
@media (max-width: 480px) { .launcher[aria-expanded='true'] { display: none; } }
@media (prefers-reduced-motion: reduce) {
  .launcher, .launcher svg { transition: none; animation: none !important; }
  .launcher:hover { transform: none; }
}
@media (forced-colors: active) { .launcher { border-color: ButtonText; } }
@media print { .launcher, .fault { display: none; } }
@keyframes swing { 0%, 100% { transform: rotate(-9deg); } 50% { transform: rotate(9deg); } }
`;
