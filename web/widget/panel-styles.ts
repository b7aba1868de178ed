/** The panel's look. Sizes are in px where touch decides, in em where type does; sides are logical, for both directions. */
export const PANEL_CSS = `
:host { display: block; }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; touch-action: manipulation; }
h2, h3, p, ul, ol { margin: 0; padding: 0; }
a { color: inherit; }

.panel {
  position: fixed;
  z-index: var(--_z);
  inset-block-end: calc(var(--_offset-y) + 76px + env(safe-area-inset-bottom, 0px));
  inset-inline-end: var(--_offset-x);
  display: flex;
  flex-direction: column;
  inline-size: min(var(--shop-bell-panel-width, 400px), calc(100vw - 2 * var(--_offset-x)));
  block-size: min(var(--shop-bell-panel-height, 660px), calc(100dvh - var(--_offset-y) - 96px));
  overflow: hidden;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  background: var(--_surface);
  color: var(--_text);
  font: 15.5px/1.5 var(--_font);
  letter-spacing: normal;
  text-align: start;
  box-shadow: var(--_shadow);
  animation: rise 180ms ease-out;
  -webkit-text-size-adjust: 100%;
}
:host([position='left']) .panel { inset-inline: var(--_offset-x) auto; }
@keyframes rise { from { opacity: 0; transform: translateY(10px); } }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.card:focus, .judged:focus { outline: none; }
.card:focus-visible { outline: none; }

.header {
  position: relative;
  z-index: 2;
  display: flex;
  align-items: center;
  gap: 12px;
  padding: 14px 10px 14px 16px;
  padding-inline: 16px 10px;
  border-block-end: 1px solid var(--_border);
}
.mark {
  flex: none;
  display: grid;
  place-items: center;
  inline-size: 38px;
  block-size: 38px;
  border-radius: 50%;
  background: var(--_accent);
  color: var(--_accent-text);
  font-weight: 600;
  font-size: 17px;
}
.names { flex: 1; min-inline-size: 0; }
h2 { font-size: 16px; line-height: 1.3; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.speaker { display: flex; align-items: center; gap: 7px; color: var(--_muted); font-size: 13.5px; line-height: 1.35; }
.speaker::before { content: ''; flex: none; inline-size: 8px; block-size: 8px; border-radius: 50%; border: 2px solid var(--_muted); }
.speaker[data-owner='agent']::before { border-color: #2e9e5b; background: #2e9e5b; }
.speaker[data-owner='queue']::before, .speaker[data-owner='requested']::before { border-color: #c98a12; background: #c98a12; }
.icon {
  flex: none;
  display: grid;
  place-items: center;
  inline-size: 40px;
  block-size: 40px;
  padding: 0;
  border: 0;
  border-radius: 10px;
  background: none;
  color: var(--_muted);
}
.icon + .icon { margin-inline-start: -10px; }
.icon:hover { background: var(--_raised); color: var(--_text); }
svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
svg.dots { stroke-width: 3; }
.menu {
  position: absolute;
  inset-block-start: calc(100% - 6px);
  inset-inline-end: 12px;
  min-inline-size: 230px;
  padding: 6px;
  border: 1px solid var(--_border);
  border-radius: 14px;
  background: var(--_surface);
  box-shadow: var(--_shadow);
  list-style: none;
}
.menu button { inline-size: 100%; min-block-size: 42px; padding: 8px 12px; border: 0; border-radius: 9px; background: none; text-align: start; }
.menu button:hover { background: var(--_raised); }

.thread { position: relative; flex: 1; min-block-size: 0; display: flex; flex-direction: column; }
.scroller { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 14px; scrollbar-width: thin; }
.scroller:focus-visible { outline-offset: -3px; }
.log { display: flex; flex-direction: column; }
.entry { display: flex; flex-direction: column; align-items: flex-start; margin-block-start: 4px; max-inline-size: 100%; }
.entry.first { margin-block-start: 16px; }
.log > .entry:first-child { margin-block-start: 0; }
.author { margin-block-end: 4px; padding-inline: 4px; color: var(--_muted); font-size: 12.5px; line-height: 1.3; }
.author time { opacity: 1; margin-inline-start: 4px; }
.quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bubble {
  max-inline-size: min(88%, 34em);
  padding: 10px 14px;
  border-radius: 16px;
  border-start-start-radius: 5px;
  background: var(--_raised);
  overflow-wrap: anywhere;
  unicode-bidi: plaintext;
}
.visitor { align-items: flex-end; }
.visitor .bubble {
  border-start-start-radius: 16px;
  border-end-end-radius: 5px;
  background: var(--_visitor);
  color: var(--_visitor-text);
  white-space: pre-wrap;
}
.agent .bubble { background: var(--_surface); box-shadow: inset 0 0 0 1.5px var(--_accent); white-space: pre-wrap; }
.bubble p + p, .bubble p + ul, .bubble p + ol, .bubble ul + p, .bubble ol + p, .bubble ul + ol, .bubble ol + ul { margin-block-start: 0.6em; }
.bubble ul, .bubble ol { padding-inline-start: 1.35em; }
.bubble li + li { margin-block-start: 0.25em; }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px; text-decoration-thickness: 1px; }
.bubble code { padding: 0.1em 0.35em; border-radius: 5px; background: var(--_surface); font: 0.9em ui-monospace, 'Cascadia Mono', Consolas, monospace; }
.notice {
  align-self: center;
  max-inline-size: 92%;
  margin-block: 16px 4px;
  color: var(--_muted);
  font-size: 13.5px;
  line-height: 1.45;
  text-align: center;
  text-wrap: balance;
}
.status { margin-block-start: 3px; padding-inline: 4px; color: var(--_muted); font-size: 12.5px; line-height: 1.3; }
.status.failed { color: var(--_danger); font-weight: 600; }
.typing { margin-block-start: 14px; padding-inline: 4px; color: var(--_muted); font-size: 13.5px; }

.chips { display: flex; flex-direction: column; align-items: flex-start; gap: 8px; max-inline-size: 100%; margin-block-start: 10px; list-style: none; }
.chip {
  min-block-size: 40px;
  padding: 8px 15px;
  border: 1.5px solid var(--_accent);
  border-radius: 20px;
  background: var(--_surface);
  color: var(--_accent);
  font-weight: 550;
  line-height: 1.35;
  text-align: start;
  overflow-wrap: anywhere;
}
.chip:hover { background: var(--_raised); }
.feedback { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 8px; }
.judge { min-block-size: 34px; padding: 4px 12px; border: 1px solid var(--_border); border-radius: 17px; background: none; color: var(--_muted); font-size: 13.5px; }
.judge:hover { border-color: var(--_control); color: var(--_text); }
.judged { padding-inline: 4px; color: var(--_muted); font-size: 12.5px; }

.about { margin: 0 0 2px; color: var(--_muted); font-size: 13px; }
.why { align-self: stretch; margin-block-start: 6px; }
.why summary { inline-size: fit-content; padding: 6px 4px; border-radius: 6px; color: var(--_muted); font-size: 13px; cursor: pointer; }

.tail { display: flex; flex-direction: column; gap: 12px; }
.tail:not(:empty) { margin-block-start: 16px; }
.card { padding: 16px; border: 1px solid var(--_border); border-radius: 16px; background: var(--_surface); box-shadow: 0 1px 3px rgb(0 0 0 / 0.06); }
.card h3 { margin-block-end: 6px; font-size: 16px; line-height: 1.35; font-weight: 650; }
.card p { overflow-wrap: anywhere; }
.card { font-size: 15px; line-height: 1.45; }
.card .prose { color: var(--_text); }
.card.line { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 0; border: 0; background: none; box-shadow: none; }
.card.consent { border-color: var(--_accent); }
.card.link-down { display: flex; flex-wrap: wrap; align-items: center; gap: 10px; background: var(--_raised); }
.wait { margin-block-start: 10px; color: var(--_muted); font-size: 14px; }
.check { display: flex; align-items: flex-start; gap: 10px; margin-block-start: 12px; font-size: 14.5px; line-height: 1.4; cursor: pointer; }
.check input { flex: none; inline-size: 18px; block-size: 18px; margin: 1px 0 0; accent-color: var(--_accent); }
.field { margin-block-start: 12px; }
.field label { display: block; margin-block-end: 4px; font-size: 14px; font-weight: 550; }
.field input { inline-size: 100%; min-block-size: 44px; padding: 8px 12px; border: 1px solid var(--_control); border-radius: 11px; background: var(--_surface); font-size: 16px; }
.field input[aria-invalid] { border-color: var(--_danger); }
.hint { margin-block-start: 4px; color: var(--_muted); font-size: 13px; line-height: 1.4; }
.hint.wrong { color: var(--_danger); }
.email { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 8px; }
.email .field { flex: 1 1 170px; }
.email .secondary { min-block-size: 44px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 16px; }
.primary, .secondary, .danger {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-block-size: 42px;
  padding: 8px 16px;
  border: 1px solid transparent;
  border-radius: 12px;
  font-weight: 600;
  font-size: 15px;
  line-height: 1.3;
  text-align: center;
  text-decoration: none;
  overflow-wrap: anywhere;
}
.primary { background: var(--_accent); color: var(--_accent-text); }
.secondary { border-color: var(--_control); background: var(--_surface); color: var(--_text); }
.danger { border-color: var(--_danger); background: none; color: var(--_danger); }
.primary:hover { filter: brightness(1.08); }
.secondary:hover, .danger:hover { background: var(--_raised); }
.link { min-block-size: 28px; padding: 2px 4px; border: 0; background: none; color: var(--_accent); font-size: 13.5px; font-weight: 550; text-decoration: underline; text-underline-offset: 3px; }
.pill {
  position: absolute;
  inset-block-end: 10px;
  inset-inline: 0;
  margin-inline: auto;
  inline-size: fit-content;
  min-block-size: 36px;
  padding: 6px 16px;
  border: 0;
  border-radius: 18px;
  background: var(--_accent);
  color: var(--_accent-text);
  font-size: 14px;
  font-weight: 600;
  box-shadow: var(--_shadow);
}

.composer { padding: 10px 12px 8px; border-block-start: 1px solid var(--_border); padding-block-end: calc(8px + var(--_safe-bottom, 0px)); }
.row { display: flex; align-items: flex-end; gap: 8px; padding: 4px; border: 1px solid var(--_control); border-radius: 24px; background: var(--_surface); }
.row:focus-within { border-color: var(--_accent); box-shadow: 0 0 0 1px var(--_accent); }
.grow { flex: 1; min-inline-size: 0; display: grid; max-block-size: 132px; overflow-y: auto; scrollbar-width: thin; }
.grow::after { content: attr(data-text); visibility: hidden; white-space: pre-wrap; }
.grow::after, .grow textarea { grid-area: 1 / 1; padding: 7px 4px 7px 12px; padding-inline: 12px 4px; font: 16px/1.45 var(--_font); overflow-wrap: anywhere; }
.grow textarea { inline-size: 100%; min-block-size: 38px; border: 0; background: none; color: inherit; resize: none; overflow: hidden; outline: none; }
.grow textarea::placeholder { color: var(--_muted); opacity: 1; }
.send { flex: none; display: grid; place-items: center; inline-size: 38px; block-size: 38px; padding: 0; border: 1px solid transparent; border-radius: 50%; background: var(--_accent); color: var(--_accent-text); }
.send:disabled { background: var(--_raised); color: var(--_muted); cursor: default; }
.foot { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-block-size: 30px; padding: 4px 8px 0; color: var(--_muted); font-size: 12.5px; line-height: 1.35; }
.foot:not(:has(> :not([hidden]))) { display: none; }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.aside { padding: 8px 16px 0; color: var(--_muted); font-size: 13px; line-height: 1.4; }

@media (max-width: 480px) {
  .panel {
    inset: var(--_view-top, 0px) 0 auto 0;
    inline-size: 100%;
    block-size: var(--_view-height, 100dvh);
    border: 0;
    border-radius: 0;
    padding-block-start: env(safe-area-inset-top, 0px);
    padding-inline: env(safe-area-inset-left, 0px) env(safe-area-inset-right, 0px);
    --_safe-bottom: env(safe-area-inset-bottom, 0px);
  }
  :host([position='left']) .panel { inset-inline: 0; }
  .icon { inline-size: 44px; block-size: 44px; }
  .buttons .primary, .buttons .secondary, .buttons .danger { flex: 1 1 auto; }
}
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (forced-colors: active) {
  .bubble, .chip, .send, .primary, .secondary, .pill { border: 1px solid; }
  .send:disabled { color: GrayText; }
  .speaker::before { forced-color-adjust: none; }
}
@media print { .panel { display: none; } }
`;
