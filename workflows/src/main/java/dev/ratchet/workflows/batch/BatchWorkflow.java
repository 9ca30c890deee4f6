package dev.ratchet.workflows.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many documents of one agent, page by page. What is simple is done here, by the same agent, gate and effects as in a run of
 * its own; everything else gets a run of its own, so that nothing slow holds up the page behind it. An agent's batch extends
 * it with its workflow method, which takes an {@link Opening} and returns a {@link Tally}.
 *
 * <p>The submitter keeps a few pages in flight and is told the result of each; that is all the back-pressure there is. Effects
 * happen in the order in which the pages arrive. Cancelling the workflow lets the pages finish that it has begun. It ends when
 * it is told to {@link #finish}, when it is cancelled, or when no page has come for a quarter of an hour.
 */
@WorkflowInterface
public interface BatchWorkflow {

    /** Most documents on a page. */
    int PAGE = BatchActivities.MOST;

    /**
     * Most pages that may be in flight; one more is refused with {@link #TOO_FAST}. Temporal takes ten updates of a run at
     * once, and the tenth is {@link #finish}. They are also what one workflow task holds, and so what a worker that is
     * killed may have done in vain.
     */
    int PAGES_IN_FLIGHT = 9;

    /** How a refusal begins when too many pages are in flight: send it again when one has been answered. */
    String TOO_FAST = "TOO_FAST";

    /** How a refusal begins when the batch is about to continue as new: send the page again at once. */
    String MOVING = "MOVING";

    /** Type of the failure of a page that the batch was cancelled before. */
    String CANCELLED = "BATCH_CANCELLED";

    /** Code of a document whose very bytes were done before. */
    String SAME_DOCUMENT = "SAME_DOCUMENT";

    /** @param name chosen by the submitter, unique for each batch */
    static String workflowId(TenantId tenant, String name) {
        return "batch/" + tenant + "/" + name;
    }

    /**
     * Answers when every document of the page has reached a decision or has a run of its own, as {@link OwnRuns} says. The same page sent twice is
     * answered twice alike and done once. A page that cannot be worked on fails with the reason; the others go on.
     */
    @UpdateMethod(name = "submit", description = "A page of documents; answers the result of each.")
    PageResult submit(Page page);

    @UpdateValidatorMethod(updateName = "submit")
    void checkSubmit(Page page);

    @UpdateMethod(name = "finish", description = "No more pages; answers when all have been worked on.")
    Tally finish();

    @QueryMethod(name = "progress", description = "How far it is.")
    Tally progress();

    /**
     * @param submitter id of the person who says to submit them; may not approve them, and nor may who really uploaded them
     * @param again whether a document that was decided before is run once more
     * @param carried set by continue-as-new only
     */
    record Opening(
            TenantId tenant,
            String submitter,
            boolean again,
            @Nullable Cursor carried) {
        public Opening {
            if (submitter.isBlank()) {
                throw new IllegalArgumentException("a batch has a submitter");
            }
        }

        public static Opening of(TenantId tenant, String submitter, boolean again) {
            return new Opening(tenant, submitter, again, null);
        }
    }

    /**
     * @param number counted by the submitter from 1; also in the update's id, so that sending again is the same update
     * @param items 1 to {@link #PAGE}
     */
    record Page(int number, List<Item> items) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * @param name what the submitter calls the document, at most 200 bytes; for display only
     * @param container that it came in; absent when it came alone
     * @param input the same as {@code document}, for an agent that takes JSON; absent for one that takes documents
     */
    record Item(
            DocumentRef document,
            String name,
            @Nullable Container container,
            @Nullable JsonNode input) {
        public Item {
            name = Texts.endOf(200, name);
        }

        /** Of an agent that takes documents. */
        public Item(DocumentRef document, String name, @Nullable Container container) {
            this(document, name, container, null);
        }

        /** Of a document that came alone. */
        public Item(DocumentRef document, String name) {
            this(document, name, null, null);
        }

        /** As a run of its own begins. */
        public RunRequest request(String submitter) {
            return new RunRequest(document, input, name, submitter, container, null);
        }
    }

    /** @param documents in the order of the page's items; RUNNING for one that has a run of its own, which tells the rest */
    record PageResult(int number, List<RunResult> documents) {
        public PageResult {
            documents = List.copyOf(documents);
        }
    }

    /**
     * @param pages worked on
     * @param done documents for which the agent did what it is for
     * @param ownRuns documents that got, or already had, a run of their own
     * @param waiting pages that wait to be worked on
     */
    record Tally(int pages, long done, long duplicate, long refused, long failed, long ownRuns, int waiting) {
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

        Tally plus(List<RunResult> results) {
            return new Tally(
                    pages + 1,
                    done + count(results, RunStatus.DONE),
                    duplicate + count(results, RunStatus.DUPLICATE),
                    refused + count(results, RunStatus.REFUSED),
                    failed + count(results, RunStatus.FAILED),
                    ownRuns + count(results, RunStatus.RUNNING),
                    waiting);
        }

        private static long count(List<RunResult> results, RunStatus status) {
            return results.stream().filter(each -> each.status() == status).count();
        }

        Tally waiting(int pages) {
            return new Tally(this.pages, done, duplicate, refused, failed, ownRuns, pages);
        }

        public long documents() {
            return done + duplicate + refused + failed + ownRuns;
        }
    }
}
