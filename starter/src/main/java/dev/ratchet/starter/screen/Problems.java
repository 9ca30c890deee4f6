package dev.ratchet.starter.screen;

import dev.ratchet.workflows.gateway.Problem;
import java.util.List;

/** What is wrong with something that was sent, a line for each problem. */
public final class Problems {
    private Problems() {}

    /** @param source what was sent, such as the name of a file */
    public static List<String> lines(String source, List<Problem.AtLine> problems) {
        return problems.stream().map(problem -> line(source, problem)).toList();
    }

    /** {@code file.yaml:7: orders[0].total is text}; without the line or the field when there is none. */
    private static String line(String source, Problem.AtLine problem) {
        String place = problem.line() > 0 ? source + ":" + problem.line() : source;
        return Tables.plain(place + ": " + (problem.field().isBlank() ? "" : problem.field() + " ") + problem.why());
    }
}
