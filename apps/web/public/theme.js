// Before the first paint, so that a dark desk never flashes white. A file of its own because inline scripts are forbidden by the CSP.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('tallyboard.theme');
  } catch (e) {
    /* storage may be shut */
  }
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.classList.toggle('dark', dark);
})();
