import type { AgentEntry, BotEntry, NoticeEntry, ThreadEntry, VisitorEntry } from '../../chat/state';
import type { NoticeUiKey, Params } from '../../chat/wording';
import { h, type Child } from '../dom';
import { renderMarkdown } from '../markdown';
import type { ViewContext } from './context';
import { whyDetails } from './why';

/** One entry of the thread. Its text is drawn once, so that screen readers hear it once; what changes is beside it. */
export interface EntryView {
  element: HTMLElement;
  update(entry: ThreadEntry): void;
  /** Whether it begins a run of one speaker's messages. */
  lead(first: boolean): void;
}

export function entryView(entry: ThreadEntry, context: ViewContext): EntryView {
  switch (entry.kind) {
    case 'visitor':
      return visitorView(entry, context);
    case 'bot':
      return botView(entry, context);
    case 'agent':
      return agentView(entry, context);
    case 'notice':
      return noticeView(entry, context);
  }
}

/** @returns who said it, for grouping. */
export function speaker(entry: ThreadEntry | undefined): string {
  return entry?.kind === 'agent' ? `agent ${entry.name}` : (entry?.kind ?? '');
}

function frame(kind: string, who: string, entry: ThreadEntry, context: ViewContext, ...children: Child[]): EntryView {
  const author = h('p', { class: 'author' }, who, ' ', h('time', { datetime: iso(entry.at) }, context.time(entry.at)));
  const element = h('div', { class: `entry ${kind}`, part: `entry ${kind}` }, author, ...children);
  return {
    element,
    update: () => undefined,
    lead: (first) => {
      element.classList.toggle('first', first);
      author.classList.toggle('quiet', !first);
    },
  };
}

function visitorView(entry: VisitorEntry, context: ViewContext): EntryView {
  const { wording } = context;
  const bubble = h('div', { class: 'bubble', part: 'bubble visitor-bubble' }, h('p', {}, entry.text));
  const status = h('p', { class: 'status', part: 'status' });
  const view = frame('visitor', wording.ui('you'), entry, context, bubble, status);
  let shown: string | null = null;
  const update = (next: ThreadEntry) => {
    if (next.kind !== 'visitor' || next.delivery === shown) return;
    shown = next.delivery;
    status.className = `status ${next.delivery}`;
    status.hidden = next.delivery === 'local';
    if (next.delivery === 'local') return status.replaceChildren();
    const retry = () => context.dispatch({ type: 'message_retried', entry: next.id });
    const again = h('button', { type: 'button', class: 'link', onclick: retry }, wording.ui('status_retry'));
    status.replaceChildren(wording.ui(`status_${next.delivery}`), ...(next.delivery === 'failed' ? [' ', again] : []));
  };
  update(entry);
  return { ...view, update };
}

function botView(entry: BotEntry, context: ViewContext): EntryView {
  const { wording } = context;
  const bubble = h('div', { class: 'bubble', part: 'bubble bot-bubble' }, renderMarkdown(entry.text));
  const feedback = h('div', { class: 'feedback', part: 'feedback' });
  const about =
    entry.question === undefined
      ? null
      : h('p', { class: 'about', part: 'about' }, wording.ui('answer_to', { question: entry.question }));
  const parts = [
    about,
    entry.text === '' ? null : bubble,
    suggestions(entry, context),
    feedback,
    whyDetails(entry, context),
  ];
  const view = frame('bot', wording.ui('assistant'), entry, context, ...parts);
  let shown: string | null = null;
  const update = (next: ThreadEntry) => {
    if (next.kind !== 'bot' || next.feedback === shown) return;
    shown = next.feedback;
    drawFeedback(feedback, next, context);
  };
  update(entry);
  return { ...view, update };
}

function suggestions(entry: BotEntry, context: ViewContext): HTMLElement | null {
  if (entry.suggestions.length === 0) return null;
  const list = h('ul', { class: 'chips', part: 'suggestions', 'aria-label': context.wording.ui('suggestions_label') });
  for (const { question, entry: index } of entry.suggestions) {
    const choose = () => context.dispatch({ type: 'suggestion_chosen', question, entry: index });
    list.append(h('li', {}, h('button', { type: 'button', class: 'chip', part: 'chip', onclick: choose }, question)));
  }
  return list;
}

function drawFeedback(element: HTMLElement, entry: BotEntry, context: ViewContext): void {
  const { wording } = context;
  element.hidden = entry.feedback === 'none';
  if (entry.feedback === 'none') return element.replaceChildren();
  if (entry.feedback !== 'open') {
    // The buttons are going; the focus must not fall out of the panel with them.
    const root = element.getRootNode();
    const focused = root instanceof ShadowRoot && element.contains(root.activeElement);
    const done = h('p', { class: 'judged', tabindex: '-1' }, wording.ui(`feedback_${entry.feedback}`));
    element.replaceChildren(done);
    if (focused) done.focus();
    return;
  }
  const judge = (type: 'answer_accepted' | 'answer_declined') => () => context.dispatch({ type, entry: entry.id });
  element.replaceChildren(
    h('button', { type: 'button', class: 'judge', onclick: judge('answer_accepted') }, wording.ui('feedback_yes')),
    h('button', { type: 'button', class: 'judge', onclick: judge('answer_declined') }, wording.ui('feedback_no')),
  );
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', wording.ui('feedback_label'));
}

function agentView(entry: AgentEntry, context: ViewContext): EntryView {
  const name = entry.name || context.wording.ui('person_generic');
  const bubble = h('div', { class: 'bubble', part: 'bubble agent-bubble' }, h('p', {}, entry.text));
  return frame('agent', name, entry, context, bubble);
}

function noticeView(entry: NoticeEntry, context: ViewContext): EntryView {
  const key: NoticeUiKey = `notice_${entry.notice}`;
  const element = h(
    'p',
    { class: 'entry notice', part: 'notice' },
    context.wording.ui(key, noticeParams(entry, context)),
  );
  return { element, update: () => undefined, lead: () => undefined };
}

function noticeParams({ params }: NoticeEntry, context: ViewContext): Params {
  const { replyBy, name } = params;
  return {
    ...params,
    ...(typeof replyBy === 'number' ? { replyBy: context.moment(replyBy) } : {}),
    ...(name === '' ? { name: context.wording.ui('person_generic') } : {}),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
