/**
 * Set the chosen colour scheme before the first paint; without a choice the system's is taken.
 * The admin area writes the choice (src/admin/app/color-scheme.ts).
 */
(function () {
  try {
    const scheme = localStorage.getItem('cc-theme');
    if (scheme === 'light' || scheme === 'dark') {
      document.documentElement.dataset.theme = scheme;
      document.documentElement.dataset.mantineColorScheme = scheme;
    }
  } catch {
    // Storage may be closed to the page; then the system's scheme stands.
  }
})();
