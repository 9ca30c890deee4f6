package dev.ratchet.workflows.invoice;

import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.effect.BroughtIn;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consulted;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import dev.ratchet.workflows.invoice.InvoiceState.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Documents through the agent and real activities, with a person who chooses and consents, one by one or as a batch does. */
final class PaperTrail {
    private static final int STEPS = 40;

    private final TenantId tenant;
    private final BooksActivitiesImpl books;
    private final BroughtIn effects;
    private final ApprovalKeys people;
    private final InvoiceAgent agent = new InvoiceAgent();
    private final DocumentAttestation readings = new DocumentAttestation(Permitted.WORKERS);
    private final List<Run> runs = new ArrayList<>();
    private boolean consents = true;

    PaperTrail(TenantId tenant, BooksActivitiesImpl books, BroughtIn effects, ApprovalKeys people) {
        this.tenant = tenant;
        this.books = books;
        this.effects = effects;
        this.people = people;
    }

    PaperTrail withoutConsent() {
        consents = false;
        return this;
    }

    /** @param choice what a person says that it does to an earlier one */
    record Paper(
            String type,
            String number,
            long net,
            List<String> preceding,
            long prepaid,
            @Nullable String order,
            @Nullable Relation choice,
            boolean isCopy) {
        static Paper of(String type, String number, long net) {
            return new Paper(type, number, net, List.of(), 0, null, null, false);
        }

        Paper names(String... numbers) {
            return new Paper(type, number, net, List.of(numbers), prepaid, order, choice, isCopy);
        }

        Paper prepaid(long minor) {
            return new Paper(type, number, net, preceding, minor, order, choice, isCopy);
        }

        Paper on(String purchaseOrder) {
            return new Paper(type, number, net, preceding, prepaid, purchaseOrder, choice, isCopy);
        }

        Paper replaces() {
            return choosing(Relation.REPLACES);
        }

        Paper addsTo() {
            return choosing(Relation.ADDS_TO);
        }

        Paper unrelated() {
            return choosing(Relation.UNRELATED);
        }

        /** Of a document that has come before. */
        Paper copy() {
            return new Paper(type, number, net, preceding, prepaid, order, choice, true);
        }

        private Paper choosing(Relation relation) {
            return new Paper(type, number, net, preceding, prepaid, order, relation, isCopy);
        }

        InvoiceFacts facts() {
            long tax = Math.round(net * 0.19);
            long gross = net + tax;
            return new InvoiceFacts(
                    type.equals("381") ? InvoiceFacts.Kind.CREDIT_NOTE : InvoiceFacts.Kind.INVOICE,
                    type,
                    InvoiceFacts.Source.UBL,
                    number,
                    LocalDate.of(2026, 8, 10),
                    "EUR",
                    net,
                    tax,
                    gross,
                    prepaid,
                    0,
                    gross - prepaid,
                    order,
                    preceding,
                    List.of(),
                    1,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    private static final class Run {
        private final Paper paper;
        private final RunRef ref;
        private InvoiceState state;

        Run(Paper paper, RunRef ref, InvoiceState state) {
            this.paper = paper;
            this.ref = ref;
            this.state = state;
        }
    }

    InvoiceState last() {
        return runs.get(runs.size() - 1).state;
    }

    /** Each when it comes; in the end what waits is looked at again, and only then people choose. */
    List<String> oneByOne(List<Paper> papers) {
        papers.forEach(paper -> goOn(received(paper)));
        return finished();
    }

    /** As the batch does: what refers to others comes after them. */
    List<String> together(List<Paper> papers) {
        List<Run> all = papers.stream().map(this::received).toList();
        all.forEach(this::read);
        List<Run> later = all.stream()
                .filter(run -> InvoiceBatchWorkflowImpl.corrects(run.state))
                .toList();
        group(all.stream().filter(run -> !later.contains(run)).toList());
        group(later);
        return finished();
    }

    private List<String> finished() {
        for (Run run : runs) {
            if (run.state.phase() != Phase.ENDED) {
                run.state = agent.recheck(run.state);
                goOn(run);
            }
        }
        for (Run run : runs) {
            if (run.state.phase() == Phase.STUCK
                    && run.paper.choice() != null
                    && Objects.requireNonNull(run.state.books()).choices().contains(run.paper.choice())) {
                run.state = agent.recheck(run.state).with(draft -> draft.relation = run.paper.choice());
                goOn(run);
            }
            consent(run);
        }
        for (Run run : runs) {
            if (run.state.phase() == Phase.STUCK) {
                run.state = agent.recheck(run.state);
                goOn(run);
            }
        }
        return runs.stream().map(PaperTrail::outcome).toList();
    }

    private Run received(Paper paper) {
        Digest digest = Digest.of(paper + " " + runs.size());
        DocumentRef document = new DocumentRef(tenant, digest, 7);
        Run run = new Run(
                paper, new RunRef(InvoiceWorkflow.workflowId(tenant, digest), "run"), InvoiceState.received(document));
        runs.add(run);
        return run;
    }

    private void read(Run run) {
        Digest digest = run.state.document().digest();
        run.state = agent.reduce(
                run.state,
                new InvoiceObservation.DocumentRead(readings.reading(
                        tenant,
                        digest,
                        new DocumentReading.Structured(run.paper.facts(), Digest.of("invoice"), List.of()))));
    }

    /** Until it has ended or waits for a person. */
    private void goOn(Run run) {
        for (int step = 0; step < STEPS; step++) {
            switch (run.state.phase()) {
                case RECEIVED -> read(run);
                case READ, CONSENTED -> consulted(run, books.consult(InvoiceRules.query(run.ref, run.state)));
                case CLEARED -> answered(run, effects.perform(InvoiceEntry.posting(run.ref, run.state)));
                case EXTRACTING, STUCK, CONSENT, ENDED -> {
                    return;
                }
            }
        }
        throw new AssertionError(run.paper + " goes on for ever");
    }

    private List<Consulted> consulted(List<Run> asking) {
        try {
            return books.consultAll(
                    books.inForce(),
                    asking.stream()
                            .map(run -> InvoiceRules.query(run.ref, run.state))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void group(List<Run> group) {
        for (int round = 0; round < 3; round++) {
            List<Run> asking = group.stream()
                    .filter(run -> run.state.phase() == Phase.READ)
                    .toList();
            List<Consulted> answers = consulted(asking);
            for (int i = 0; i < asking.size(); i++) {
                consulted(asking.get(i), new Consultation(answers.get(i), books.bundle(books.inForce())));
            }
            List<Run> cleared = group.stream()
                    .filter(run -> run.state.phase() == Phase.CLEARED)
                    .toList();
            List<EffectActivities.Result> results = effects.performAll(cleared.stream()
                    .map(run -> InvoiceEntry.posting(run.ref, run.state))
                    .toList());
            for (int i = 0; i < cleared.size(); i++) {
                answered(cleared.get(i), results.get(i));
            }
        }
    }

    private void consulted(Run run, Consultation consultation) {
        run.state = agent.reduce(run.state, new InvoiceObservation.BooksConsulted(consultation));
    }

    private void answered(Run run, EffectActivities.Result result) {
        run.state = agent.reduce(run.state, new InvoiceObservation.EntryAnswered(result));
    }

    private void consent(Run run) {
        for (int time = 0; consents && time < 2 && run.state.phase() == Phase.CONSENT; time++) {
            Approval approval = new ApprovalBuilder(
                            tenant, run.ref, Objects.requireNonNull(InvoiceEntry.digest(run.state)), "anna")
                    .role(Clearance.role(run.state.policy(), "clerk"))
                    .signedWith(people);
            run.state = agent.consented(run.state, approval);
            goOn(run);
        }
    }

    private static String outcome(Run run) {
        return run.state.outcome() != null
                ? run.state.outcome().word() + " " + run.state.outcome().code()
                : run.state.phase() + " "
                        + Objects.requireNonNull(run.state.policy()).rule()
                        + (run.state.stuck() == null
                                ? ""
                                : " " + run.state.stuck().code());
    }
}
