package dev.ratchet.workflows.invoice;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invoice, from its bytes to the books or to a reason why not.
 *
 * <p>What arrives here is as trustworthy as access to Temporal, which knows no people: the submitter of a {@link Request},
 * who denies and who asks for a recheck are claims, and none of them is consent. Consent is an {@link Approve}: signed
 * where people are authenticated, where it is also on record who really brought the bytes in.
 */
@WorkflowInterface
public interface InvoiceWorkflow {

    String TASK_QUEUE = "ratchet-invoice";

    /** One document, one run: the id comes from the bytes. A run under another id ends as failed. */
    static String workflowId(TenantId tenant, Digest document) {
        return "invoice/" + tenant + "/" + document;
    }

    @WorkflowMethod(name = "Invoice")
    Status run(Request request);

    @UpdateMethod(name = "settled", description = "Answers as soon as the run has ended or waits for a person.")
    Status settled();

    @UpdateMethod(name = "decide", description = "A person's signed consent, or a refusal with its reason.")
    Status decide(Verdict verdict);

    @UpdateValidatorMethod(updateName = "decide")
    void checkDecide(Verdict verdict);

    /** Unsigned, like a denial: it only has the same questions asked again. */
    @UpdateMethod(
            name = "recheck",
            description = "Looks again after a person mended what was wrong, e.g. loaded a supplier.")
    Status recheck(String by);

    @UpdateValidatorMethod(updateName = "recheck")
    void checkRecheck(String by);

    @QueryMethod(name = "status", description = "Where the run stands.")
    Status status();

    @QueryMethod(name = "explain", description = "Why it stands there, and what may happen next.")
    Explanation explain();

    /**
     * @param name what the submitter calls the document, at most 200 characters; for display only
     * @param submitter id of the person who says to bring it in; may not approve it, and nor may who really did
     * @param resumed set by continue-as-new only
     */
    record Request(
            DocumentRef document,
            String name,
            String submitter,
            @Nullable Resumed resumed) {
        public Request {
            if (name.length() > 200) {
                name = name.substring(name.length() - 200);
            }
            if (submitter.isBlank()) {
                throw new IllegalArgumentException("a document has a submitter");
            }
        }

        public static Request of(DocumentRef document, String name, String submitter) {
            return new Request(document, name, submitter, null);
        }
    }

    /** What a person says to a request for approval. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verdict")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Approve.class, name = "approve"),
        @JsonSubTypes.Type(value = Deny.class, name = "deny")
    })
    sealed interface Verdict {}

    record Approve(Approval approval) implements Verdict {}

    /**
     * Ends the run. Unsigned: a denial is worth as much as access to Temporal, and {@code by} is a name that the sender
     * chose; the command line lets nobody choose another's. It books nothing, and the document may be submitted again.
     *
     * @param why 1 to 400 characters, for the record
     */
    record Deny(String by, String why) implements Verdict {}

    /** Where a run stands; the first five are what {@code ratchet submit} prints. */
    enum Standing {
        POSTED,
        DUPLICATE,
        REFUSED,
        WAITING,
        FAILED,
        RUNNING
    }

    /**
     * A run at a glance. Absent fields are not known (yet).
     *
     * @param code frozen reason code
     * @param why one sentence for a person
     * @param findings what is wrong, most important first
     * @param intent what consent would allow; only while it waits for consent
     * @param waitingFor role of who may unblock it
     * @param waitsUntil when it stops waiting
     */
    record Status(
            String workflowId,
            Standing standing,
            String phase,
            String code,
            String why,
            List<Finding> findings,
            @Nullable String route,
            @Nullable String routeRule,
            @Nullable String policyRule,
            @Nullable String supplierId,
            @Nullable String invoiceNumber,
            @Nullable Money total,
            @Nullable Long entry,
            @Nullable Digest intent,
            @Nullable String waitingFor,
            @Nullable Instant waitsUntil,
            String name,
            String submitter) {
        public Status {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Why a run stands where it stands.
     *
     * @param facts name and value, in reading order
     * @param actions every action of the vocabulary, legal now or barred with the reason
     * @param rulings the rules that decided so far: route first
     * @param steps the trail, oldest first, at most the last 100
     * @param budget one line per resource
     */
    record Explanation(
            Status status,
            List<Fact> facts,
            List<ActionNow> actions,
            List<RulingShown> rulings,
            List<Step> steps,
            List<BudgetLine> budget,
            @Nullable String bundle) {

        public record Fact(String name, String value) {}

        /** @param barred absent when the action is legal now */
        public record ActionNow(
                String action, String effect, @Nullable String barred) {}

        /** @param facts those the rules saw, as {@code name=value} */
        public record RulingShown(
                String about, String decision, String rule, String version, String why, List<String> facts) {}

        /** @param spent and allowed in the resource's unit */
        public record BudgetLine(String resource, String unit, long spent, long allowed) {}
    }
}
