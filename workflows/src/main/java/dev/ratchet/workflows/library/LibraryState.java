package dev.ratchet.workflows.library;

import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.library.LibraryActivities.Cut;
import dev.ratchet.workflows.contract.library.LibraryActivities.Task;
import dev.ratchet.workflows.contract.library.LibraryActivities.Text;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.library.LibraryAction.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows. Absent facts are not known yet.
 *
 * @param intake the request as it was uploaded
 * @param text with the version that it makes
 * @param cut its passages
 */
record LibraryState(
        Phase phase,
        DocumentRef intake,
        LibraryRequest request,
        @Nullable Text text,
        @Nullable Cut cut,
        @Nullable Outcome outcome) {

    /** Where a run stands, and the allowed-table: what may be proposed there. */
    enum Phase {
        RECEIVED(Kind.EXTRACT_TEXT),
        EXTRACTED(Kind.CUT_PASSAGES),
        CUT(Kind.INDEX_PASSAGES),
        INDEXED(Kind.PUBLISH_VERSION),
        ENDED();

        private final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }

        List<Kind> legal() {
            return legal;
        }
    }

    static LibraryState received(DocumentRef intake, LibraryRequest request) {
        return new LibraryState(Phase.RECEIVED, intake, request, null, null, null);
    }

    Task task(RunRef run) {
        return new Task(run, intake);
    }

    LibraryState extracted(Text found) {
        return new LibraryState(Phase.EXTRACTED, intake, request, found, null, null);
    }

    LibraryState cut(Cut passages) {
        return new LibraryState(Phase.CUT, intake, request, text, passages, null);
    }

    LibraryState indexed() {
        return new LibraryState(Phase.INDEXED, intake, request, text, cut, null);
    }

    LibraryState ended(Outcome how) {
        return new LibraryState(Phase.ENDED, intake, request, text, cut, how);
    }
}
