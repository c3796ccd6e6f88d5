/** Tabs as ARIA describes them: one stop for the Tab key, arrows between them, the panel shown at once. */
export function createTabs(list: HTMLElement): void {
  const tabs = Array.from(list.querySelectorAll<HTMLElement>('[role=tab]'));

  function select(tab: HTMLElement): void {
    for (const other of tabs) {
      const isSelected = other === tab;
      other.ariaSelected = String(isSelected);
      other.tabIndex = isSelected ? 0 : -1;
      const panel = document.getElementById(other.getAttribute('aria-controls') ?? '');
      if (panel) panel.hidden = !isSelected;
    }
  }

  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => {
      select(tab);
    });
    tab.addEventListener('keydown', ({ key }) => {
      const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[key];
      if (target === undefined) return;
      const next = tabs.at(target % tabs.length);
      if (!next) return;
      select(next);
      next.focus();
    });
  });
}
