/** The look of a "Why?" once it is open; tokens and resets are the panel's. */
export const DEBUG_CSS = `
.why-body { margin-block-start: 4px; padding: 12px; border: 1px solid var(--_border); border-radius: 12px; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere; }
.why-body h3 { font-size: 14px; line-height: 1.35; font-weight: 650; }
.why-body h3:not(:first-child) { margin-block-start: 14px; padding-block-start: 12px; border-block-start: 1px solid var(--_border); }
.why-body h4 { margin-block: 14px 4px; font-size: 13px; font-weight: 650; }
.why-note { color: var(--_muted); }
.why-reasons { margin-block-start: 4px; padding-inline-start: 1.3em; color: var(--_muted); }
.why-body dl, .why-body dd { margin: 0; }
.why-body details { margin-block-start: 8px; }

.why-bars { margin-block-start: 4px; }
.why-bars > div { display: grid; grid-template-columns: minmax(0, 1fr) 96px 42px; align-items: center; gap: 8px; padding-block: 2px; }
.why-bars dd { display: contents; }
.why-bars span, .why-evidence dd, .why-hits td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.why-bars span { text-align: end; }

svg.why-bar { display: block; inline-size: 100%; block-size: 6px; stroke: none; border-radius: 3px; overflow: hidden; }
.why-bar .track { fill: var(--_raised); }
.why-bar .fill { fill: var(--_accent); }
svg.why-bar:dir(rtl) { transform: scaleX(-1); }

.why-hits { inline-size: 100%; table-layout: fixed; border-collapse: collapse; }
.why-hits caption { padding-block-end: 6px; color: var(--_muted); text-align: start; }
.why-hits thead th { padding: 0 2px 2px; color: var(--_muted); font-size: 11px; font-weight: 400; text-align: start; overflow-wrap: normal; cursor: help; }
.why-hits tbody th { padding: 8px 2px 5px; border-block-start: 1px solid var(--_border); font-weight: 550; text-align: start; }
.why-hits td { padding: 0 2px 8px; font-size: 12px; }
.why-hits td .why-bar { margin-block-end: 2px; }
.why-score { color: var(--_muted); font-weight: 400; white-space: nowrap; }

.why-columns dt { margin-block-start: 6px; font-weight: 550; }
.why-columns dd { color: var(--_muted); }
.why-evidence > div { display: flex; justify-content: space-between; gap: 12px; padding-block: 2px; }
.why-evidence dt { color: var(--_muted); }

@media (forced-colors: active) {
  .why-bar .track { fill: GrayText; }
  .why-bar .fill { fill: Highlight; }
}
`;
