package dev.ratchet.starter.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.starter.batch.BatchName;
import dev.ratchet.starter.batch.BatchSender;
import dev.ratchet.starter.batch.BatchSender.BatchEnded;
import dev.ratchet.starter.batch.BatchType;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.DaemonThreads;
import dev.ratchet.starter.command.Refused;
import dev.ratchet.starter.gateway.ActingPerson;
import dev.ratchet.starter.gateway.GatewayClient;
import dev.ratchet.starter.temporal.TemporalConnection;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.gateway.IntakeKept;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Whoami;
import dev.ratchet.workflows.library.LibraryBatchWorkflow;
import dev.ratchet.workflows.library.LibraryWorkflow;
import io.temporal.client.WorkflowUpdateStage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Many documents as one batch, which Temporal keeps: whoever knows its name sees how far it is, and what it has taken goes on when
 * this is broken off. A page is answered when its documents are in the library or refused, so a few pages are in flight.
 */
final class DocumentBatch implements AutoCloseable {
    private static final BatchType TYPE = new BatchType(LibraryBatchWorkflow.TYPE, LibraryWorkflow.TASK_QUEUE);
    private static final int PAGE = 20;
    private static final int IN_FLIGHT = 4;

    private final GatewayClient gateway;
    private final TemporalConnection temporal;
    private final String submitter;
    private final BatchName name;
    private final BatchSender batch;
    private final Consumer<DocumentResult> results;
    private final ExecutorService pages = Executors.newFixedThreadPool(IN_FLIGHT, DaemonThreads.named("pages"));
    private final Deque<Future<List<DocumentResult>>> sent = new ArrayDeque<>();

    /** A document that the gateway keeps. */
    private record Kept(DocumentFile file, Item item) {}

    private DocumentBatch(
            GatewayClient gateway,
            TemporalConnection temporal,
            Whoami whoami,
            String submitter,
            Consumer<DocumentResult> results) {
        this.gateway = gateway;
        this.temporal = temporal;
        this.submitter = submitter;
        this.results = results;
        this.name = BatchName.fresh(whoami.tenant(), Instant.now(), RandomGenerator.getDefault());
        // what was brought in before is known to the library, and may have become an older version since
        Opening opening = Opening.of(whoami.tenant(), submitter, true);
        this.batch = new BatchSender(temporal, TYPE, name.workflowId(), opening);
    }

    /**
     * Starts the batch.
     *
     * @param results told of each document, by the thread that sends
     */
    static DocumentBatch open(
            CommandContext here, GatewayClient gateway, @Nullable String as, Consumer<DocumentResult> results) {
        Whoami whoami = gateway.whoami();
        String submitter = ActingPerson.of(whoami, as);
        DocumentBatch batch = new DocumentBatch(gateway, TemporalConnection.open(here), whoami, submitter, results);
        batch.batch.open();
        return batch;
    }

    String name() {
        return name.name();
    }

    void send(List<DocumentFile> files) {
        try {
            List<Kept> page = new ArrayList<>();
            for (DocumentFile file : files) {
                Kept kept = kept(file);
                if (kept != null) {
                    page.add(kept);
                }
                if (page.size() == PAGE) {
                    submit(List.copyOf(page));
                    page.clear();
                }
            }
            if (!page.isEmpty()) {
                submit(List.copyOf(page));
            }
            while (!sent.isEmpty()) {
                answer();
            }
            batch.finish(WorkflowUpdateStage.COMPLETED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(
                    "INTERRUPTED",
                    "interrupted; what was taken goes on, and 'ratchet batch " + name.name() + "' shows how far it is");
        }
    }

    /** Empty when it is told already that it is not. */
    private @Nullable Kept kept(DocumentFile file) {
        try {
            DocumentRef content = gateway.uploadWhole(file.file(), submitter).document();
            ObjectNode request = Json.mapper().createObjectNode();
            request.put(
                    "name",
                    Normalizer.normalize(file.name(), Normalizer.Form.NFC).strip());
            request.put("content", content.digest().hex());
            request.put("bytes", content.bytes());
            IntakeKept intake = gateway.intake(
                    LibraryWorkflow.AGENT,
                    BodyPublishers.ofString(Json.mapper().writeValueAsString(request)),
                    submitter);
            return new Kept(file, new Item(intake.intake(), file.name(), null, intake.input()));
        } catch (IOException e) {
            results.accept(DocumentResult.refused(file, "UNREADABLE", "the file cannot be read"));
        } catch (Refused e) {
            results.accept(DocumentResult.refused(file, e.code(), String.valueOf(e.getMessage())));
        }
        return null;
    }

    private void submit(List<Kept> page) throws InterruptedException {
        int number = batch.admit();
        sent.add(pages.submit(() -> told(number, page)));
        if (sent.size() == IN_FLIGHT) {
            answer();
        }
    }

    private List<DocumentResult> told(int number, List<Kept> page) throws InterruptedException {
        List<DocumentResult> told = new ArrayList<>();
        try {
            var answers = batch.submit(
                            new Page(number, page.stream().map(Kept::item).toList()))
                    .documents();
            for (int at = 0; at < page.size(); at++) {
                told.add(DocumentResult.of(page.get(at).file(), answers.get(at)));
            }
        } catch (BatchEnded e) {
            page.forEach(
                    each -> told.add(DocumentResult.refused(each.file(), e.code(), String.valueOf(e.getMessage()))));
        }
        return told;
    }

    private void answer() throws InterruptedException {
        try {
            sent.removeFirst().get().forEach(results);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pages.shutdownNow();
        temporal.close();
    }
}
