import { Composer } from 'telegraf';
import { paragraphs } from '../../../src/messages/wording.js';
import { mayReadReports } from '../../../src/reports/readers.js';
import type { StaffContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import type { ShowMenu } from '../profile.js';
import { onWord } from '../routing.js';
import { stillOpen } from '../unfinished.js';

/** `/start` and «راهنما»: what somebody is here, and how he does what he is here for. */
export function greeting({ showMenu }: { readonly showMenu: ShowMenu }): Composer<StaffContext> {
  const composer = new Composer<StaffContext>();
  composer.use(
    onWord('start', async (visit) => {
      await showMenu(visit);
      await visit.say(paragraphs(welcome(visit), stillOpen(visit)), mainKeyboard(visit));
    }),
  );
  composer.use(
    onWord('help', async (visit) => {
      await visit.say(paragraphs(help(visit), stillOpen(visit)), mainKeyboard(visit));
    }),
  );
  return composer;
}

/** What a person is here, in words. */
export function welcome({ roles, positions, wording, speech }: Visit): string {
  if (positions.length > 0) {
    return wording.html('staff.welcome.manager', { positions: wording.names(positions) });
  }
  const titles = roles
    .filter((role) => role !== 'manager')
    .map((role) => wording.plain(`staff.role.${role}`));
  return titles.length === 0
    ? wording.html('staff.welcome.noPosition')
    : paragraphs(
        wording.html('staff.welcome.desk', { roles: new Intl.ListFormat(speech.locale).format(titles) }),
        roles.includes('operator') ? wording.html('staff.welcome.operator') : undefined,
      );
}

function help({ roles, positions, organization, wording }: Visit): string {
  const isAtDesk = roles.some((role) => role !== 'manager');
  if (positions.length === 0 && !isAtDesk) return wording.html('staff.help.noPosition');
  return paragraphs(
    positions.length > 0 ? wording.html('staff.help.manager') : undefined,
    positions.length > 0 ? wording.html('acts.help') : undefined,
    positions.length > 0 ? wording.html('drafting.help') : undefined,
    roles.includes('operator') ? wording.html('call.help') : undefined,
    roles.includes('operator') ? wording.html('find.help') : undefined,
    roles.includes('operator') ? wording.html('callbacks.help') : undefined,
    roles.includes('operator') ? wording.html('queue.help') : undefined,
    isAtDesk ? wording.html('staff.help.desk') : undefined,
    roles.includes('supervisor') ? wording.html('quality.help') : undefined,
    mayReadReports({ roles, positions, organization }) ? wording.html('report.help') : undefined,
    roles.includes('administrator') ? wording.html('setup.help') : undefined,
  );
}
