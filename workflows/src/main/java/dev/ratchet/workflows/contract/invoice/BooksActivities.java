package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * What the books know about an invoice and what the rules say of that, read together at one instant so that a decision can
 * be explained from one snapshot.
 */
@ActivityInterface(namePrefix = "Books")
public interface BooksActivities {

    @ActivityMethod
    Consultation consult(Query query);

    /**
     * @param run who asks: what this run itself has booked is no duplicate of it
     * @param reading of the document
     * @param fields those of a text, once a model has proposed and the document has proven them
     * @param relation what a person chose that this document does to an earlier one; absent while nobody chose
     * @param rules hash of the rule book that this run was ruled by before; absent for the one in force now
     */
    record Query(
            RunRef run,
            DocumentRef document,
            Attested<DocumentReading> reading,
            @Nullable Attested<FieldReading> fields,
            @Nullable Relation relation,
            @Nullable Digest rules) {

        /** Absent while nothing is known of the invoice yet: then only the route is answered. */
        public @Nullable InvoiceFacts invoice() {
            if (fields != null && fields.value() instanceof FieldReading.Proven proven) {
                return proven.facts();
            }
            return reading.value() instanceof DocumentReading.Structured structured ? structured.facts() : null;
        }

        /** Where the content store keeps the whole of {@link #invoice}; absent as it is. */
        public @Nullable Digest body() {
            if (fields != null && fields.value() instanceof FieldReading.Proven proven) {
                return proven.invoice();
            }
            return reading.value() instanceof DocumentReading.Structured structured ? structured.invoice() : null;
        }

        /** What of the fields a person vouches for; absent when the document shows everything. */
        public FieldReading.@Nullable Vouched vouched() {
            return fields != null && fields.value() instanceof FieldReading.Proven proven ? proven.vouched() : null;
        }
    }

    record Consultation(Consulted consulted, Bundle bundle) {}

    /**
     * @param books present when the query named an invoice
     * @param policy present when the query named an invoice without problems
     * @param permission present when the entry may be posted, alone or with a person's consent
     */
    record Consulted(
            @Nullable BooksFacts books,
            Ruling route,
            @Nullable Ruling policy,
            @Nullable Attested<Permission> permission) {}
}
