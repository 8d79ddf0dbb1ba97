import { type CaseOptions, type CaseSection, renderCase } from '../../../../../src/messages/status/case.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { StoredRequest } from '../../../../../src/requests/request-store.js';
import type { Visit } from '../../../context.js';
import { editPressed, type Page, pressedMessage } from '../../../edit-message.js';
import { buttonsOf, inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { isOperator } from '../../../permissions.js';
import { namesOfSystems } from '../../../requests/system-names.js';
import { hintAtBot } from '../caller-rating/rows.js';
import { caseRows } from './request-details.js';

/** The case of a request as one message with pages, one in a chat. */
export interface CaseView {
  /** Shows the case as a new message, which takes the place of an older one. */
  show(visit: Visit, stored: StoredRequest): Promise<void>;
  /** Turns the pressed message to a page; one that is gone is sent anew. */
  turn(visit: Visit, stored: StoredRequest, section: CaseSection, page: number): Promise<void>;
  /** True if the pressed message is a case of that request which was shown to the person before. */
  isOpen(visit: Visit, stored: StoredRequest): Promise<boolean>;
}

/** The view on the messages that are noted with a request. */
export function createCaseView({
  cards,
  clients,
  noteShown,
}: Pick<FeatureOptions, 'cards' | 'clients' | 'noteShown'>): CaseView {
  async function say(visit: Visit, { request }: StoredRequest, { html, markup }: Page): Promise<void> {
    const messageId = await visit.say(html, markup);
    if (messageId === undefined) return;
    const { person, chatId, speech } = visit;
    const message = { code: request.code, person, chatId, messageId, sentAt: speech.now };
    await noteShown({ ...message, kind: 'case' }, request.lastSeq);
  }

  return {
    show: (visit, stored) => say(visit, stored, pageOf(visit, stored, { section: 'facts', page: 0 })),
    async turn(visit, stored, section, page) {
      const systems = await namesOfSystems(clients, stored.events);
      const shown = pageOf(visit, stored, { section, page, systems });
      if (!(await editPressed(visit, shown.html, shown.markup))) await say(visit, stored, shown);
    },
    async isOpen(visit, { request }) {
      const pressed = pressedMessage(visit);
      const { others } = await cards.messagesOf(request.code);
      return others.some(
        ({ kind, chatId, messageId }) => kind === 'case' && chatId === visit.chatId && messageId === pressed,
      );
    },
  };
}

function pageOf(
  visit: Visit,
  { request, events }: StoredRequest,
  asked: Pick<CaseOptions, 'section' | 'page' | 'systems'>,
): Page {
  const reader = isOperator(visit) ? 'operator' : 'supervisor';
  const { html, keyboard } = renderCase({ ...visit.speech, request, events, reader, ...asked });
  return {
    html: joinParagraphs(html, hintAtBot(visit, request)),
    markup: inlineKeyboard(...buttonsOf(keyboard).inline_keyboard, ...caseRows(visit, request)),
  };
}
