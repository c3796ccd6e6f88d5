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
