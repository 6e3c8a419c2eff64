/** Injection token of the settings, which are plain data. */
export const CONFIG = Symbol('config');
