package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many invoices, page by page. What is simple is booked here, by the same agent, gate and ledger as in a run of its own;
 * everything else gets a run of its own, so that nothing slow holds up the page behind it.
 *
 * <p>The submitter keeps a few pages in flight and is told what became of each; that is all the back-pressure there is.
 * Pages are booked in the order in which they arrive. Cancelling the workflow lets the pages finish that it has begun.
 */
@WorkflowInterface
public interface InvoiceBatchWorkflow {

    /** Most documents on a page. */
    int PAGE = GroupActivities.MOST;

    /** Most documents that a page names beyond its own. */
    int SOON = PAGE / 4;

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

    /** Code of a document whose very bytes were booked before. */
    String SAME_DOCUMENT = "SAME_DOCUMENT";

    /** @param name chosen by the submitter, unique for each batch */
    static String workflowId(TenantId tenant, String name) {
        return "batch/" + tenant + "/" + name;
    }

    /** Ends when it is told to {@link #finish}, when it is cancelled, or when no page has come for a quarter of an hour. */
    @WorkflowMethod(name = "InvoiceBatch")
    Tally run(Opening opening);

    /**
     * Answers when every document of the page has reached a decision or has a run of its own. The same page sent twice is
     * answered twice alike and booked once. A page that cannot be worked on fails with the reason; the others go on.
     */
    @UpdateMethod(name = "take", description = "A page of documents; answers what became of each.")
    Taken take(Page page);

    @UpdateValidatorMethod(updateName = "take")
    void checkTake(Page page);

    @UpdateMethod(name = "finish", description = "No more pages; answers when all have been worked on.")
    Tally finish();

    @QueryMethod(name = "progress", description = "How far it is.")
    Tally progress();

    /**
     * @param submitter id of the person who says to bring them in; may not approve them, and nor may who really did
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
     * @param soon at most {@link #SOON} documents of a later page, which may be read when there is nothing else to do; best
     *     of the page that is sent when this one is answered
     */
    record Page(int number, List<Item> items, List<DocumentRef> soon) {
        @SuppressWarnings("NullAway") // a page from before there was such a list
        public Page {
            items = List.copyOf(items);
            soon = soon == null ? List.of() : List.copyOf(soon);
        }

        /** One that tells nothing of those to come. */
        public Page(int number, List<Item> items) {
            this(number, items, List.of());
        }
    }

    /** @param name what the submitter calls the document, at most 200 bytes; for display only */
    record Item(DocumentRef document, String name) {
        public Item {
            name = Texts.endOf(200, name);
        }
    }

    /** @param documents in the order of the page's items */
    record Taken(int number, List<Became> documents) {
        public Taken {
            documents = List.copyOf(documents);
        }
    }

    /**
     * What became of one document.
     *
     * @param standing POSTED, DUPLICATE, REFUSED or FAILED; RUNNING when it has a run of its own now, which tells the rest
     * @param why one sentence, at most 200 characters; the record has all of it
     */
    record Became(
            Standing standing,
            String code,
            String why,
            @Nullable String route,
            @Nullable Long entry,
            @Nullable Money total) {
        public Became {
            why = Texts.upTo(200, why);
        }

        /** @param ours whether this batch decided it, and is asked again */
        public static Became before(Recorded known, boolean ours) {
            Standing standing = Standing.valueOf(known.outcome());
            if (standing == Standing.WAITING) {
                return new Became(Standing.RUNNING, "RUNNING", known.why(), known.route(), null, known.amount());
            }
            if (ours) {
                return new Became(standing, known.code(), known.why(), known.route(), known.entry(), known.amount());
            }
            boolean posted = standing == Standing.POSTED;
            return new Became(
                    posted ? Standing.DUPLICATE : standing,
                    posted ? SAME_DOCUMENT : known.code(),
                    posted
                            ? "these very bytes are booked as entry " + known.entry()
                            : "decided before, nothing was run again (--again does): " + known.why(),
                    known.route(),
                    known.entry(),
                    known.amount());
        }

        /** What was done is done; handing the document in again does nothing twice and writes the record. */
        Became unrecorded() {
            return new Became(
                    Standing.FAILED, "NOT_RECORDED", "its record could not be kept; it is " + why, route, entry, total);
        }

        static Became of(Status status) {
            return new Became(
                    status.standing(), status.code(), status.why(), status.route(), status.entry(), status.total());
        }
    }

    /**
     * @param pages worked on
     * @param ownRuns documents that got, or already had, a run of their own
     * @param waiting pages that wait to be worked on
     */
    record Tally(int pages, long posted, long duplicate, long refused, long failed, long ownRuns, int waiting) {
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

        Tally plus(List<Became> became) {
            return new Tally(
                    pages + 1,
                    posted + count(became, Standing.POSTED),
                    duplicate + count(became, Standing.DUPLICATE),
                    refused + count(became, Standing.REFUSED),
                    failed + count(became, Standing.FAILED),
                    ownRuns + count(became, Standing.RUNNING),
                    waiting);
        }

        private static long count(List<Became> became, Standing standing) {
            return became.stream().filter(each -> each.standing() == standing).count();
        }

        Tally waiting(int pages) {
            return new Tally(this.pages, posted, duplicate, refused, failed, ownRuns, pages);
        }

        public long documents() {
            return posted + duplicate + refused + failed + ownRuns;
        }
    }
}
