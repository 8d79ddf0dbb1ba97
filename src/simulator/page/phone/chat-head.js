import { button, element } from '../dom.js';
import { choice, field } from '../form.js';
import { icon } from '../icons.js';
import { attachPopover } from '../popover.js';
import { texts } from '../texts.js';

const STAFF_ROLES = ['manager', 'operator', 'supervisor', 'administrator'];

/** The head of a chat: the bot, and a menu with what is done rarely. */
export function createChatHead({ api, city, chat, selection, notices, person, bot, botName }) {
  const name = element('strong', {});
  const more = button({ class: 'icon-button', 'aria-label': texts.phone.menu }, icon('more'));
  const head = element(
    'div',
    { class: 'chat-head' },
    element('span', { class: `bot-mark bot-mark-${bot}`, 'aria-hidden': 'true' }, '۱۳۷'),
    element('div', { class: 'chat-head-words' }, name, element('span', {}, texts.phone.bot)),
    more,
  );
  const otherBot = bot === 'citizen' ? 'staff' : 'citizen';

  async function attempt(work, known) {
    try {
      await work();
    } catch (error) {
      notices.report(error, known);
    }
  }

  attachPopover(more, {
    label: texts.phone.menu,
    className: 'menu',
    fill: ({ close }) => {
      const isBlocked = chat.state().isBlocked;
      return [
        item('swap', texts.phone.switchTo(texts.bots[otherBot]), () => {
          close();
          selection.turnTo(person.id, otherBot);
        }),
        item('block', isBlocked ? texts.phone.unblock : texts.phone.block, () => {
          close();
          attempt(() => api.setBlocked(person.id, bot, !isBlocked));
        }),
        inviteForm(close),
      ];
    },
  });

  /** Makes an invitation for this person and accepts it in the staff bot at once. */
  function inviteForm(close) {
    const role = choice(
      'role',
      STAFF_ROLES.map((one) => [one, texts.people.roles[one]]),
      {
        onchange: () => {
          positionField.hidden = role.value !== 'manager';
        },
      },
    );
    const position = choice('position', positionsOf(city, selection));
    const positionField = field(texts.phone.position, position);
    const form = element(
      'form',
      { class: 'form', onsubmit: submit },
      element('h3', {}, icon('invite'), texts.phone.joinStaff),
      field(texts.phone.role, role),
      positionField,
      element('button', { type: 'submit', class: 'button' }, texts.phone.join),
    );

    function submit(event) {
      event.preventDefault();
      const invite =
        role.value === 'manager' ? { role: role.value, position: position.value } : { role: role.value };
      attempt(
        async () => {
          const { start } = await api.invite(invite);
          close();
          if (bot !== 'staff') selection.turnTo(person.id, 'staff');
          await api.send(person.id, { bot: 'staff', text: start });
        },
        { 400: texts.errors.noInvites, 404: texts.errors.noInvites },
      );
    }

    return form;
  }

  return {
    element: head,
    draw() {
      name.textContent = botName();
      head.classList.toggle('is-blocked', chat.state().isBlocked);
    },
  };
}

/** Positions to offer in an invitation: the vacant ones of the followed request first. */
function positionsOf(city, selection) {
  const chain = selection.request()?.chain ?? [];
  const vacant = chain
    .filter((one) => one.vacant)
    .map(({ position, title }) => [position, `${title} (${texts.chain.vacant})`]);
  const held = city
    .people()
    .filter(({ position, positionTitle }) => position !== undefined && positionTitle !== undefined)
    .map(({ position, positionTitle }) => [position, positionTitle]);
  return [...vacant, ...held];
}

function item(iconName, text, onclick) {
  return button({ class: 'menu-item', onclick }, icon(iconName), text);
}
