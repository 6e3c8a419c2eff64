// Before the first paint, so that a dark desk never flashes white and an English one is never announced as Chinese. A file of its
// own because inline scripts are forbidden by the CSP. The same choices as `src/platform/theme.ts` and `src/platform/i18n.ts` make.
(function () {
  var root = document.documentElement;
  function kept(key) {
    try {
      return localStorage.getItem('tallyboard.' + key);
    } catch (e) {
      return null;
    }
  }
  var theme = kept('theme');
  var dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.classList.toggle('dark', dark);
  var locale = kept('locale');
  if (locale !== 'zh-CN' && locale !== 'en') locale = /^zh/i.test(navigator.language) ? 'zh-CN' : 'en';
  root.lang = locale;
})();
