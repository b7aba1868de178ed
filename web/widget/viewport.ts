const SHEET = '(max-width: 480px)';

/** Whether the panel fills the screen, as on a phone. */
export function isSheet(): boolean {
  return typeof matchMedia === 'function' && matchMedia(SHEET).matches;
}

/**
 * Keeps the part of the screen above the keyboard in a sheet's custom properties, so that the composer stays in view: a
 * rule rather than a style attribute, as a strict policy wants it.
 */
export function followViewport(into: CSSStyleSheet): void {
  const viewport = globalThis.visualViewport;
  if (!viewport) return;
  const follow = () => {
    // Zoomed in, the visitor decides what is in view.
    if (viewport.scale > 1.01) return;
    into.replaceSync(`:host { --_view-height: ${viewport.height}px; --_view-top: ${viewport.offsetTop}px; }`);
  };
  viewport.addEventListener('resize', follow);
  viewport.addEventListener('scroll', follow);
  follow();
}
