import { createCitizenStory } from './citizen-story.js';
import { createConnectedStory } from './connected-story.js';
import type { Story } from './stage.js';
import { createWholeStory } from './whole-story.js';

/** The story that is played if none is named. */
const USUAL = 'whole';
const STORIES = [createWholeStory, createCitizenStory, createConnectedStory];

/** The story with that name, or a sentence that lists the existing ones. */
export function chooseStory(name = USUAL): Story | { readonly problem: string } {
  const stories = STORIES.map((create) => create());
  const names = stories.map((story) => story.name).join(', ');
  return (
    stories.find((story) => story.name === name) ?? {
      problem: `There is no story «${name}». There are: ${names}.`,
    }
  );
}
