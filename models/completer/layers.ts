/** The recurrent layers, first to last; their states go by these names in the exported network. */
export const LAYERS = ['lower', 'upper'] as const;
