package dev.ratchet.bench;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Became;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Item;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Opening;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow.Page;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.UUID;

/** One batch of the product, open for pages. */
final class InvoiceBatches {
    private final InvoiceBatchWorkflow batch;
    private final WorkflowExecution first;
    private final Pager pager;
    private final int soon;
    private int pages;

    /** @param lanes beside each other; with several, {@code submit} has too little uploaded to name what comes soon */
    InvoiceBatches(WorkflowClient client, Pager pager, int lanes) {
        String id = InvoiceBatchWorkflow.workflowId(Uploads.TENANT, "bench-" + UUID.randomUUID());
        InvoiceBatchWorkflow started = client.newWorkflowStub(
                InvoiceBatchWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                        .build());
        this.first = WorkflowClient.start(started::run, Opening.of(Uploads.TENANT, Uploads.SUBMITTER, false));
        this.batch = client.newWorkflowStub(InvoiceBatchWorkflow.class, id);
        this.pager = pager;
        this.soon = lanes == 1 ? InvoiceBatchWorkflow.SOON : 0;
    }

    WorkflowExecution first() {
        return first;
    }

    /** Answers when every one of them is booked. */
    void book(List<DocumentRef> documents) throws InterruptedException {
        int before = pages;
        pages += pager.send(documents, InvoiceBatchWorkflow.PAGE, pages + 1, (number, page) -> {
            List<Item> items =
                    page.stream().map(document -> new Item(document, "sample.xml")).toList();
            for (Became became : batch.take(new Page(number, items, soon(documents, number - before))).documents()) {
                if (became.standing() != Standing.POSTED) {
                    throw new IllegalStateException("should be posted: " + became);
                }
            }
        });
    }

    /** As {@code submit} does: of the page that is sent when this one is answered. */
    private List<DocumentRef> soon(List<DocumentRef> documents, int page) {
        int from = (page - 1 + InvoiceBatchWorkflow.PAGES_IN_FLIGHT) * InvoiceBatchWorkflow.PAGE;
        return documents.stream().skip(from).limit(soon).toList();
    }

    void finish() {
        batch.finish();
    }
}
