package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An invoice's run as people are shown it. */
final class InvoiceView implements AgentView<InvoiceState> {
    static final Finding HANDED_OVER = new Finding("HANDED_OVER", "model", "the model handed the document to a person");

    /** The supplier by its id: a name is personal data of the supplier and stays in the state. */
    @Override
    public List<Fact> subject(InvoiceState state) {
        List<Fact> subject = new ArrayList<>();
        if (state.books() != null && state.books().supplierId() != null) {
            subject.add(new Fact("supplier", state.books().supplierId()));
        }
        if (state.facts() != null) {
            subject.add(new Fact("number", state.facts().number()));
        }
        return subject;
    }

    @Override
    public @Nullable Money amount(InvoiceState state) {
        return state.facts() == null ? null : state.facts().amount();
    }

    @Override
    public List<Finding> findings(InvoiceState state) {
        return state.findings();
    }

    @Override
    public @Nullable Ruling route(InvoiceState state) {
        return state.route();
    }

    @Override
    public @Nullable Ruling policy(InvoiceState state) {
        return state.policy();
    }

    @Override
    public @Nullable Bundle bundle(InvoiceState state) {
        return state.bundle();
    }

    @Override
    public Ask ask(InvoiceState state) {
        return new Ask(
                state.policy() == null ? "clerk" : Clearance.role(state.policy(), "controller"),
                state.phase() == Phase.CONSENT ? InvoiceEntry.proposed(state) : null,
                reasons(state));
    }

    private static List<Finding> reasons(InvoiceState state) {
        List<Finding> reasons = new ArrayList<>(state.objections());
        Finding stuck = state.stuck();
        Ruling policy = state.policy();
        if (stuck != null) {
            reasons.add(stuck);
        } else if (policy != null) {
            Finding reason = Clearance.reason(policy);
            reasons.add(new Finding(reason.code(), reason.where(), policy.why() + accounts(state)));
        }
        InvoiceFacts facts = state.facts();
        if (facts != null && !facts.ambiguous().isEmpty()) {
            reasons.add(new Finding(
                    "AMBIGUOUS",
                    String.join(", ", facts.ambiguous()),
                    "these fields can be read in more than one way"));
        }
        if (facts != null) {
            reasons.addAll(facts.doubts());
            reasons.addAll(InvoiceDifferences.reasons(facts));
        }
        BooksFacts books = state.books();
        if (books != null && books.orderRemaining() != null && books.order() == BooksFacts.Order.OVER) {
            reasons.add(new Finding(
                    "ORDER_REMAINING",
                    "order",
                    "the order still allows "
                            + new Money(Objects.requireNonNull(facts).currency(), books.orderRemaining()).text()));
        }
        if (books != null && facts != null) {
            reasons.addAll(EarlierView.reasons(facts, books, state.relation()));
        }
        FieldReading.Vouched vouched = state.vouched();
        if (vouched != null) {
            reasons.add(new Finding(
                    "SAID_BY_PERSON",
                    String.join(", ", vouched.fields()),
                    vouched.person() + " says this; the document does not show it, and somebody else must consent"));
        }
        if (reasons.isEmpty()) {
            reasons.add(HANDED_OVER);
        }
        return reasons.stream().limit(Finding.MOST).toList();
    }

    private static String accounts(InvoiceState state) {
        BooksFacts books = state.books();
        return books != null && !books.otherAccounts().isEmpty()
                ? " (on file " + books.onFile() + ", on the document " + String.join(", ", books.otherAccounts()) + ")"
                : "";
    }

    @Override
    public List<Fact> facts(InvoiceState state) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("document", state.document().digest().brief()));
        if (state.facts() != null) {
            invoice(state.facts(), facts);
        }
        FieldReading.Vouched vouched = state.vouched();
        if (vouched != null) {
            facts.add(new Fact("said by " + vouched.person(), String.join(", ", vouched.fields())));
        }
        if (state.books() != null) {
            books(state.books(), facts);
        }
        facts.addAll(InvoiceTerms.facts(state.terms()));
        return facts;
    }

    @Override
    public @Nullable LookedUp lookedUp(InvoiceState state) {
        return state.terms();
    }

    private static void invoice(InvoiceFacts invoice, List<Fact> facts) {
        facts.add(new Fact("kind", invoice.kind() + " read from " + invoice.source()));
        if (!invoice.typeCode().isEmpty()) {
            facts.add(new Fact("type", invoice.typeCode()));
        }
        facts.add(new Fact("number", invoice.number()));
        facts.add(new Fact("date", invoice.issueDate().toString()));
        facts.add(new Fact("net", money(invoice, invoice.net())));
        facts.add(new Fact("VAT", money(invoice, invoice.tax())));
        facts.add(new Fact("gross", money(invoice, invoice.gross())));
        if (invoice.prepaid() != 0) {
            facts.add(new Fact("prepaid", money(invoice, invoice.prepaid())));
        }
        facts.add(new Fact("payable", money(invoice, invoice.payable())));
        facts.addAll(InvoiceDifferences.facts(invoice));
        for (BankAccount account : invoice.accounts()) {
            facts.add(new Fact("account", account.masked()));
        }
        if (!invoice.preceding().isEmpty()) {
            facts.add(new Fact("refers to", String.join(", ", invoice.preceding())));
        }
        if (invoice.orderNumber() != null) {
            facts.add(new Fact("order named", invoice.orderNumber()));
        }
    }

    private static String money(InvoiceFacts invoice, long minor) {
        return new Money(invoice.currency(), minor).text();
    }

    private static void books(BooksFacts books, List<Fact> facts) {
        String supplier = books.supplierId() == null ? "" : " " + books.supplierId();
        facts.add(new Fact("supplier", books.supplier() + supplier));
        String onFile = books.onFile() == null ? "" : ", on file " + books.onFile();
        facts.add(new Fact("account on file", books.account() + onFile));
        facts.add(new Fact("order", books.order().name()));
        facts.add(new Fact("duplicate", books.duplicate().name()));
        facts.add(new Fact("correction", books.correction().name()));
        if (books.buyer() != null) {
            facts.add(new Fact("buyer", books.buyer().name()));
        }
        if (books.tie() != null) {
            facts.add(new Fact("earlier documents", books.tie().name()));
        }
    }
}
