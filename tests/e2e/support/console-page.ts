import type { Locator, Page } from '@playwright/test';
import words from '../../../web/console/wording/en.json' with { type: 'json' };

export interface AgentAccount {
  shop: string;
  name: string;
  email: string;
  password: string;
}

/** The console as an agent has it. */
export class ConsolePage {
  readonly log: Locator;
  readonly reply: Locator;

  constructor(readonly page: Page) {
    this.log = page.getByRole('log', { name: words['thread.log'] });
    this.reply = page.getByRole('textbox', { name: words['reply.label'] });
  }

  async logIn(url: string, { shop, email, password }: AgentAccount): Promise<void> {
    await this.page.goto(url);
    await this.page.getByRole('textbox', { name: words['login.shop'] }).fill(shop);
    await this.page.getByRole('textbox', { name: words['login.email'] }).fill(email);
    await this.page.getByLabel(words['login.password'], { exact: true }).fill(password);
    await this.page.getByRole('button', { name: words['login.submit'] }).click();
    await this.page.getByRole('heading', { name: words['list.heading'] }).waitFor();
  }

  /** Those who wait, longest first. */
  get waiting(): Locator {
    return this.page.getByRole('list', { name: /^Waiting/ }).getByRole('button');
  }

  async openFirstWaiting(): Promise<void> {
    await this.waiting.first().click();
    await this.log.waitFor();
  }

  /** The line that says how the link to the relay is. */
  get link(): Locator {
    return this.page.getByRole('banner').locator('.link');
  }

  async say(text: string): Promise<void> {
    await this.reply.fill(text);
    await this.reply.press('Enter');
  }

  get messages(): Locator {
    return this.log.locator('li.message');
  }

  from(sender: 'visitor' | 'bot' | 'agent'): Locator {
    return this.log.locator(`li.message[data-from="${sender}"]`);
  }

  textsOf(sender: 'visitor' | 'bot' | 'agent'): Promise<string[]> {
    return this.from(sender).locator('.text').allInnerTexts();
  }
}
