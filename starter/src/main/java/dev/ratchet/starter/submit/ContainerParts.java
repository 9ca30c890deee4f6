package dev.ratchet.starter.submit;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.DocumentKept.Contents;
import dev.ratchet.workflows.gateway.DocumentKept.LeftOut;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the parts of a container that was submitted.
 *
 * @param file of the container, as its results name it
 * @param name of the container, for display
 */
record ContainerParts(String file, String name, Contents contents) {
    private static final String NO_DOCUMENT = "NO_DOCUMENT";

    /** A document to submit. */
    record Inner(String file, String name, DocumentRef document, Container from) {}

    List<Inner> documents() {
        return contents.documents().stream()
                .map(each -> new Inner(
                        file + "/" + each.from().path(),
                        name + "/" + each.from().path(),
                        each.document(),
                        each.from()))
                .toList();
    }

    /** Of what no run is started; of a container in which nothing can be an invoice, that very fact. */
    List<SubmitResult> others() {
        List<SubmitResult> others = new ArrayList<>();
        for (LeftOut part : contents.leftOut()) {
            others.add(SubmitResult.withoutRun(
                    file + "/" + part.path(),
                    part.kind() == LeftOut.Kind.SKIPPED ? SubmitOutcome.SKIPPED : SubmitOutcome.REFUSED,
                    part.code(),
                    part.why()));
        }
        if (contents.documents().isEmpty()
                && others.stream().allMatch(each -> each.outcome() == SubmitOutcome.SKIPPED)) {
            others.add(SubmitResult.withoutRun(
                    file,
                    SubmitOutcome.REFUSED,
                    NO_DOCUMENT,
                    "nothing in it can be an invoice; attach the invoice itself"));
        }
        return others;
    }
}
