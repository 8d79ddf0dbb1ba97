import { assertNever } from '../../assert-never.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { outcomeLine } from '../answer/outcome.js';
import { createWording, joinLines, type Speech } from '../wording.js';
import { handoverLine } from './handover.js';

/**
 * Who reads how a request stands: its citizen (or who hears it read out on the phone), whoever follows it, staff,
 * who are never addressed as if they had asked for something, or whoever withdrew it while others followed it.
 */
export type StatusReader = 'filer' | 'follower' | 'staff' | 'former';

/** Who has a request and until when, in one or two sentences of HTML; for whoever withdrew it, that they did. */
export function renderStatus(
  options: Speech & { readonly request: Request; readonly reader: StatusReader },
): string {
  const { request, reader } = options;
  const wording = createWording(options);
  if (reader === 'former') return wording.html('status.left');
  return joinLines(
    statusOf({ ...options, reader }),
    handoverLine(request, reader === 'staff' ? 'staff' : 'citizens', wording),
  );
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the stages of a request.
function statusOf(
  options: Speech & { readonly request: Request; readonly reader: Exclude<StatusReader, 'former'> },
): string {
  const wording = createWording(options);
  const { stage } = options.request;
  const { reader } = options;
  switch (stage.status) {
    case 'intake':
      return wording.html('status.intake');
    case 'followUp':
      return wording.html('status.followUp', { unit: wording.name(stage.unit) });
    case 'referred': {
      const { position, dueAt, overdue } = stage.referral;
      const to = wording.name(position);
      return overdue === undefined
        ? wording.html('status.referred', { to, deadline: wording.deadline(dueAt) })
        : wording.html('status.overdue', { to });
    }
    case 'waiting':
      if (reader === 'follower') {
        return wording.html('status.followed.waiting', { from: wording.name(stage.referral.position) });
      }
      return wording.html(reader === 'staff' ? 'status.forStaff.waiting' : 'status.waiting', {
        from: wording.name(stage.referral.position),
        deadline: wording.deadline(stage.replyBy),
      });
    case 'answered': {
      const by = wording.answerer(stage.answer.by);
      if (stage.promise !== undefined) {
        return wording.html(reader === 'staff' ? 'status.forStaff.promise' : 'status.promise', {
          by,
          day: wording.day(stage.promise.day),
        });
      }
      return joinLines(
        wording.html('status.answered', { by }),
        outcomeLine(stage.answer.outcome, wording),
        stage.objectBy === undefined || reader === 'follower'
          ? undefined
          : wording.html(reader === 'staff' ? 'status.forStaff.objectBy' : 'status.objectBy', {
              deadline: wording.deadline(stage.objectBy),
            }),
      );
    }
    case 'closed':
      if (reader !== 'filer' && (stage.because === 'accepted' || stage.because === 'withdrawn')) {
        return wording.html(`status.followed.${stage.because}`);
      }
      return stage.because === 'merged' && stage.mergedInto !== undefined
        ? wording.html('status.merged', { into: wording.code(stage.mergedInto) })
        : wording.html(`status.closed.${stage.because}`);
    default:
      return assertNever(stage);
  }
}
