import type { Locator, Page } from '@playwright/test';
import ui from '../../../web/chat/wording/en/ui.json' with { type: 'json' };

/** The widget as a visitor has it: found by roles and names, as assistive technology finds it. */
export class WidgetPage {
  readonly panel: Locator;
  readonly log: Locator;
  readonly input: Locator;
  readonly launcher: Locator;

  constructor(readonly page: Page) {
    this.launcher = page.getByRole('button', { name: 'Open chat with our assistant' });
    this.panel = page.getByRole('dialog', { name: /^Chat with/ });
    this.log = this.panel.getByRole('log');
    this.input = this.panel.getByRole('textbox', { name: ui.input_label });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.input.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  /** What the bot said, message by message; the greeting is the first. */
  get answers(): Locator {
    return this.log.locator('.entry.bot');
  }

  get notices(): Locator {
    return this.log.locator('.entry.notice');
  }

  get ownMessages(): Locator {
    return this.log.locator('.entry.visitor');
  }

  get agentMessages(): Locator {
    return this.log.locator('.entry.agent');
  }

  get speaker(): Locator {
    return this.panel.locator('.speaker');
  }

  /** Says that the relay cannot be reached, in the middle of a talk with a person. */
  get linkDown(): Locator {
    return this.panel.getByRole('region', { name: ui.log_label }).getByText(/^No connection to/);
  }

  /** The card that asks before anything leaves the device. */
  get consent(): Locator {
    return this.panel.getByRole('region', { name: /^Talk to a person at/ });
  }

  async askForPerson(): Promise<void> {
    await this.button(ui.talk_to_person).click();
    await this.consent.waitFor();
  }

  async agree(): Promise<void> {
    await this.consent.getByRole('button', { name: ui.consent_yes }).click();
  }

  async choose(menuItem: string): Promise<void> {
    await this.button(ui.menu).click();
    await this.button(menuItem).click();
  }

  /** Texts of one side, in the order shown. */
  textsOf(side: 'visitor' | 'agent'): Promise<string[]> {
    return this.log.locator(`.entry.${side} .bubble`).allInnerTexts();
  }
}
