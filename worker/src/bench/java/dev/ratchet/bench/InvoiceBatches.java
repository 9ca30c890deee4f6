package dev.ratchet.bench;

import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.batch.BatchWorkflow.Page;
import dev.ratchet.workflows.batch.BatchWorkflow.Opening;
import dev.ratchet.workflows.batch.BatchWorkflow.Item;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
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
    private int pages;

    InvoiceBatches(WorkflowClient client, Pager pager) {
        String id = BatchWorkflow.workflowId(Uploads.TENANT, "bench-" + UUID.randomUUID());
        InvoiceBatchWorkflow started = client.newWorkflowStub(
                InvoiceBatchWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                        .build());
        this.first = WorkflowClient.start(started::run, Opening.of(Uploads.TENANT, Uploads.SUBMITTER, false));
        this.batch = client.newWorkflowStub(InvoiceBatchWorkflow.class, id);
        this.pager = pager;
    }

    WorkflowExecution first() {
        return first;
    }

    /** Answers when every one of them is booked. */
    void book(List<DocumentRef> documents) throws InterruptedException {
        pages += pager.send(documents, BatchWorkflow.PAGE, pages + 1, (number, page) -> {
            List<Item> items =
                    page.stream().map(document -> new Item(document, "sample.xml")).toList();
            for (RunResult result : batch.submit(new Page(number, items)).documents()) {
                if (result.status() != RunStatus.DONE) {
                    throw new IllegalStateException("should be posted: " + result);
                }
            }
        });
    }

    void finish() {
        batch.finish();
    }
}
