import type { WidgetConfig } from './config';

/** What the browser tells of the device; fields that it does not know are not there. */
export interface Device {
  connection?: { saveData?: boolean; effectiveType?: string; type?: string };
  /** GiB, rounded. */
  deviceMemory?: number;
}

const kLeastMemory = 4;
/** At the latest so long after the engine has started, however busy the page is. */
const kIdleMs = 10_000;

/**
 * Whether the second tier, about 15 MB, may be loaded. `auto`: where nothing speaks against it, namely a slow or metered
 * line, a wish to save data, or little memory. What a browser does not tell does not count.
 */
export function mayLoadNeural(setting: WidgetConfig['neural'], device: Device): boolean {
  if (setting !== 'auto') return setting === 'on';
  const { connection = {}, deviceMemory = kLeastMemory } = device;
  const metered = connection.saveData === true || connection.type === 'cellular';
  return !metered && (connection.effectiveType ?? '4g') === '4g' && deviceMemory >= kLeastMemory;
}

/** Resolves when the page has nothing better to do. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    // Not in every browser, whatever the types say.
    const ask = (globalThis as { requestIdleCallback?: typeof requestIdleCallback }).requestIdleCallback;
    if (ask === undefined) setTimeout(resolve, kIdleMs / 5);
    else ask(() => resolve(), { timeout: kIdleMs });
  });
}
