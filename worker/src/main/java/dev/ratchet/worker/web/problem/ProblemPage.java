package dev.ratchet.worker.web.problem;

import dev.ratchet.worker.web.page.view.Frame;
import dev.ratchet.worker.web.page.view.ProblemView;
import dev.ratchet.worker.web.page.view.Templates;
import dev.ratchet.workflows.gateway.Problem;
import java.nio.charset.StandardCharsets;

/** A {@link Problem} as a page, for what never reached a route. It says nothing of who is signed in. */
final class ProblemPage {
    private ProblemPage() {}

    /** @param status of the answer, 400 to 599 */
    static byte[] of(int status, Problem problem) {
        return Templates.html(ProblemView.of(new Frame("Problem", null, null, 0), status, problem))
                .getBytes(StandardCharsets.UTF_8);
    }
}
