package dev.ratchet.starter.command;

import dev.ratchet.workflows.gateway.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request is refused. The message says why in one sentence. Exit code 1. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;
    private final transient List<Problem.AtLine> problems;

    public Refused(String code, String why) {
        this(code, why, null);
    }

    public Refused(String code, String why, @Nullable List<Problem.AtLine> problems) {
        super(why);
        this.code = code;
        this.problems = problems == null ? List.of() : List.copyOf(problems);
    }

    public String code() {
        return code;
    }

    public List<Problem.AtLine> problems() {
        return problems;
    }
}
