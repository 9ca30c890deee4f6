package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** The ways through the invoice agent that golden histories are kept of. */
enum GoldenRuns {
    DIRECT((world, caller) -> caller.submit()),
    APPROVED((world, caller) -> {
        world.books = Samples.books(0);
        var waiting = caller.submit();
        caller.running()
                .decide(new PersonDecision.Approve(
                        Samples.approval(waiting.waiting().intent(), caller.id(), "clerk")));
    }),
    DENIED((world, caller) -> {
        world.books = Samples.books(0);
        caller.deny("not ordered", caller.submit());
    }),
    TEXT_WITHOUT_MODEL((world, caller) -> {
        world.reading = Samples.text();
        caller.submit();
    }),
    TEXT_WITH_MODEL((world, caller) -> {
        world.reading = Samples.text();
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
        world.model = question -> proposed(
                world.questions.size() == 1 ? "post_entry" : "record_fields", Map.of("fields", Samples.fields()));
        caller.submit();
    }),
    RECHECKED((world, caller) -> {
        world.books = unknownSupplier();
        var waiting = caller.submit();
        world.books = Samples.books(50_000);
        caller.recheck(waiting);
    }),
    DUPLICATE((world, caller) -> {
        world.books = Samples.books(
                BooksFacts.Supplier.KNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.SAME_NUMBER, 50_000);
        caller.submit();
    }),
    REFUSED((world, caller) -> {
        world.reading = new DocumentReading.Structured(
                Samples.invoice(), Digest.of("i"), List.of(new Finding("LINE_SUM", "BT-106", "wrong")));
        caller.submit();
    }),
    /** Recorded on a server that suggests to continue as new after {@link #FEW_EVENTS}. */
    CONTINUED((world, caller) -> {
        world.books = unknownSupplier();
        var waiting = caller.submit();
        for (int i = 0; i < 3; i++) {
            waiting = caller.recheck(waiting);
        }
        caller.deny("enough", waiting);
    });

    static final int FEW_EVENTS = 30;

    private final BiConsumer<SmallWorld, Caller> story;

    GoldenRuns(BiConsumer<SmallWorld, Caller> story) {
        this.story = story;
    }

    private static BooksFacts unknownSupplier() {
        return Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
    }

    private static ModelActivities.Answer proposed(String name, Object arguments) {
        return new ModelActivities.Proposed(
                new Proposal(name, CanonicalJson.of(arguments)),
                Digest.of("completion"),
                new ModelActivities.Usage("scripted", "scripted", 100, 0, 20, 0));
    }

    /** The name of its files. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void happen(SmallWorld world, Caller caller) {
        story.accept(world, caller);
    }
}
