/** The few rules a machine can keep better than a reader; formatting is Prettier's. */
import vue from "eslint-plugin-vue";
import accessibility from "eslint-plugin-vuejs-accessibility";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "dev-dist", "src/core/api.d.ts"] },
  ts.configs.recommended,
  vue.configs["flat/recommended"],
  accessibility.configs["flat/recommended"],
  {
    files: ["**/*.vue"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      "no-undef": "off", // TypeScript knows better
      "max-lines": ["error", { max: 200, skipBlankLines: true }],
      "no-console": "error",
      eqeqeq: "error",
      "vue/multi-word-component-names": "off", // pages and pieces are named for what they show
      "vue/max-attributes-per-line": "off", // Prettier's
      "vue/singleline-html-element-content-newline": "off", // Prettier's
      "vue/html-self-closing": "off", // Prettier's
      "vue/html-indent": "off", // Prettier's
      "vue/html-closing-bracket-newline": "off", // Prettier's
      "vue/multiline-html-element-content-newline": "off", // Prettier's
      "vue/require-default-prop": "off", // an optional prop is undefined, and its type says so
      // A label either wraps its input or names it; both are fine.
      "vuejs-accessibility/label-has-for": ["error", { required: { some: ["nesting", "id"] } }],
    },
  },
);
