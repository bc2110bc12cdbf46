// Runs before the first paint, so that a page never flashes in the other theme.
import { applyTheme, chosenTheme } from "./themes.ts";

applyTheme(chosenTheme());
