import { button, element } from '../dom.js';
import { icon } from '../icons.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';
import { contentOf, LARGEST_FILE } from './own-file.js';

/** Lets a button open the menu of everything that is not plain text. */
export function attachMenu(
  opener,
  { notices, takeCaption, sendContent, sendOwnContact, chooseLocation, forward },
) {
  const picker = element('input', {
    type: 'file',
    class: 'visually-hidden',
    tabindex: -1,
    onchange: sendOwnFile,
  });
  picker.setAttribute('aria-hidden', 'true');
  opener.after(picker);

  async function sendOwnFile() {
    const [file] = picker.files;
    picker.value = '';
    if (file === undefined) return;
    if (file.size > LARGEST_FILE) notices.show({ sentence: texts.composer.fileTooLarge });
    else await sendContent({ ...(await contentOf(file)), ...takeCaption() });
  }

  async function sendAlbum() {
    const mediaGroup = `album-${Date.now()}`;
    const isSent = await sendContent({ photo: 'pothole', mediaGroup, ...takeCaption() });
    if (isSent) await sendContent({ photo: 'street-light', mediaGroup });
  }

  const sample = (photo) => () => sendContent({ photo, ...takeCaption() });
  const items = [
    ['photo', texts.composer.items.pothole, sample('pothole')],
    ['photo', texts.composer.items.garbage, sample('garbage')],
    ['photo', texts.composer.items.streetLight, sample('street-light')],
    ['album', texts.composer.items.album, sendAlbum],
    ['voice', texts.composer.items.voice, () => sendContent({ voice: 'voice', ...takeCaption() })],
    ['file', texts.composer.items.file, () => picker.click()],
    ['pin', texts.composer.items.location, chooseLocation],
    ['contact', texts.composer.items.contact, sendOwnContact],
    ['forward', texts.composer.items.forward, forward],
  ];

  attachPopover(opener, {
    label: texts.composer.attach,
    className: 'menu',
    above: true,
    fill: ({ close }) => [
      ...items.map(([iconName, text, act]) =>
        button(
          {
            class: 'menu-item',
            onclick: () => {
              close();
              act();
            },
          },
          icon(iconName),
          text,
        ),
      ),
      element('p', { class: 'menu-none' }, texts.composer.attachHint),
    ],
  });
}
