import type { ChatAction } from './actions';
import { cleanText } from './clean-text';
import type { Draft } from './draft';
import { postMessage } from './reduce-outbox';
import {
  wireMood,
  withPerson,
  type BotEntry,
  type ChatState,
  type LastStep,
  type Offer,
  type Turn,
  type VisitorEntry,
  type Why,
} from './state';
import type { Decision, Reason, TurnEventKind, WireMood } from './types';

type Of<Type extends ChatAction['type']> = Extract<ChatAction, { type: Type }>;

/** Events that only tell the engine what has become of the person; the thread has its own line for them. */
const SILENT: ReadonlySet<TurnEventKind> = new Set(['handoff_acknowledged', 'handoff_cancelled', 'handoff_closed']);

/** The visitor has agreed to be handed over. */
const CONSENTS: ReadonlySet<TurnEventKind> = new Set(['accepted', 'handoff_requested']);

/** The codes of reasons that tell how the visitor feels begin so. */
const FROM_MOOD = 'mood_';

export function submitText(d: Draft, text: string): void {
  const clean = cleanText(text).trim();
  if (clean === '') return;
  closeFeedback(d);
  const id = d.newId();
  const delivery = withPerson(d.state) ? 'sending' : 'local';
  const entry: VisitorEntry = { kind: 'visitor', id, at: d.at, text: clean, delivery, mood: null, seq: null };
  d.append(entry);
  if (withPerson(d.state) && !engineReady(d.state)) postMessage(d, entry);
  else enqueueTurn(d, 'visitor_text', clean, id);
}

export function chooseSuggestion(d: Draft, action: Of<'suggestion_chosen'>): void {
  if (d.state.engine !== 'fallback' || withPerson(d.state)) return submitText(d, action.question);
  // Plain search gives no answers of its own; the visitor has picked the entry, so it may be shown.
  closeFeedback(d);
  const text = action.question;
  d.append({ kind: 'visitor', id: d.newId(), at: d.at, text, delivery: 'local', mood: null, seq: null });
  d.emit({ type: 'engine_entry', index: action.entry });
}

export function showEntry(d: Draft, action: Of<'entry_loaded'>): void {
  if (withPerson(d.state)) return;
  d.append({ ...botEntry(d, action.entry.answer), entry: action.entry.id, feedback: 'open' });
}

export function answerJudged(d: Draft, entryId: string, feedback: 'accepted' | 'declined'): void {
  const entry = d.state.entries.find((candidate) => candidate.id === entryId);
  if (entry?.kind !== 'bot' || entry.feedback !== 'open') return;
  d.edit(entryId, (old) => (old.kind === 'bot' ? { ...old, feedback } : old));
  if (!withPerson(d.state)) enqueueTurn(d, feedback, '', null);
}

/** Adds an event for the engine; it starts at once if nothing is in flight. */
export function enqueueTurn(d: Draft, kind: TurnEventKind, text: string, entry: string | null): void {
  const turn: Turn = { id: `t-${d.newId()}`, kind, text, entry };
  d.set({ waiting: [...d.state.waiting, turn] });
  pumpTurns(d);
}

/** Starts the next turn if the engine is free. */
export function pumpTurns(d: Draft): void {
  const { engine, inFlight, waiting } = d.state;
  const [next, ...rest] = waiting;
  if (inFlight || !next) return;
  if (engine === 'lost') return flushWithoutEngine(d);
  if (engine === 'idle') return startEngine(d);
  if (engine === 'starting') return;
  d.set({ inFlight: next, waiting: rest });
  const { agents, hours } = d.state.presence;
  const { bot } = d.state.settings;
  const event = { kind: next.kind, text: next.text, at: d.at, agents, hours, ...(bot && { settings: bot }) };
  d.emit({ type: 'engine_step', turn: next.id, event, state: d.state.turn });
}

export function startEngine(d: Draft): void {
  if (d.state.engine !== 'idle') return;
  d.set({ engine: 'starting' });
  d.emit({ type: 'engine_start' });
}

export function stepped(d: Draft, action: Of<'stepped'>): void {
  const turn = d.state.inFlight;
  if (turn?.id !== action.turn) return;
  const { decision, state } = action.step;
  const mood = wireMood(decision);
  d.set({ inFlight: null, turn: state });
  // The engine was lost on the way and plain search has taken over.
  if (decision.reasons.some((reason) => reason.code === 'fallback')) d.set({ engine: 'fallback' });
  if (turn.kind === 'visitor_text') d.set({ last: summary(decision, mood) });
  deliver(d, turn, mood);
  if (!withPerson(d.state)) showDecision(d, turn, decision, action.text);
  pumpTurns(d);
}

export function stepFailed(d: Draft, action: Of<'step_failed'>): void {
  const turn = d.state.inFlight;
  if (turn?.id !== action.turn) return;
  d.set({ inFlight: null });
  if (action.code === 'faq-invalid') d.set({ engine: 'lost' });
  // The next text starts it again: what starts then may be plain search, and the thread has to know.
  if (action.code === 'engine-lost') d.set({ engine: 'idle' });
  deliver(d, turn, null);
  if (turn.kind === 'visitor_text' && !withPerson(d.state)) engineFailed(d, 'engine_failed');
  pumpTurns(d);
}

export function engineLost(d: Draft): void {
  const { inFlight, waiting } = d.state;
  d.set({ engine: 'lost', inFlight: null, waiting: inFlight ? [inFlight, ...waiting] : waiting });
  pumpTurns(d);
}

/** The texts that wait for the engine, or are with it: they are not lost between bot and person. */
export function turnsUnderWay(state: ChatState): Set<string> {
  const turns = state.inFlight ? [state.inFlight, ...state.waiting] : state.waiting;
  return new Set(turns.flatMap((turn) => (turn.entry === null ? [] : [turn.entry])));
}

/** Without an engine every text still gets an honest line, or goes to the person. */
function flushWithoutEngine(d: Draft): void {
  const turns = d.state.waiting;
  d.set({ waiting: [] });
  for (const turn of turns) {
    deliver(d, turn, null);
    if (turn.kind === 'visitor_text' && !withPerson(d.state)) engineFailed(d, 'engine_unavailable');
  }
}

function engineFailed(d: Draft, notice: 'engine_failed' | 'engine_unavailable'): void {
  d.notice(notice);
  if (canOffer(d.state)) d.set({ offer: d.state.offer ?? { source: 'asked', open: false } });
}

/** Notes the mood on the visitor's entry, and sends it where a person is listening by now. */
function deliver(d: Draft, turn: Turn, mood: WireMood | null): void {
  if (turn.entry === null) return;
  const person = withPerson(d.state);
  d.edit(turn.entry, (old) =>
    old.kind === 'visitor' ? { ...old, mood, ...(person ? {} : { delivery: 'local' }) } : old,
  );
  const entry = d.state.entries.find((candidate) => candidate.id === turn.entry);
  if (person && entry?.kind === 'visitor' && entry.seq === null) postMessage(d, entry);
}

function showDecision(d: Draft, turn: Turn, decision: Decision, text: string): void {
  if (SILENT.has(turn.kind) || decision.action === 'forward') return;
  if (decision.silent) return listenOnly(d);
  // The consent has its own line; the person on the way is not announced twice.
  if (CONSENTS.has(turn.kind) && decision.action === 'hand_off') return;
  closeFeedback(d);
  const suggests = decision.action === 'suggest';
  if (text !== '' || suggests) {
    d.append({
      ...botEntry(d, text),
      entry: decision.hit?.id ?? null,
      ...(decision.hit && { question: decision.hit.question }),
      suggestions: suggests ? decision.hits.map(({ question, entry }) => ({ question, entry })) : [],
      feedback: decision.action === 'answer' && !offers(decision) ? 'open' : 'none',
      ...(d.state.settings.debug && turn.kind === 'visitor_text' ? { why: why(turn.text, decision) } : {}),
    });
  }
  d.set({ offer: nextOffer(d.state, decision) });
}

function why(text: string, { action, reasons, hit }: Decision): Why {
  return { text, action, reasons: reasons.map((reason) => reason.text), question: hit?.question ?? null };
}

/** In mode `shadow` the assistant decides and shows nothing: said once, with the way to a person. */
function listenOnly(d: Draft): void {
  const said = d.state.entries.some((entry) => entry.kind === 'notice' && entry.notice === 'bot_listens');
  if (!said) d.notice('bot_listens');
}

/** The offer is what the decision is about, not an aside. */
function insists(decision: Decision): boolean {
  return decision.action === 'offer_human' || decision.action === 'hand_off';
}

function offers(decision: Decision): boolean {
  return decision.humanOffered || insists(decision);
}

function nextOffer(state: ChatState, decision: Decision): Offer | null {
  if (offers(decision) && canOffer(state))
    return { source: 'bot', open: insists(decision) || state.offer?.open === true };
  return state.offer?.source === 'asked' ? state.offer : null;
}

export function canOffer(state: ChatState): boolean {
  return state.owner === 'bot' || state.owner === 'closed';
}

function summary(decision: Decision, mood: WireMood | null): LastStep {
  const words = (reasons: Reason[]) => reasons.map((one) => one.text).join('; ');
  const calmReason = words(decision.reasons.filter((one) => !one.code.startsWith(FROM_MOOD)));
  return { reason: words(decision.reasons), calmReason, confidence: decision.confidence, mood };
}

function botEntry(d: Draft, text: string): BotEntry {
  const id = d.newId();
  return { kind: 'bot', id, at: d.at, text, entry: null, suggestions: [], feedback: 'none', seq: null };
}

function closeFeedback(d: Draft): void {
  const open = d.state.entries.some((entry) => entry.kind === 'bot' && entry.feedback === 'open');
  if (!open) return;
  d.set({
    entries: d.state.entries.map((entry) =>
      entry.kind === 'bot' && entry.feedback === 'open' ? { ...entry, feedback: 'none' } : entry,
    ),
  });
}

function engineReady(state: ChatState): boolean {
  return state.engine === 'wasm' || state.engine === 'fallback';
}
