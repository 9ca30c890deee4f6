package dev.ratchet.worker.web.request;

import dev.ratchet.workflows.gateway.Problem;
import java.util.Collection;

/** A request that is answered with a {@link Problem}. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient Problem problem;

    public Refusal(int status, Problem problem) {
        super(problem.why());
        this.status = status;
        this.problem = problem;
    }

    public static Refusal badRequest(String why) {
        return new Refusal(400, Problem.of(Problem.BAD_REQUEST, why));
    }

    public static Refusal tooLarge(String what, long cap) {
        return new Refusal(
                413, Problem.of(Problem.TOO_LARGE, what + " has more than " + cap + " bytes, the most taken here"));
    }

    public static Refusal unknownAgent(String name, Collection<String> agents) {
        return new Refusal(
                404,
                Problem.of(
                        Problem.UNKNOWN_AGENT,
                        "there is no agent '" + name + "'; there are " + String.join(", ", agents)));
    }

    public static Refusal noRun(String workflowId) {
        return new Refusal(404, Problem.of(Problem.NOT_FOUND, "there is no run '" + workflowId + "' to ask"));
    }

    public int status() {
        return status;
    }

    public Problem problem() {
        return problem;
    }
}
