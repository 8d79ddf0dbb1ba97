import { keepConversation } from '../../../../src/flows/flow.js';
import { joinParagraphs } from '../../../../src/messages/wording.js';
import { mayReadReports } from '../../../../src/reports/readers.js';
import type { ShowMenu } from '../../client/profile.js';
import type { Visit } from '../../context.js';
import type { StaffFeature } from '../../feature.js';
import { remindOfUnfinished } from '../../interruption.js';
import { mainKeyboard } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { isAdministrator, isOperator, isSupervisor } from '../../permissions.js';

/** `/start` and «راهنما»: a person's role here, and how they do their work. */
export function createGreetingFeature({
  showMenu,
  asksToPublish,
}: Pick<FeatureOptions, 'asksToPublish'> & { readonly showMenu: ShowMenu }): StaffFeature {
  return {
    name: 'greeting',
    keywords: [
      {
        word: 'start',
        command: 'staff.command.start',
        ask: keepConversation(async (visit) => {
          await showMenu(visit);
          await visit.say(
            joinParagraphs(describeRoles(visit), remindOfUnfinished(visit)),
            mainKeyboard(visit),
          );
        }),
      },
      {
        word: 'help',
        command: 'staff.command.help',
        button: { text: 'staff.button.help', place: { row: 'first', at: 3 } },
        ask: keepConversation(async (visit) => {
          await visit.say(
            joinParagraphs(help(visit, asksToPublish), remindOfUnfinished(visit)),
            mainKeyboard(visit),
          );
        }),
      },
    ],
  };
}

/** A person's roles, in words. */
export function describeRoles({ roles, positions, wording, speech }: Visit): string {
  if (positions.length > 0) {
    return wording.html('staff.welcome.manager', { positions: wording.names(positions) });
  }
  const titles = roles
    .filter((role) => role !== 'manager')
    .map((role) => wording.plain(`staff.role.${role}`));
  return titles.length === 0
    ? wording.html('staff.welcome.noPosition')
    : joinParagraphs(
        wording.html('staff.welcome.desk', { roles: new Intl.ListFormat(speech.locale).format(titles) }),
        isOperator({ roles }) ? wording.html('staff.welcome.operator') : undefined,
      );
}

function help({ roles, positions, organization, wording }: Visit, asksToPublish: boolean): string {
  const isInOperatorQueue = roles.some((role) => role !== 'manager');
  if (positions.length === 0 && !isInOperatorQueue) return wording.html('staff.help.noPosition');
  return joinParagraphs(
    positions.length > 0 ? wording.html('staff.help.manager') : undefined,
    positions.length > 0 ? wording.html('acts.help') : undefined,
    positions.length > 0 ? wording.html('drafting.help') : undefined,
    isOperator({ roles }) ? wording.html('call.help') : undefined,
    isOperator({ roles }) ? wording.html('find.help') : undefined,
    isOperator({ roles }) ? wording.html('callbacks.help') : undefined,
    isOperator({ roles }) ? wording.html('queue.help') : undefined,
    isOperator({ roles }) && asksToPublish ? wording.html('publishing.help') : undefined,
    isInOperatorQueue ? wording.html('staff.help.desk') : undefined,
    isSupervisor({ roles }) ? wording.html('quality.help') : undefined,
    mayReadReports({ roles, positions, organization }) ? wording.html('report.help') : undefined,
    isAdministrator({ roles }) ? wording.html('setup.help') : undefined,
  );
}
