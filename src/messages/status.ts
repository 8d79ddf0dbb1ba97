import { assertNever } from '../assert-never.js';
import type { Request } from '../requests/lifecycle/request.js';
import { createWording, lines, type Speech } from './wording.js';

/** Who has a request and until when, in one or two sentences of HTML, for a citizen who filed or follows it. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the stages of a request.
export function renderStatus(
  options: Speech & { readonly request: Request; readonly reader?: 'filer' | 'follower' },
): string {
  const wording = createWording(options);
  const { stage } = options.request;
  const isFollower = options.reader === 'follower';
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
      if (isFollower) {
        return wording.html('status.followed.waiting', { from: wording.name(stage.referral.position) });
      }
      return wording.html('status.waiting', {
        from: wording.name(stage.referral.position),
        deadline: wording.deadline(stage.replyBy),
      });
    case 'answered': {
      const by = wording.answerer(stage.answer.by);
      if (stage.promise !== undefined) {
        return wording.html('status.promise', { by, day: wording.day(stage.promise.day) });
      }
      return lines(
        wording.html('status.answered', { by }),
        stage.objectBy === undefined || isFollower
          ? undefined
          : wording.html('status.objectBy', { deadline: wording.deadline(stage.objectBy) }),
      );
    }
    case 'closed':
      if (isFollower && (stage.because === 'accepted' || stage.because === 'withdrawn')) {
        return wording.html(`status.followed.${stage.because}`);
      }
      return stage.because === 'merged' && stage.mergedInto !== undefined
        ? wording.html('status.merged', { into: wording.code(stage.mergedInto) })
        : wording.html(`status.closed.${stage.because}`);
    default:
      return assertNever(stage);
  }
}
