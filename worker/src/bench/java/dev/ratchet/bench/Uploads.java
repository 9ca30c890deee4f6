package dev.ratchet.bench;

import dev.ratchet.activities.masterdata.MasterData.InvalidMasterData;
import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Hands in valid invoices, each another one, as the gateway does. */
final class Uploads {
    static final TenantId TENANT = TenantId.DEFAULT;
    static final String SUBMITTER = "anna.behrens";
    private static final String CONTROLLER = "miriam.falk";

    private final GatewayPorts ports;
    private final IntFunction<byte[]> invoices;
    private final AtomicInteger last = new AtomicInteger();

    /** The product's own samples: small, and quickly read. */
    Uploads(Capabilities capabilities) {
        this(capabilities.gatewayPorts(Optional::empty), SampleInvoices::ubl);
    }

    /** @param invoices each number's, from 1 */
    Uploads(GatewayPorts ports, IntFunction<byte[]> invoices) {
        this.ports = ports;
        this.invoices = invoices;
    }

    GatewayPorts ports() {
        return ports;
    }

    Uploads withDemoSuppliers() {
        return with(DemoInbox.masterData());
    }

    Uploads with(String masterData) {
        load(ports, masterData);
        return this;
    }

    /** In force when this returns; what needs a second person is confirmed by a person of the demo. */
    static void load(GatewayPorts ports, String masterData) {
        try {
            Change change = ports.masterData().load(TENANT, SUBMITTER, masterData).change();
            if (change.event() == Change.Event.HELD) {
                ports.masterData().confirm(TENANT, change.number(), change.rowHash(), CONTROLLER);
            }
        } catch (InvalidMasterData | NotConfirmed e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts on record who brought in what a toy's run is started with. */
    int toy(int item) {
        ports.approvals().uploaded(TENANT, Toy.intake(item).digest(), SUBMITTER);
        return item;
    }

    DocumentRef next() {
        try {
            DocumentRef document = ports.documents().put(TENANT, invoices.apply(last.incrementAndGet()));
            ports.approvals().uploaded(TENANT, document.digest(), SUBMITTER);
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<DocumentRef> next(int many) {
        List<DocumentRef> documents = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            documents.add(next());
        }
        return documents;
    }
}
