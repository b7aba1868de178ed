// Runs in a page of the shop, as the panel does: makes the engine and puts it where the test can reach it.
import { createEngine } from '../../../web/engine/proxy';

declare global {
  interface Window {
    shopbellEngine: typeof createEngine;
  }
}

window.shopbellEngine = createEngine;
