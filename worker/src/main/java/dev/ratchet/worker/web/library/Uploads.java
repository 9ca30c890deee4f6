package dev.ratchet.worker.web.library;

import dev.ratchet.activities.library.Library;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.gateway.library.DocumentUpload;
import dev.ratchet.workflows.gateway.library.DocumentUpload.State;
import dev.ratchet.workflows.library.LibraryWorkflow;
import org.jspecify.annotations.Nullable;

/** Uploads as people are shown them. */
final class Uploads {
    private Uploads() {}

    /** Of bytes that are the current version already. */
    static DocumentUpload ready(TenantId tenant, Digest upload, Library.Shelved current) {
        return new DocumentUpload(
                upload.hex(),
                current.version().document(),
                current.name(),
                current.version().version(),
                RunRef.workflowId(LibraryWorkflow.AGENT, tenant, upload),
                State.READY,
                null,
                null);
    }

    static DocumentUpload of(TenantId tenant, Digest upload, LibraryRequest request, RunNow run) {
        State state = state(run);
        boolean broken = state == State.REFUSED || state == State.FAILED;
        return new DocumentUpload(
                upload.hex(),
                request.document(tenant),
                request.name(),
                state == State.READY ? version(run.receipt()) : null,
                RunRef.workflowId(LibraryWorkflow.AGENT, tenant, upload),
                state,
                broken ? run.code() : null,
                broken ? run.why() : null);
    }

    private static State state(RunNow run) {
        return switch (run.status()) {
            case RUNNING, WAITING -> State.RUNNING;
            case DONE, DUPLICATE -> State.READY;
            case REFUSED -> State.REFUSED;
            case FAILED -> State.FAILED;
        };
    }

    /** Its receipt names document and version. */
    private static @Nullable Integer version(@Nullable Receipt receipt) {
        return receipt == null
                ? null
                : Integer.valueOf(receipt.id().substring(receipt.id().indexOf('/') + 1));
    }
}
