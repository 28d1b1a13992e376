// Scripts of the shop: modules for browsers, no build, nothing evaluated.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/**", ".venv/**", "var/**", "**/vendor/**"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Use textContent or a template." },
        { property: "outerHTML", message: "Use textContent or a template." },
      ],
    },
  },
];
