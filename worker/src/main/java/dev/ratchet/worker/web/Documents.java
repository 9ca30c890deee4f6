package dev.ratchet.worker.web;

import dev.ratchet.activities.content.SpooledBody;
import dev.ratchet.workflows.contract.DocumentRef;
import io.javalin.http.Context;
import java.io.IOException;

/** Keeps what is uploaded, and who uploaded it. */
record Documents(GatewayConfig config, GatewayPorts ports) {

    /** The request's body. */
    DocumentRef keep(Context request, String person) throws Refusal, IOException {
        SpooledBody body = Requests.body(request, "the document", config.documentLimit());
        return kept(ports.documents().put(config.tenant(), body), person);
    }

    DocumentRef keep(byte[] bytes, String person) throws IOException {
        return kept(ports.documents().put(config.tenant(), bytes), person);
    }

    private DocumentRef kept(DocumentRef document, String person) {
        ports.approvals().uploaded(config.tenant(), document.digest(), person);
        return document;
    }
}
