package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.CaseResult;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Count;
import dev.ratchet.workflows.contract.evaluation.EvaluationResults.Measure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Results as one page that needs nothing else: no script, no picture, nothing from elsewhere. Every text is escaped. */
final class HtmlReport {
    /** Questions that are shown one by one. */
    static final int WORST = 50;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            :root { --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d0d7de; --bar: #0a58ca; --good: #1a6b34; --bad: #a40e26; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6edf3; --paper: #12161b; --quiet: #9aa4af; --line: #343b44; --bar: #6ea8fe; --good: #6fdd8b; --bad: #ff8a94; }
            }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 60rem;
              padding: 1rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
            td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
            .track { position: relative; height: .7rem; min-width: 8rem; background: var(--line); border-radius: .35rem; }
            .range { position: absolute; height: 100%; background: var(--bar); border-radius: .35rem; min-width: 3px; }
            .quiet { color: var(--quiet); }
            .yes { color: var(--good); font-weight: 600; } .no { color: var(--bad); font-weight: 600; }
            article { border-top: 1px solid var(--line); padding: .8rem 0; } article h3 { font-size: 1rem; margin: 0 0 .3rem; }
            ol, ul { margin: .2rem 0; padding-left: 1.5rem; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0; }
            </style>
            """;

    private final EvaluationResults results;
    private final UnaryOperator<String> names;
    private final StringBuilder page = new StringBuilder(HEAD);

    /** @param names of documents by their ids */
    private HtmlReport(EvaluationResults results, UnaryOperator<String> names) {
        this.results = results;
        this.names = names;
    }

    static String of(EvaluationResults results, UnaryOperator<String> names) {
        return new HtmlReport(results, names).page();
    }

    private String page() {
        line("<title>", results.name(), "</title>\n</head>\n<body>\n<main>");
        line("<h1>", results.name(), "</h1>");
        facts();
        if (!results.measures().isEmpty()) {
            measures(results.measures());
        }
        if (!results.counts().isEmpty()) {
            counts(results.counts());
        }
        worst();
        page.append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private void line(String before, String text, String after) {
        page.append(before).append(escaped(text)).append(after).append('\n');
    }

    private void facts() {
        page.append("<dl>\n");
        fact("Measured", results.kind() == Kind.RETRIEVAL ? "retrieval" : "answers");
        fact("Questions", results.cases().size() + " of " + results.asked());
        if (results.stopped() != null) {
            fact("Stopped", results.stopped().why());
        }
        fact("Configuration", results.configuration());
        fact("Compared", results.semantic() ? "words and meaning" : "words alone");
        results.versions().forEach(version -> fact("Version", version));
        fact("Run", results.run());
        page.append("</dl>\n");
    }

    private void fact(String label, String text) {
        line("<dt class=quiet>", label, "</dt>");
        line("<dd>", text, "</dd>");
    }

    private void measures(List<Measure> measures) {
        page.append("<h2>Measures</h2>\n<p class=quiet>Means over questions, with 95 % intervals of a bootstrap.</p>\n")
                .append(
                        "<div class=wide tabindex=0 role=region aria-label=Measures><table>\n<thead><tr><th scope=col>Measure<th")
                .append(
                        " scope=col>Mean<th scope=col>95 %<th scope=col>Questions<th scope=col>From 0 to 1</tr></thead>\n<tbody>\n");
        for (Measure each : measures) {
            line("<tr><th scope=row>", each.name(), "");
            line("<td class=number>", number(each.mean()), "");
            line("<td class=number>", number(each.low()) + " to " + number(each.high()), "");
            line("<td class=number>", String.valueOf(each.questions()), "");
            page.append("<td>");
            if (each.high() <= 1 && each.low() >= 0) {
                page.append(String.format(
                        Locale.ROOT,
                        "<div class=track><div class=range style=\"left:%.1f%%;width:%.1f%%\"></div></div>",
                        each.low() * 100,
                        (each.high() - each.low()) * 100));
            }
            page.append("</tr>\n");
        }
        page.append("</tbody></table></div>\n");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 && value != 0 ? "%.6f" : "%.3f", value);
    }

    private void counts(List<Count> counts) {
        page.append("<h2>Counts</h2>\n<table>\n<tbody>\n");
        for (Count each : counts) {
            line("<tr><th scope=row>", each.name(), "");
            line("<td class=number>", each.text(), "</tr>");
        }
        page.append("</tbody></table>\n");
    }

    private void worst() {
        List<CaseResult> worst = Totals.worst(results.kind(), results.cases(), WORST);
        line("<h2>", "The worst " + worst.size(), "</h2>");
        worst.forEach(this::shown);
    }

    private void shown(CaseResult of) {
        line("<article>\n<h3>", of.id() + ": " + of.question(), "</h3>");
        page.append("<p class=quiet>");
        for (String name : Totals.names(results.kind())) {
            if (of.values().containsKey(name)) {
                page.append(escaped(name + " " + number(of.values().get(name)))).append("; ");
            }
        }
        page.append("</p>\n");
        if (of.outcome() != null) {
            line("<p>Outcome: ", of.outcome() + (of.abstain() ? "; the library does not answer it" : ""), "</p>");
        }
        page.append(of.outcome() == null ? "<p>Found:</p>\n" : "<p>Cited:</p>\n");
        found(of);
        List<String> missed = of.wanted().entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !of.found().contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (!missed.isEmpty()) {
            page.append("<p>Wanted, and not among these:</p>\n<ul>\n");
            missed.stream().limit(20).forEach(each -> line("<li>", document(each) + grade(of, each), ""));
            if (missed.size() > 20) {
                line("<li class=quiet>", "and " + (missed.size() - 20) + " more", "");
            }
            page.append("</ul>\n");
        }
        page.append("</article>\n");
    }

    private void found(CaseResult of) {
        if (of.found().isEmpty()) {
            page.append("<p class=quiet>nothing</p>\n");
            return;
        }
        page.append("<ol>\n");
        for (String each : of.found()) {
            boolean wanted = of.wanted().getOrDefault(each, 0) > 0;
            page.append("<li>").append(escaped(document(each)));
            page.append(wanted ? " <span class=yes>wanted</span>" : " <span class=no>not wanted</span>");
            page.append(escaped(wanted ? grade(of, each) : "")).append('\n');
        }
        page.append("</ol>\n");
    }

    private static String grade(CaseResult of, String document) {
        int grade = of.wanted().getOrDefault(document, 0);
        return grade == 1 ? "" : ", grade " + grade;
    }

    private String document(String id) {
        String name = names.apply(id);
        return name.equals(id) ? id : name + " (" + id + ")";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
