// Every page: the look, and htmx for parts that change without a reload. No inline script, no eval.
import "@tabler/core/dist/css/tabler.min.css";
import "./page.css";
import "./form.js";
import htmx from "htmx.org";

htmx.config.includeIndicatorCSS = false;
