package dev.ratchet.starter;

import dev.ratchet.workflows.gateway.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for is refused; the message says why in one sentence. Exit code 1. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final transient List<Problem.AtLine> problems;

    Refused(String code, String why) {
        this(code, why, null);
    }

    Refused(String code, String why, @Nullable List<Problem.AtLine> problems) {
        super(why);
        this.code = code;
        this.problems = problems == null ? List.of() : List.copyOf(problems);
    }

    String code() {
        return code;
    }

    List<Problem.AtLine> problems() {
        return problems;
    }
}
