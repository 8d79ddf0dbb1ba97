import { element } from './dom.js';

const GAP = 8;

/**
 * Makes a button open a panel over the page. `fill` gives the content anew at every opening; `close` in its
 * argument closes the panel. A click outside and Escape close it, and the focus goes back to the button. The
 * button must have its place already.
 */
export function attachPopover(opener, { className = '', label, fill, above = false }) {
  const panel = element('div', {
    popover: 'auto',
    class: `popover ${className}`,
    role: 'dialog',
    'aria-label': label,
  });
  opener.setAttribute('aria-haspopup', 'dialog');
  opener.setAttribute('aria-expanded', 'false');
  opener.popoverTargetElement = panel;
  const close = () => panel.hidePopover();

  panel.addEventListener('beforetoggle', ({ newState }) => {
    if (newState === 'open') panel.replaceChildren(...[fill({ close })].flat());
  });
  panel.addEventListener('toggle', ({ newState }) => {
    opener.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState === 'open') {
      place(panel, opener, above);
      (panel.querySelector('[autofocus]') ?? panel.querySelector('button, input, select'))?.focus();
    } else panel.replaceChildren();
  });
  // What is loaded after opening changes the size.
  new ResizeObserver(() => {
    if (panel.matches(':popover-open')) place(panel, opener, above);
  }).observe(panel);
  opener.after(panel);
}

/** Puts the panel at the start edge of its button, moved inward where the window ends. */
function place(panel, opener, above) {
  const edge = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.min(Math.max(GAP, edge.right - width), window.innerWidth - width - GAP);
  const wanted = above ? edge.top - height - GAP : edge.bottom + GAP;
  const top = Math.min(Math.max(GAP, wanted), window.innerHeight - height - GAP);
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}

/** Opens a dialog over the whole page; it is taken away when it closes. Returns the function that closes it. */
export function openDialog({ label, className = '' }, fill) {
  const dialog = element('dialog', { class: `dialog ${className}`, 'aria-label': label });
  const close = () => dialog.close();
  dialog.append(...[fill(close)].flat());
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}
