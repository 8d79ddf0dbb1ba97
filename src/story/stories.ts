import { createCitizenStory } from './citizen-story.js';
import type { Whereabouts } from './city-client.js';
import { createConnectedStory } from './connected-story.js';
import type { Story } from './stage.js';
import { createWholeStory } from './whole-story.js';

/** Where stories are played: on which messenger the citizens are, and on which the staff. */
const PLACES: Readonly<Record<string, Whereabouts>> = {
  telegram: { citizen: 'telegram', staff: 'telegram' },
  bale: { citizen: 'bale', staff: 'bale' },
  mixed: { citizen: 'bale', staff: 'telegram' },
};

/** The story that is played if none is named. */
const USUAL = 'whole';
const STORIES = [createWholeStory, createCitizenStory, createConnectedStory];

/** A story to play, and where. */
interface Choice {
  readonly story: Story;
  readonly whereabouts: Whereabouts;
}

/**
 * The story with that name and the place with that one, or a sentence that lists the existing ones. The name of a place
 * alone means the usual story there.
 */
export function chooseStory(name = USUAL, place?: string): Choice | { readonly problem: string } {
  if (place === undefined && Object.hasOwn(PLACES, name)) return chooseStory(USUAL, name);
  const stories = STORIES.map((create) => create());
  const story = stories.find((one) => one.name === name);
  const whereabouts = PLACES[place ?? 'telegram'];
  if (story === undefined)
    return {
      problem: listOf(
        'story',
        name,
        stories.map((one) => one.name),
      ),
    };
  if (whereabouts === undefined) return { problem: listOf('place', place ?? '', Object.keys(PLACES)) };
  return { story, whereabouts };
}

function listOf(what: string, name: string, names: readonly string[]): string {
  return `There is no ${what} «${name}». There are: ${names.join(', ')}.`;
}
