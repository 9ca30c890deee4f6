package dev.ratchet.worker.web.page.view;

import dev.ratchet.workflows.gateway.Problem;
import java.util.List;

/**
 * @param headline a few words
 * @param why a sentence that says what would be right
 * @param code by which others speak of it
 * @param more one line for each part that is wrong
 */
public record ProblemView(Frame frame, String headline, String why, String code, List<String> more) implements View {
    public ProblemView {
        more = List.copyOf(more);
    }

    /** @param status of the answer, 400 to 599 */
    public static ProblemView of(Frame frame, int status, Problem problem) {
        List<Problem.AtLine> lines = problem.problems() == null ? List.of() : problem.problems();
        return new ProblemView(
                frame,
                headline(status),
                Sentence.of(problem.why()),
                problem.code(),
                lines.stream().map(Problem.AtLine::why).toList());
    }

    private static String headline(int status) {
        return switch (status) {
            case 401, 403, 421 -> "You may not do that";
            case 404 -> "There is nothing here";
            case 410 -> "This is not in the library any more";
            case 408, 429 -> "Not now";
            case 413 -> "That is too much";
            case 503 -> "Ratchet cannot do that now";
            default -> status < 500 ? "That was not understood" : "Something went wrong";
        };
    }

    @Override
    public String template() {
        return "problem.jte";
    }
}
