/** Languages in which buyers write, ISO 639-1, the usual ones first; names come from the browser. */
export const LANGUAGES: readonly string[] =
  'en es pt fr de ru ar zh it pl nl tr vi th id ms ja ko fa he hi bn ur uk cs hu ro el sv da fi no kk uz'.split(' ');
