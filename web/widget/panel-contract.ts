import type { ExportedThread } from '../chat/transcript';
import type { WidgetConfig } from './config';

/** What the page can hear of; the details never carry what people wrote. */
export interface WidgetEvents {
  opened: Record<string, never>;
  closed: Record<string, never>;
  'handoff-requested': Record<string, never>;
  'handoff-queued': Record<string, never>;
  'person-joined': Record<string, never>;
  'person-left': Record<string, never>;
  message: { from: 'visitor' | 'assistant' | 'person' };
  erased: Record<string, never>;
  /** Entries that the second model has read; it is in use once all are. */
  'neural-progress': { done: number; total: number };
}

export type WidgetEventName = keyof WidgetEvents;

export interface PanelOptions {
  config: WidgetConfig;
  /** Called for what happens inside, to become DOM events. */
  emit<Name extends WidgetEventName>(name: Name, detail: WidgetEvents[Name]): void;
  /** The visitor wants the panel closed. */
  close(): void;
}

/** What the launcher holds of the panel, whose code comes with the first interaction. */
export interface PanelHandle {
  element: HTMLElement;
  /** Makes it visible and puts the focus into it. */
  show(): void;
  hide(): void;
  erase(): Promise<void>;
  export(): Promise<ExportedThread>;
}

export interface PanelModule {
  createPanel(options: PanelOptions): PanelHandle;
}
