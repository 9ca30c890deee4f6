package dev.ratchet.worker.web;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.DocumentRef;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps what is uploaded, and who uploaded it. */
record Documents(GatewayConfig config, GatewayPorts ports) {

    /** The request's body. */
    DocumentRef keep(Context request, String person) throws Refusal, IOException {
        Requests.announcedAtMost(request, "the document", config.documentLimit());
        try {
            return keep(request.req().getInputStream(), person);
        } catch (ContentStore.TooLargeException e) {
            Requests.drain(request);
            throw Refusal.tooLarge("the document", config.documentLimit());
        }
    }

    DocumentRef keep(byte[] bytes, String person) throws IOException {
        return keep(new ByteArrayInputStream(bytes), person);
    }

    private DocumentRef keep(InputStream bytes, String person) throws IOException {
        DocumentRef kept = ports.documents().put(config.tenant(), bytes, config.documentLimit());
        ports.approvals().uploaded(config.tenant(), kept.digest(), person);
        return kept;
    }
}
