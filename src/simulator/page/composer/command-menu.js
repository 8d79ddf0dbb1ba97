import { button, element } from '../dom.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

/** Lets a button open the commands that the bot offers in this chat; a chosen one is sent at once. */
export function attachCommands(opener, { api, notices, person, bot, onChosen }) {
  attachPopover(opener, {
    label: texts.phone.commands,
    className: 'menu',
    above: true,
    fill: ({ close }) => {
      const list = element('div', { class: 'menu-list' });
      load();
      return list;

      async function load() {
        try {
          draw(await api.commands(person.id, bot));
        } catch (error) {
          notices.report(error);
        }
      }

      function draw(commands) {
        const items = commands.map(({ command, description }) =>
          button(
            {
              class: 'menu-item',
              onclick: () => {
                close();
                onChosen(`/${command}`);
              },
            },
            element('span', {}, description),
            element('bdi', { class: 'command-name' }, `/${command}`),
          ),
        );
        list.replaceChildren(
          ...(items.length > 0 ? items : [element('p', { class: 'menu-none' }, texts.phone.noCommands)]),
        );
        list.querySelector('button')?.focus();
      }
    },
  });
}
