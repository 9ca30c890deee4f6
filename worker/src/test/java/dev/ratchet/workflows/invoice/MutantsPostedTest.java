package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.Mutants;
import dev.ratchet.activities.documents.StoredInvoices;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.effect.EffectActivitiesImpl;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Posted;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PostgresRuleBooks;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every mutant of every valid invoice through the whole gate, into real books, with master data that would let all of
 * them pass. What can be booked gets books of its own (a tenant), so that no other entry can stop it. A booking without a
 * person is wrong when it is not, line by line, what the original's own totals say; and when it rests on a product that
 * is off by more than the field tolerates, although its totals are the original's.
 */
@Tag("slow")
class MutantsPostedTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    private final TestDatabase database = new TestDatabase();
    private final MasterData masterData = TestMasterData.in(database.database());
    private final ContentStore contents = new MemoryContentStore();
    private final PinnedRules rules = new PinnedRules(
            new PostgresRuleBooks(
                    database.database(), List.of(RulebookFile.shipped(InvoiceWorkflow.AGENT, InvoiceRules.FACTS))),
            (agent, book) -> Bundle.of(agent, "test", Map.of(), Map.of(), book.book()));
    private final OneRun gate = new OneRun(
            new DocumentActivitiesImpl(
                    contents,
                    READER,
                    new DocumentAttestation(Permitted.WORKERS),
                    new dev.ratchet.activities.documents.SaidFields("invoice", said -> false)),
            new BooksActivitiesImpl(
                    InvoiceWorkflow.AGENT,
                    masterData,
                    (tenant, digests) -> new StoredInvoices(contents)
                            .all(tenant, digests).stream()
                                    .map(MutantsPostedTest::parties)
                                    .toList(),
                    rules,
                    InvoiceRules::rule,
                    Permitted.WORKERS,
                    Clock.systemUTC()),
            new EffectActivitiesImpl(Posted.effects(database.database(), ApprovalKeys.generate())));
    private int tenants;

    private static MasterData.Parties parties(Invoice invoice) {
        return new MasterData.Parties(party(invoice.supplier()), party(invoice.buyer()));
    }

    private static MasterData.Party party(Invoice.Party party) {
        return new MasterData.Party(party.name(), party.comparableTaxIds());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void nothingIsPostedButWhatTheOriginalSays() throws Exception {
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        TreeMap<String, Integer> posted = new TreeMap<>();
        List<String> wronglyPosted = new ArrayList<>();
        int originals = 0;
        int mutants = 0;
        for (Path file : files()) {
            String xml = Files.readString(file);
            if (!(READER.read(bytes(xml)) instanceof DocumentReader.Structured structured)
                    || !structured.findings().isEmpty()) {
                continue;
            }
            String master = masterData(structured.invoice());
            String original = outcome(xml, master);
            System.out.println(file.getFileName() + ": " + original);
            originals += original.equals("POSTED BOOKED") ? 1 : 0;
            for (Mutants.Mutant mutant : Mutants.of(xml)) {
                mutants++;
                String outcome = outcome(mutant.xml(), master);
                outcomes.merge(outcome, 1, Integer::sum);
                if (outcome.startsWith("POSTED")) {
                    posted.merge(mutant.name(), 1, Integer::sum);
                    DocumentReader.Structured read = (DocumentReader.Structured) READER.read(bytes(mutant.xml()));
                    if (!amounts(read.invoice()).equals(amounts(structured.invoice())) || !tolerated(read)) {
                        wronglyPosted.add(file.getFileName() + ": " + mutant);
                    }
                }
            }
        }
        System.out.println(originals + " originals posted; " + mutants + " mutants: " + outcomes);
        posted.forEach((place, count) -> System.out.println("  posted: " + count + " × " + place));
        assertThat(wronglyPosted).isEmpty();
        assertThat(originals).isGreaterThanOrEqualTo(14);
        assertThat(outcomes).containsKey("WAITING products-differ");
        assertThat(mutants).isGreaterThan(1000);
        assertThat(posted).as("the gate is open for what still adds up").isNotEmpty();
    }

    /** All that its entry's lines are made of. */
    private static List<Object> amounts(Invoice invoice) {
        InvoiceFacts facts = invoice.facts(number -> TestMasterData.ACCOUNTS.of(TenantId.DEFAULT, number));
        return List.of(
                facts.bookedAs(),
                facts.currency(),
                facts.net(),
                facts.tax(),
                facts.prepaid(),
                facts.rounding(),
                facts.payable());
    }

    /** By the book of the field and not by ours: 0.02 a product, half a minor unit for each rounding, whole forints. */
    private static boolean tolerated(DocumentReader.Structured read) {
        boolean forints = read.invoice().currency().equals("HUF");
        return read.checked().doubts().isEmpty()
                && read.checked().differences().stream()
                        .allMatch(each -> each.product() == Product.VAT
                                ? 2 * each.size() <= (forints ? 100 : each.roundings() + 1)
                                : each.size() <= (forints ? 50 : 2));
    }

    private String outcome(String xml, String master) throws Exception {
        boolean passes = READER.read(bytes(xml)) instanceof DocumentReader.Structured read
                && read.findings().isEmpty();
        TenantId tenant = passes ? new TenantId("books-" + ++tenants) : TenantId.DEFAULT;
        if (passes) {
            masterData.load(tenant, "one.person", master);
        }
        return gate.of(contents.put(tenant, bytes(xml)));
    }

    /** The supplier with its account and order, and a ceiling that even ten times the amount stays below. */
    private String masterData(Invoice invoice) {
        InvoiceFacts facts = invoice.facts(number -> TestMasterData.ACCOUNTS.of(TenantId.DEFAULT, number));
        return masterData.propose(List.of(new MasterData.Seen(
                invoice.supplier().name(),
                invoice.supplier().comparableTaxIds(),
                invoice.accounts(),
                facts.orderNumber(),
                facts.currency(),
                Math.max(1, Math.abs(facts.gross())) * 20)));
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("ubl", "cii")) {
            try (Stream<Path> all = Files.list(Needs.sharedData("invoices/" + folder))) {
                files.addAll(all.sorted().toList());
            }
        }
        return files;
    }

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
