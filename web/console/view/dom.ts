/** Making and changing elements without markup strings: text goes in as text only. */

type Value = string | number | boolean | null | undefined;
export type Attributes = Record<string, Value>;
export type Child = Node | string;

const SVG = 'http://www.w3.org/2000/svg';

/** A part of the page that is made once and then follows the state. */
export interface View<T> {
  readonly element: HTMLElement;
  update(data: T): void;
}

/** `true` sets an attribute without a value, `false`, null and undefined remove it. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value === true ? '' : value)) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

export function button(label: string, className: string, press: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', class: className }, label);
  element.addEventListener('click', press);
  return element;
}

/** Writes only what differs, so that screen readers and selections are left alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function show(element: HTMLElement, visible: boolean): void {
  if (element.hidden === visible) element.hidden = !visible;
}

/** Puts `wanted` into `parent` in this order, moving and removing as few nodes as it can. */
export function arrange(parent: Element, wanted: readonly Element[]): void {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    const present = parent.children[index];
    if (present !== node) parent.insertBefore(node, present ?? null);
  });
}

/** Views kept by key: an item that is still there keeps its element, its focus and its place. */
export class Keyed<T> {
  readonly #views = new Map<string, View<T>>();
  readonly #make: (item: T) => View<T>;

  constructor(make: (item: T) => View<T>) {
    this.#make = make;
  }

  /** Updates the view of each item, makes those that are missing and forgets the rest. */
  update(items: readonly { key: string; item: T }[]): HTMLElement[] {
    const keys = new Set(items.map(({ key }) => key));
    for (const key of [...this.#views.keys()]) if (!keys.has(key)) this.#views.delete(key);
    return items.map(({ key, item }) => {
      const view = this.#views.get(key) ?? this.#make(item);
      this.#views.set(key, view);
      view.update(item);
      return view.element;
    });
  }
}
