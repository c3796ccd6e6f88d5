/** The page's elements by id: one that is missing is a mistake in index.html, told at start. */
export function find<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html: there is no ${kind.name} with the id "${id}".`);
  return element;
}

/** A new element with a class and what goes into it. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A press on the element leaves the focus where it is: in the field, or a phone would fold its keyboard away. */
export function leaveFocus(element: HTMLElement): void {
  for (const type of ['pointerdown', 'mousedown'] as const) {
    element.addEventListener(type, (event) => {
      event.preventDefault();
    });
  }
}

/** A line drawing of 20 by 20, from its path. Names and roles belong to what it stands in. */
export function makeIcon(path: string): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const icon = document.createElementNS(namespace, 'svg');
  const line = document.createElementNS(namespace, 'path');
  icon.setAttribute('viewBox', '0 0 20 20');
  icon.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  icon.append(line);
  return icon;
}
