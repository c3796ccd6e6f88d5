/** What those who train a digit reader and those who run one agree on. */
export const ROWS = 28;
export const COLUMNS = 28;
export const PIXELS = ROWS * COLUMNS;
export const CLASSES = 10;
/** The recurrent layer; its state goes by this name in the exported network. */
export const LAYER = 'rows_read';
