package dev.ratchet.workflows.invoice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.invoice.InvoiceAction.Kind;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows. Absent facts are not known yet.
 *
 * @param read what the document turned out to be
 * @param fields those of a text that the document has proven
 * @param relation what a person chose that this document does to an earlier one
 * @param bundle by which the run was ruled first; every later ruling is by its rule book
 * @param route the first ruling; never changes
 * @param policy the latest ruling on whose authority is needed
 * @param permission what the latest ruling permits; attested, for whoever performs it
 * @param terms what the library has on a difference that a person decides about; absent while nobody has looked
 * @param overtaken how often the ledger saw that the books had changed since they were consulted
 * @param unproven how often extracted fields could not be proven since a person last looked
 * @param stuck why a person is needed before anything can go on
 * @param pending what a person proposed and the gate has not judged, or no tool has answered yet
 * @param objections what was wrong with what a person proposed last; empty once something was taken
 */
record InvoiceState(
        Phase phase,
        DocumentRef document,
        @Nullable Attested<DocumentReading> read,
        @Nullable Attested<FieldReading> fields,
        @Nullable Relation relation,
        @Nullable Bundle bundle,
        @Nullable BooksFacts books,
        @Nullable Ruling route,
        @Nullable Ruling policy,
        @Nullable Authorization authorization,
        @Nullable Attested<Permission> permission,
        @Nullable LookedUp terms,
        int overtaken,
        int unproven,
        List<Finding> findings,
        @Nullable Finding stuck,
        @Nullable PersonStatement pending,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Finding> objections,
        @Nullable Outcome outcome) {

    /** Where a run stands, and the allowed-table: what may be proposed there. */
    enum Phase {
        RECEIVED(Kind.READ_DOCUMENT),
        /** The document is read, or its fields are proven; the books have not been asked yet. */
        READ(Kind.CONSULT_BOOKS),
        /** A text whose fields a model must find. */
        EXTRACTING(Kind.RECORD_FIELDS, Kind.ASK_PERSON),
        /** Only a person can mend what is wrong. */
        STUCK(Kind.ASK_PERSON),
        /** The entry needs a person's consent. */
        CONSENT(Kind.REQUEST_APPROVAL),
        /** A person consented; the books may have changed meanwhile. */
        CONSENTED(Kind.CONSULT_BOOKS),
        /** Authorized. */
        CLEARED(Kind.POST_ENTRY),
        ENDED();

        /** Where a person may be asked. */
        static final List<Phase> WAITING = List.of(EXTRACTING, STUCK, CONSENT);

        private final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }

        List<Kind> legal() {
            return legal;
        }
    }

    InvoiceState {
        findings = List.copyOf(findings);
        objections = objections == null ? List.of() : List.copyOf(objections);
    }

    static InvoiceState received(DocumentRef document) {
        return new InvoiceState(
                Phase.RECEIVED,
                document,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                List.of(),
                null,
                null,
                List.of(),
                null);
    }

    /** Absent until the document is read. */
    @Nullable
    DocumentReading reading() {
        return read == null ? null : read.value();
    }

    /** From the document itself, or from fields that were proven. */
    @Nullable
    InvoiceFacts facts() {
        if (fields != null && fields.value() instanceof FieldReading.Proven proven) {
            return proven.facts();
        }
        return reading() instanceof DocumentReading.Structured structured ? structured.facts() : null;
    }

    /** What of the fields a person vouches for; absent when the document shows everything. */
    FieldReading.@Nullable Vouched vouched() {
        return fields != null && fields.value() instanceof FieldReading.Proven proven ? proven.vouched() : null;
    }

    /** A changed copy. */
    InvoiceState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    InvoiceState ended(Outcome how) {
        return with(draft -> {
            draft.phase = Phase.ENDED;
            draft.pending = null;
            draft.outcome = how;
        });
    }

    InvoiceState stuck(Finding why) {
        return with(draft -> {
            draft.phase = Phase.STUCK;
            draft.authorization = null;
            draft.stuck = why;
        });
    }

    /** The fields of a state while it is changed; never leaves {@link #with}. */
    @SuppressWarnings("NullAway.Init")
    static final class Draft {
        Phase phase;

        @Nullable
        Attested<DocumentReading> read;

        @Nullable
        Attested<FieldReading> fields;

        @Nullable
        Relation relation;

        @Nullable
        Bundle bundle;

        @Nullable
        BooksFacts books;

        @Nullable
        Ruling route;

        @Nullable
        Ruling policy;

        @Nullable
        Authorization authorization;

        @Nullable
        Attested<Permission> permission;

        @Nullable
        LookedUp terms;

        int overtaken;
        int unproven;
        List<Finding> findings;

        @Nullable
        Finding stuck;

        @Nullable
        PersonStatement pending;

        List<Finding> objections;

        @Nullable
        Outcome outcome;

        private final DocumentRef document;

        private Draft(InvoiceState from) {
            phase = from.phase;
            document = from.document;
            read = from.read;
            fields = from.fields;
            relation = from.relation;
            bundle = from.bundle;
            books = from.books;
            route = from.route;
            policy = from.policy;
            authorization = from.authorization;
            permission = from.permission;
            terms = from.terms;
            overtaken = from.overtaken;
            unproven = from.unproven;
            findings = from.findings;
            stuck = from.stuck;
            pending = from.pending;
            objections = from.objections;
            outcome = from.outcome;
        }

        private InvoiceState state() {
            return new InvoiceState(
                    phase,
                    document,
                    read,
                    fields,
                    relation,
                    bundle,
                    books,
                    route,
                    policy,
                    authorization,
                    permission,
                    terms,
                    overtaken,
                    unproven,
                    findings,
                    stuck,
                    pending,
                    objections,
                    outcome);
        }
    }
}
