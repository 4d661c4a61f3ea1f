// The theme that is drawn in, and the key that changes it.
import {type Theme, themes} from '../../core/deck-settings.ts';
import {noticed, type Step, type Ui} from '../ui.ts';

/** What was chosen on the screen holds until the configuration says something else. */
export function themeOf({theme, chosenTheme}: Pick<Ui, 'theme' | 'chosenTheme'>): Theme {
  return chosenTheme?.over === theme ? chosenTheme.chosen : theme;
}

export function themeChanged(ui: Ui, nowMs: number): Step {
  const chosen = themes[(themes.indexOf(themeOf(ui)) + 1) % themes.length] ?? ui.theme;
  return {
    ui: noticed({...ui, chosenTheme: {chosen, over: ui.theme}}, `theme: ${words[chosen]}`, 'plain', nowMs),
    acts: [],
  };
}

const words: Readonly<Record<Theme, string>> = {
  terminal: "terminal, the terminal's own sixteen colours",
  dark: 'dark, for a dark ground',
  light: 'light, for a light ground',
  contrast: 'contrast, nothing faint',
};
