// What stands in the page's head beside the names of the pages: the theme, and the sheet of keys.
import { element } from "./dom.ts";
import { showKeys } from "./keys.ts";
import { applyTheme, chosenTheme, keepTheme, type Theme } from "./themes.ts";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const NAMES: Record<Theme, string> = { system: "Auto", light: "Light", dark: "Dark" };

export function startTools(): void {
  const place = document.querySelector("header.site .tools");
  if (!place) return;
  const keys = element("button", { type: "button", id: "keys-button", "aria-label": "Keyboard shortcuts", title: "Keyboard shortcuts (?)" }, "?");
  keys.addEventListener("click", showKeys);
  place.append(themeButton(), keys);
}

function themeButton(): HTMLButtonElement {
  const button = element("button", { type: "button", id: "theme-button" });
  const label = (): void => {
    const theme = chosenTheme();
    button.textContent = NAMES[theme];
    button.setAttribute("aria-label", `Theme: ${NAMES[theme]}. Change to ${NAMES[NEXT[theme]]}.`);
    button.title = "Light, dark, or as the system has it";
  };
  button.addEventListener("click", () => {
    const theme = NEXT[chosenTheme()];
    keepTheme(theme);
    applyTheme(theme);
    label();
  });
  label();
  return button;
}
