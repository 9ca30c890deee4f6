package dev.ratchet.worker.web;

import dev.ratchet.activities.containers.ContainerReader;
import dev.ratchet.activities.containers.Opened;
import dev.ratchet.activities.containers.Reason;
import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.worker.web.request.Refusal;
import dev.ratchet.worker.web.request.Requests;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.DocumentKept;
import dev.ratchet.workflows.gateway.Problem;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Keeps what is uploaded, and who uploaded it. */
public final class Documents {
    /** Containers that are taken apart at once: each may come to a hundred megabytes on the disk meanwhile. */
    private static final int OPENED_AT_ONCE = 4;

    private final GatewayConfig config;
    private final GatewayPorts ports;
    private final ContainerReader containers;
    private final Semaphore opening = new Semaphore(OPENED_AT_ONCE);

    public Documents(GatewayConfig config, GatewayPorts ports) {
        this.config = config;
        this.ports = ports;
        this.containers = new ContainerReader(Math.min(config.documentLimit(), DocumentReader.MOST_BYTES));
    }

    /** The request's body. */
    public DocumentRef keep(Context request, String person) throws Refusal, IOException {
        return keep(body(request), person);
    }

    public DocumentRef keep(byte[] bytes, String person) throws IOException {
        return kept(ports.documents().put(config.tenant(), bytes), person);
    }

    /** The request's body, and each document in it when it is a container. Nothing is on record when that cannot be opened. */
    DocumentKept keepAll(Context request, String person) throws Refusal, IOException {
        SpooledBody body = body(request);
        Opened opened = ContainerReader.isContainer(body) ? opened(request, body) : null;
        DocumentRef document = keep(body, person);
        if (opened != null) {
            opened.documents().forEach(each -> kept(each.document(), person));
        }
        return DocumentKept.of(document, opened == null ? null : Shown.contents(opened));
    }

    private @Nullable Opened opened(Context request, SpooledBody body) throws Refusal, IOException {
        if (!opening.tryAcquire()) {
            request.header("Retry-After", "1");
            throw new Refusal(
                    503, Problem.of(Problem.BUSY, OPENED_AT_ONCE + " containers are being taken apart; come again"));
        }
        try {
            return containers
                    .open(body, document -> ports.documents().put(config.tenant(), document))
                    .orElse(null);
        } catch (Reason.Unopened e) {
            throw new Refusal(422, Problem.of(e.reason().name(), e.why()));
        } finally {
            opening.release();
        }
    }

    private SpooledBody body(Context request) throws Refusal, IOException {
        return Requests.body(request, "the document", config.documentLimit());
    }

    private DocumentRef keep(SpooledBody body, String person) throws IOException {
        return kept(ports.documents().put(config.tenant(), body), person);
    }

    private DocumentRef kept(DocumentRef document, String person) {
        ports.approvals().uploaded(config.tenant(), document.digest(), person);
        return document;
    }
}
